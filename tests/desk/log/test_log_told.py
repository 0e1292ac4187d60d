"""审计日志 in the auditor's words: people and things by their names, what was meant by a word, and every page through an index."""

import ast
import csv
import io
import re

import pytest
from sqlalchemy import event, insert

from tests.catalogue.lists import workbook
from tests.phones import Phone
from zlc import clock
from zlc.accounts import audit, chain
from zlc.accounts.audit import AuditLine
from zlc.config import ROOT
from zlc.database import db, uuid7
from zlc.desk.log.words import DETAILS, VERBS
from zlc.problems.models import Problem
from zlc.problems.states import ACCEPT
from zlc.problems.states import VERBS as PROBLEM_VERBS
from zlc.rectifications.states import VERBS as STEPS

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
DAY = 1_780_020_000_000  # 2026-05-29 10:00 in Shanghai
# What is put together where it is written: all that can come of it.
TOGETHER = {
    *(f"problem.{name}" for name in (*PROBLEM_VERBS, ACCEPT.name)), *(f"rectification.{name}" for name in ("begin", *STEPS)),
    "gap.accept", "gap.drop", "held.release", "held.dismiss",
    "strike.release", "strike.dismiss",
    *(f"handover.{name}" for name in ("take", "decline", "let_go", "dismiss", "release")), "origin.agreed", "origin.refused",
}  # fmt: skip
WRITERS = ("audit.record", "access.note", "noting.often", "noting.download")
OF_A_LINE = {"person", "username", "address", "about", "success", "each"}


@pytest.fixture
def walked(app, visit, world):
    """A walk with a problem that its coordinator has confirmed: (walk, problem)."""
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk(world.matter, DAY)
    assert phone.push().status_code == 200
    problem = next(entry["id"] for entry in phone.entries if '"problem"' in entry["body"])
    visit("coordinator").get(f"/problems/{problem}")
    browser = visit("coordinator")
    token = re.search(r'name="seen"[^>]*value="([^"]*)"', browser.get(f"/problems/{problem}").text)
    assert browser.post(f"/problems/{problem}/confirmation", {"seen": token[1]} if token else {}).status_code == 303
    return walk, problem


def told(page):
    """The cells of each row of the log."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page, re.S)[1:]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.S)] for row in rows]


def test_a_line_names_the_person_with_their_unit_and_the_problem_by_its_number(app, visit, walked):
    with app.app_context():
        number = db.session.get_one(Problem, walked[1]).full_number
    [row] = told(visit("auditor").get("/audit?verb=problem.confirm").text)
    assert row[1] == "联络员甲 市人社局 · coordinator" and row[2] == "确认问题" and row[3] == f"问题 {number}"


def test_a_walk_is_named_by_its_matter_and_day_and_what_was_refused_by_the_thing(app, visit, walked):
    walk, problem = walked
    assert visit("recorder").api("GET", f"/walks/{walk}/journal").status_code == 200
    visit("recorder").post(f"/problems/{problem}/rejection", {"reason": "x"})
    auditor = visit("auditor")
    [taken] = told(auditor.get("/audit?verb=download.journal").text)
    assert taken[3] == "2026-05-29 走流程「灵活就业人员参保登记」（市人社局）"
    refused = told(auditor.get("/audit?verb=refused").text)[0]
    assert refused[3].startswith("问题 〔2026〕二季度-市人社局-问题-")


def test_no_page_of_the_log_shows_an_id(app, visit, world, walked):
    """Nor what programs call things: whatever the code can write is written, with the ids it carries."""
    walk, problem = walked
    coordinator = visit("coordinator")
    coordinator.post("/requests", {"whose": "一家餐饮个体户", "text": "灵活就业人员参保登记"})
    named = {"edition": "1", "person": "recorder", "password": "recorder", "link": "recorder", "problem": problem, "settings": "1"}
    for verb in sorted(VERBS):
        about = named.get(re.split(r"[ .]", verb)[0], walk)
        with app.app_context():
            audit.record(verb, person=world.person("coordinator"), about=about, entry=problem, walk=walk, owner=world.people["recorder"],
                         field="地点", counts={"new": 1, "changed": 2})  # fmt: skip
            db.session.commit()
    auditor = visit("auditor")
    rows = told(auditor.get("/audit").text)
    assert len(rows) > 60 and not [row for row in rows if IDS.search(" ".join(row))]
    assert not [row for row in rows if re.search(r"[a-z]{3,}\.[a-z]|[a-z] [a-z]", " ".join((row[2], row[3])))]
    with app.app_context():
        ids = db.session.scalars(db.select(AuditLine.id)).all()
    for line_id in ids:
        page = auditor.get(f"/audit/{line_id}").text
        facts = re.search(r'<dl class="facts-list">(.*?)</dl>', page, re.S)[1]
        assert not IDS.search(re.sub(r"<dt>网址</dt><dd[^>]*>[^<]*", "", facts)), facts


def keywords():
    """Of every call that writes a line."""
    for path in sorted((ROOT / "zlc").rglob("*.py")):
        if {"migrations", "fold"} & set(path.parts) or path.name in ("access.py", "noting.py", "audit.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS:
                yield from (one.arg for one in node.keywords if one.arg)


def test_every_key_of_a_lines_detail_has_its_chinese_name():
    assert {*keywords()} - OF_A_LINE - set(DETAILS) == set()
    for name in ("entries", "held", "entry", "target", "to_unit", "made_at", "sealed", "unverified"):  # in a dict of their own
        assert name in DETAILS


def test_whatever_is_put_together_has_its_chinese_words():
    assert TOGETHER - set(VERBS) == set()


@pytest.mark.parametrize("by", ["id", "number", "short number", "matter", "file"])
def test_a_thing_is_found_by_what_people_call_it(app, visit, world, walked, desk, by):
    _, problem = walked
    desk("coordinator").hand_in(workbook(["事项名称", "跑动次数"], ["甲", "1"]), "目录甲.xlsx")
    with app.app_context():
        one = db.session.get_one(Problem, problem)
        words = {"id": problem, "number": one.full_number, "short number": one.short_number, "matter": "参保登记", "file": "目录甲"}[by]
    visit("recorder").post(f"/problems/{problem}/rejection", {"reason": "x"})
    rows = told(visit("auditor").get("/audit", query_string={"about": words}).text)
    verbs = {row[2] for row in rows}
    assert verbs == {"开始导入目录"} if by == "file" else "确认问题" in verbs and "登录" not in verbs
    if by in ("id", "number", "short number"):
        assert verbs == {"确认问题", "被拒绝的操作"}


def test_a_word_that_means_too_much_is_told(app, visit, world):
    with app.app_context():
        rows = [{"id": uuid7(), "unit_id": world.units["home"], "name": f"许可{n}"} for n in range(320)]
        from zlc.catalogue.models import Matter

        db.session.execute(insert(Matter), rows)
        db.session.commit()
    assert "请写得更准一些" in visit("auditor").get("/audit?about=许可").text
    assert "请写得更准一些" not in visit("auditor").get("/audit?about=许可319").text


def test_the_file_is_what_was_filtered_with_names_and_people(app, visit, walked):
    auditor = visit("auditor")
    text = auditor.client.get("/audit.csv?verb=problem.confirm&who=联络员甲").data.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[2:7] == ["姓名", "单位", "账号", "动作", "对象"] and len(rows) == 1
    assert rows[0][2:6] == ["联络员甲", "市人社局", "coordinator", "确认问题"] and rows[0][6].startswith("问题 〔2026〕")
    [taken] = told(auditor.get("/audit?verb=audit.exported").text)
    assert taken[2:4] == ["导出审计日志", "审计日志"]
    with app.app_context():
        line = db.session.scalars(db.select(AuditLine.id).where(AuditLine.verb == "audit.exported")).one()
    assert "动作 确认问题" in auditor.get(f"/audit/{line}").text


@pytest.fixture
def many(app, visit, world):
    """100,000 lines: half of them pushes, among them few of whatever is asked for."""
    visit("auditor").get("/audit")
    with app.app_context():
        now, ids = clock.now_ms(), [uuid7() for _ in range(100_000)]
        rows = [
            {"id": key, "at": now - 1000 * (100_000 - at), "person_id": world.people["recorder"], "username": "recorder",
             "address": f"10.0.{at % 200}.1", "verb": "push" if at % 2 else "photo", "about": f"{at % 900:064x}", "success": at % 5000 != 7,
             "detail": {}}
            for at, key in enumerate(ids)
        ]  # fmt: skip
        db.session.execute(insert(AuditLine), rows)
        chain.seal()
        db.session.commit()


ASKED = [
    "", "who=recorder", "who=联络员甲", "who=nobody", "verb=push", "verb=problem.confirm", "success=no", "address=10.0.7.", "address=10.9",
    "about=参保", "about=0198c0de-0000-7000-8000-000000000000", "since=2026-01-01&until=2026-01-02", "who=recorder&success=no",
    "verb=push&since=2026-01-01&until=2026-01-02", "who=联络员甲&verb=push&about=参保",
]  # fmt: skip


@pytest.mark.long
def test_no_page_of_a_hundred_thousand_lines_reads_the_table(app, visit, many):
    auditor, plans, query = visit("auditor"), [], ""

    def explain(connection, _cursor, statement, parameters, *_):
        if "FROM audit_lines" in statement and statement.startswith("SELECT") and connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.append((query, statement, [row[3] for row in rows]))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", explain)
    try:
        for query in ASKED:
            page = auditor.get(f"/audit?{query}")
            older = re.search(r'href="(/audit\?[^"]*before=[^"]*)"', page.text)
            if older:
                auditor.get(older[1].replace("&amp;", "&"))
    finally:
        with app.app_context():
            event.remove(db.engine, "before_cursor_execute", explain)
    # The first hundred of the index of the time, or of one that has nothing else in it, are read from its end.
    along, failed = {"": "SCAN audit_lines USING INDEX ix_audit_lines_at"}, "SCAN audit_lines USING INDEX ix_audit_lines_failed"
    reading = [plan for plan in plans if any("SCAN audit_lines" in step and step not in (along.get(plan[0]), failed) for step in plan[2])]
    assert not reading, "\n".join(map(str, reading[:2]))
    # What comes by no order is sorted when it has come, and a page's hundred as they were found.
    sorting = [
        plan for plan in plans
        if any("TEMP B-TREE FOR ORDER BY" in step for step in plan[2]) and "by_0" not in plan[1] and "audit_lines.id IN" not in plan[1]
    ]  # fmt: skip
    assert not sorting, sorting[:2]
