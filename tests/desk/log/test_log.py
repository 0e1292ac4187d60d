"""The audit log: what goes in, who reads it, searches it and carries it away."""

import ast
import csv
import io
import re

import pytest

from tests.phones import Phone
from zlc import clock
from zlc.accounts import audit
from zlc.accounts.audit import AuditLine
from zlc.config import ROOT
from zlc.database import db, uuid7
from zlc.desk.log.words import CODES, VERBS


def lines(app):
    with app.app_context():
        rows = db.session.scalars(db.select(AuditLine).order_by(AuditLine.at, AuditLine.id)).all()
        return [(line.username, line.verb, line.success) for line in rows]


def newest(app, verb):
    with app.app_context():
        rows = db.select(AuditLine).where(AuditLine.verb == verb).order_by(AuditLine.at, AuditLine.id)
        return [(line.username, line.about, line.detail.get("code", "")) for line in db.session.scalars(rows)]


def write(app, *verbs, **told):
    with app.app_context():
        for verb in verbs:
            audit.record(verb, **told)
        db.session.commit()


def test_logins_good_and_bad_are_in_the_log_with_the_address(app, visit):
    visit("coordinator")
    visit(None).log_in("coordinator", "Wrong-2026")
    assert ("coordinator", "login", True) in lines(app)
    assert ("coordinator", "login", False) in lines(app)
    with app.app_context():
        assert {line.address for line in db.session.scalars(db.select(AuditLine))} == {"127.0.0.1"}


def test_refusals_are_in_the_log(app, visit):
    visit("stranger").get("/audit")
    assert ("stranger", "refused", False) in lines(app)


def test_tries_while_locked_and_tries_too_fast_are_in_the_log(app, visit):
    guest = visit(None)
    for _ in range(6):
        guest.log_in("coordinator", "Wrong-2026")
    assert newest(app, "login.locked") == [("coordinator", "/login", "locked_out")]
    while guest.log_in("coordinator", "Wrong-2026").status_code != 429 or not newest(app, "refused.pace"):
        pass
    assert newest(app, "refused.pace")[0] == ("coordinator", "/login", "too_many")


def test_a_form_from_elsewhere_is_in_the_log_with_and_without_a_login(app, visit):
    visit("recorder").client.post("/password", data={})
    visit(None).client.post("/login", data={})
    visit(None).client.post("/api/v1/logout", json={}, headers={"Origin": "https://elsewhere.example"})
    visit("office").client.post("/api/v1/devices", json={})
    assert newest(app, "refused.forged") == [
        ("recorder", "/password", "stale_form"), ("", "/login", "stale_form"), ("office", "/api/v1/devices", "missing_header"),
    ]  # fmt: skip


def test_every_refused_post_of_every_page_is_in_the_log(app, visit):
    """Whoever has refused it and however: no view has to remember it."""
    browser, seen = visit("recorder"), 0
    browser.get("/password")
    for rule in app.url_map.iter_rules():
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<path:{name}>", "nothing").replace(f"<{name}>", "0198c0de-0000-7000-8000-000000000000")
        for method in sorted(rule.methods & {"POST", "PUT"}):
            for data in ({}, {"csrf_token": browser.token}):
                before = len(lines(app))
                reply = browser.client.open(path, method=method, data=data, headers={"X-ZLC": "1"})
                if reply.status_code < 400:
                    browser.log_in("recorder")  # it was /logout
                    continue
                with app.app_context():
                    newer = db.session.scalars(db.select(AuditLine).order_by(AuditLine.id.desc())).first()
                    assert (newer.about, newer.success) == (path, False) or len(lines(app)) == before + 1, (method, path)
                    assert newer.detail["code"] in CODES, newer.detail
                seen += 1
                app.extensions["repeats"].__init__()  # each as if it came alone
    assert seen > 30


def test_what_a_stranger_asks_of_a_page_without_a_login_is_in_the_log(app, visit):
    visit(None).client.post("/problems/x/confirmation", data={})
    assert newest(app, "refused") == [("", "/problems/x/confirmation", "login_required")]


def test_a_strangers_flood_is_counted_and_does_not_fill_the_log(app, visit):
    now = clock.now_ms() // 60_000 * 60_000
    with clock.frozen_at(now):
        guest = visit(None)
        for _ in range(300):
            guest.client.post("/login", data={})
        assert len(newest(app, "refused.forged")) == 10
        for n in range(300):
            guest.client.post("/login", data={}, environ_base={"REMOTE_ADDR": f"10.0.{n // 250}.{n % 250}"})
        assert len(newest(app, "refused.forged")) == 120
    with clock.frozen_at(now + 60_000):
        visit("auditor").get("/audit")
    with app.app_context():
        told = db.session.scalars(db.select(AuditLine).where(AuditLine.verb == "refused.forged"))
        assert sum(line.detail.get("times", 1) for line in told) == 600


def test_a_person_who_is_refused_for_ever_is_counted_too(app, visit):
    browser = visit("recorder")
    with clock.frozen_at(clock.now_ms()):
        for _ in range(30):
            browser.client.get("/audit")
    assert len(newest(app, "refused")) == 10


def test_downloads_are_in_the_log_once_a_minute_each(app, visit, world):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk()
    phone.push()
    for _ in range(3):
        assert phone.browser.api("GET", f"/walks/{walk}/journal").status_code == 200
    assert newest(app, "download.journal") == [("recorder", walk, "")]


def test_a_document_is_in_the_log_when_it_is_handed_out(app, visit):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk()
    phone.push()
    reply = phone.browser.client.get(f"/walks/{walk}/record.pdf")
    while reply.status_code == 202:
        reply = phone.browser.client.get(f"/walks/{walk}/record.pdf")
    assert reply.status_code == 200 and newest(app, "download.record") == [("recorder", f"/walks/{walk}/record.pdf", "")]


def test_the_auditor_reads_the_log_and_nobody_else(app, visit):
    visit("coordinator")
    auditor = visit("auditor")
    page = auditor.get("/audit")
    assert page.status_code == 200 and "coordinator" in page.text
    with app.app_context():
        line = db.session.scalars(db.select(AuditLine.id)).first()
    paths = ("/audit", "/audit.csv", f"/audit/{line}")
    assert [auditor.get(path).status_code for path in paths] == [200] * 3
    assert auditor.get(f"/audit/{uuid7()}").status_code == 404
    for username in ("admin", "coordinator", "office", "supervisor", "recorder"):
        browser = visit(username)
        assert [browser.get(path).status_code for path in paths] == [403] * 3


def test_hostile_text_in_a_username_is_shown_as_text(visit):
    visit(None).log_in("<script>alert(1)</script>{{7*7}}", "Wrong-2026")
    page = visit("auditor").get("/audit")
    assert "&lt;script&gt;" in page.text and "{{7*7}}" in page.text


def test_the_log_turns_pages(app, visit):
    auditor = visit("auditor")
    for number in range(120):
        write(app, "device", about=f"line-{number}")
    first = auditor.get("/audit?verb=device")
    assert "line-119" in first.text and "line-0<" not in first.text
    older = first.text.split("/audit?verb=device&amp;before=")[1].split('"')[0]
    last = auditor.get(f"/audit?verb=device&before={older}")
    assert "line-0<" in last.text and "line-100" not in last.text and "更早的" not in last.text
    for odd in ("x", "1.", "99999999999999999999.a", "1.%00"):
        assert auditor.get(f"/audit?before={odd}").status_code == 200


SEARCHES = [
    ("who=coordin", 2), ("who=联络员甲", 2), ("verb=problem.confirm", 1), ("success=no", 1), ("address=10.1", 2), ("about=walk%25", 1),
    ("since=2026-03-02&until=2026-03-02", 2), ("since=2026-03-03", 1), ("until=2026-03-01", 0), ("since=nonsense", 3),
    ("who=coordin&success=no&address=10.1.1.1", 1), ("verb=x%00", 0),
]  # fmt: skip


@pytest.mark.parametrize(("query", "found"), SEARCHES)
def test_the_log_is_searched(app, visit, world, query, found):
    day = 1_772_380_800_000  # 2026-03-02 00:00 in Shanghai
    with app.app_context():
        who = world.person("coordinator")
        for at, told in (
            (day, {"verb": "problem.confirm", "person": who, "address": "10.1.1.2", "about": "walk%1"}),
            (day + 86_399_999, {"verb": "login", "username": "coordinator", "address": "10.1.1.1", "success": False}),
            (day + 86_400_000, {"verb": "logout", "username": "office", "about": "walk_1"}),
        ):  # fmt: skip
            with clock.frozen_at(at):
                audit.record(told.pop("verb"), **told)
        db.session.commit()
    page = visit("auditor").get(f"/audit?until=2026-03-09&{query}" if "until" not in query else f"/audit?{query}")
    assert page.text.count('<tr role="row">') == (found + 1 if found else 0), page.text


def test_a_line_is_told_in_plain_words(app, visit, world):
    write(app, "refused", username="coordinator", address="10.0.0.9", about="/held", success=False, code="forbidden", method="POST")
    write(app, "person added", about="new", roles=["clerk", "auditor"])
    auditor = visit("auditor")
    with app.app_context():
        ids = {line.verb: line.id for line in db.session.scalars(db.select(AuditLine))}
    page = auditor.get(f"/audit/{ids['refused']}").text
    assert all(words in page for words in ("被拒绝的操作", "角色不允许", "10.0.0.9", "未成功", "第 1 行", "校验值"))
    assert "窗口人员、审计员" in auditor.get(f"/audit/{ids['person added']}").text


def test_the_file_opens_in_a_spreadsheet_runs_nothing_and_is_in_the_log_itself(app, visit):
    for number in range(600):
        write(app, "device", about=f"line-{number}")
    visit(None).log_in("=cmd|' /C calc'!A0", "Wrong-2026")
    auditor = visit("auditor")
    reply = auditor.client.get("/audit.csv")
    assert reply.mimetype == "text/csv" and reply.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert len(rows) == 604 and len({row[10] for row in rows}) == 604  # with its head, two log-ins, and that it was taken
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=cmd|") for row in rows for cell in row)
    assert rows[1][5] == "导出审计日志" and "导出的行数：602" in rows[1][9]
    one = list(csv.reader(io.StringIO(auditor.client.get("/audit.csv?about=line-7&verb=device").data.decode("utf-8-sig"))))
    assert len(one) == 12 and {row[5] for row in one[1:]} == {"登记手机"}


def verbs_in(source):
    """(whole verb, or the beginning of one that is put together) of every call that records something."""
    for node in ast.walk(ast.parse(source)):
        name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        if name not in ("record", "line", "note", "often", "download") or not node.args:
            continue
        verb = node.args[0]
        for part in (verb.body, verb.orelse) if isinstance(verb, ast.IfExp) else (verb,):
            if isinstance(part, ast.JoinedStr):
                yield part.values[0].value, True
            elif isinstance(part, ast.Constant):
                yield part.value, False


TOGETHER = {"problem.", "need.", "rectification.", "gap.", "held.", "strike.", "handover.", "origin."}


def test_every_verb_that_is_recorded_has_its_chinese_words():
    whole, begun = set(), set()
    for path in sorted((ROOT / "zlc").rglob("*.py")):
        if {"demo", "migrations", "fold"} & set(path.relative_to(ROOT / "zlc").parts[:-1]) and path.name != "world.py":
            continue
        for verb, put_together in verbs_in(path.read_text()):
            (begun if put_together else whole).add(verb)
    whole |= {"refused", "refused.forged", "refused.pace", "login.locked"}
    assert whole - set(VERBS) == set() and len(whole) > 25
    assert begun == TOGETHER and all(any(verb.startswith(one) for verb in VERBS) for one in begun)


def test_every_code_of_a_refusal_has_its_chinese_words():
    said = set()
    for path in sorted((ROOT / "zlc").rglob("*.py")):
        if path.parent.name == "log" or "migrations" in path.parts or "demo" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
                said.add(node.value.value)
            elif isinstance(node, ast.ClassDef):
                said |= {code for one in node.body for code in class_code(one)}
    assert {code for code in said if isinstance(code, str)} - set(CODES) <= {"server_error"}


def class_code(statement):
    """What `code = "x"` and `status, code = 4xx, "x"` in a class say."""
    if not isinstance(statement, ast.Assign):
        return
    for target in statement.targets:
        if isinstance(target, ast.Name) and target.id == "code" and isinstance(statement.value, ast.Constant):
            yield statement.value.value
        if isinstance(target, ast.Tuple) and [name.id for name in target.elts] == ["status", "code"]:
            yield statement.value.elts[1].value


def test_each_name_is_offered_once_and_finds_what_was_called_otherwise_before(app, visit):
    write(app, "handover.let_go", about="甲去向")
    write(app, "handover.release", about="乙去向")
    auditor = visit("auditor")
    assert auditor.get("/audit").text.count(">同意移交走流程</option>") == 1
    for verb in ("handover.let_go", "handover.release"):
        page = auditor.get("/audit", query_string={"verb": verb}).text
        assert "甲去向" in page and "乙去向" in page


def test_an_old_verb_is_shown_under_what_it_is_called_today(visit):
    page = visit("auditor").get("/audit?verb=person+disabled").text
    assert re.search(r'<option value="person closed" selected>停用人员', page)


def test_a_refused_photo_is_named_by_the_beginning_of_its_hash(app, visit):
    visit("recorder").client.put(f"/api/v1/photos/{'ab' * 32}", data=b"x")
    page = visit("auditor").get("/audit").text
    assert "ab" * 6 + "…" in page and "ab" * 7 not in page
