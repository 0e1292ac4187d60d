"""One matter corrected by hand, stopped and started: who may, what is kept, what walks go by."""

import re
from datetime import timedelta

import pytest

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.catalogue.changes import changes_of
from zlc.catalogue.models import Material, Matter
from zlc.catalogue.published import published_of
from zlc.database import db, uuid7

WHY = "窗口贴出来的是两趟"


def plain(page):
    return plain_text(page.text)


def plain_text(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


@pytest.fixture
def path(world):
    return f"/matters/{world.matter}"


def filled(page):
    """Every field as the page has it: a browser sends them all."""
    found = dict(re.findall(r'<input type="text" id="field-\w+" name="(field-\w+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea id="field-\w+" name="(field-\w+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select id="field-\w+" name="(field-\w+)"[^>]*>(.*?)</select>', page, re.S):
        found[name] = re.search(r"<option selected>([^<]*)", options)[1]
    return found


def given(browser, path, **changed):
    """The form as it stands, some fields changed."""
    fields = filled(browser.get(f"{path}/correction").text)
    return {**fields, **{f"field-{field}": text for field, text in changed.items()}}


def matter(app, world):
    with app.app_context():
        return published_of(db.session.get_one(Matter, world.matter))


def test_every_field_is_read_again_as_it_is_shown(app, visit, world, path):
    with app.app_context():
        one = db.session.get_one(Matter, world.matter)
        one.statutory_value, one.statutory_unit, one.promised_value, one.promised_unit = 20, "working_day", 0, "at_once"
        one.aliases, one.fee, one.code, one.wait_minutes, one.blocked, one.place = ["参保", "登记"], "不收费", "YL-1", 10, True, "二楼 3 号"
        one.further = {"conditions": "本市户籍", "faq": ""}
        one.materials = [Material(position=0, name="身份证", copies=2, original=True), Material(position=1, name="申请表")]
        db.session.commit()
    before, browser = matter(app, world), visit("coordinator")
    reply = browser.post(f"{path}/correction", given(browser, path) | {"reason": WHY})
    assert reply.status_code == 422 and "没有可以保存的改动" in reply.text
    fields = given(browser, path)
    # Each alone: it is emptied, then typed again as it was shown.
    several = "statutory promised aliases fee code wait_minutes place materials channels trips conditions"
    for field in several.split():
        for text in ("", fields[f"field-{field}"]):
            reply = browser.post(f"{path}/correction", given(browser, path, **{field: text}) | {"reason": WHY})
            assert reply.status_code == 303, (field, text, plain(reply))
    assert matter(app, world) == before


def test_what_was_corrected_stands_with_its_history_and_in_the_log(app, visit, world, path):
    browser = visit("coordinator")
    typed = given(browser, path, trips="2", fee="工本费 10 元") | {"reason-trips": WHY, "reason": "物价文件"}
    reply = browser.post(f"{path}/correction", typed)
    assert reply.status_code == 303
    page = plain(browser.get(path))
    assert "更正 第 2 版 · 联络员甲（市人社局）" in page
    assert "1 次 → 2 次 理由：" + WHY in page and "未公布 → 工本费 10 元 理由：物价文件" in page
    one = matter(app, world)
    assert (one.trips, one.fee, one.steps) == (2, "工本费 10 元", 3)
    with app.app_context():
        [line] = db.session.scalars(db.select(AuditLine).where(AuditLine.verb == "matter.corrected"))
        assert line.about == world.matter and line.detail["field"] == "跑动次数、收费标准" and line.success
    log = plain(visit("auditor").get("/audit?verb=matter.corrected"))
    assert "更正事项" in log and "事项「灵活就业人员参保登记」（市人社局）" in log


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("trips", "很多", "不是数"), ("promised", "5", "没有写明是工作日还是天"), ("name", "", "没有写事项名称"),
        ("name", "\u200b\u202e", "没有写事项名称"),
        ("name", "长" * 201, "太长"), ("channels", "邮寄", "请只写「窗口办理」"),
        ("code", "1.2e+18", "Excel 改写过"), ("materials", "\n".join(f"材料{n}" for n in range(201)), "200 份"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(app, visit, world, path, field, typed, said):
    before, browser = matter(app, world), visit("coordinator")
    reply = browser.post(f"{path}/correction", given(browser, path, **{field: typed, "place": "一楼东侧"}) | {"reason": WHY})
    assert reply.status_code == 422 and said in reply.text and "一楼东侧" in reply.text and WHY in reply.text
    assert f'aria-describedby="error-{field}"' in reply.text and matter(app, world) == before


def test_each_changed_field_needs_a_reason(app, visit, world, path):
    browser = visit("coordinator")
    reply = browser.post(f"{path}/correction", given(browser, path, trips="2", fee="10 元") | {"reason-trips": WHY})
    assert reply.status_code == 422 and 'id="error-fee"' in reply.text and 'id="error-trips"' not in reply.text
    assert matter(app, world).trips == 1
    with app.app_context():
        refused = db.session.scalars(db.select(AuditLine).where(AuditLine.success.is_(False), AuditLine.about.contains("correction"))).one()
        assert refused.detail["code"] == "bad_form"


def test_who_corrects_what_changed_meanwhile_is_told_and_takes_nothing_back(app, visit, world, path):
    first, second = visit("coordinator"), visit("office")
    mine = given(first, path, fee="10 元") | {"reason": WHY}
    theirs = given(second, path, trips="3") | {"reason": "核对过"}
    assert second.post(f"{path}/correction", theirs).status_code == 303
    reply = first.post(f"{path}/correction", mine)
    assert reply.status_code == 409 and "营商办甲已在" in reply.text and "更正过这个事项" in reply.text and "10 元" in reply.text
    again = filled(reply.text)
    assert again["field-trips"] == "3", "what the other one did is not taken back by sending it again"
    assert first.post(f"{path}/correction", {**again, "reason": WHY}).status_code == 303
    one = matter(app, world)
    assert (one.trips, one.fee) == (3, "10 元")


def test_what_is_published_now_is_said_at_a_field_that_both_changed(app, visit, world, path):
    first, second = visit("coordinator"), visit("office")
    mine = given(first, path, trips="4", fee="10 元") | {"reason": WHY}
    assert second.post(f"{path}/correction", given(second, path, trips="3") | {"reason": "核对过"}).status_code == 303
    reply = first.post(f"{path}/correction", mine)
    assert reply.status_code == 409 and filled(reply.text)["field-trips"] == "4"
    assert re.findall(r"现在是：([^<]+)<", reply.text) == ["3", "未公布"]
    assert "现在是：" not in first.get(f"{path}/correction").text


def test_two_clicks_make_one_edition(app, visit, world, path):
    browser = visit("coordinator")
    fields = given(browser, path, trips="2") | {"reason": WHY}
    assert [browser.post(f"{path}/correction", {**fields, "seen": "1"}).status_code for _ in range(2)] == [303, 409]
    with app.app_context():
        assert len(changes_of([world.matter])[world.matter]) == 1


EVERYBODY = [("recorder", 403), ("supervisor", 403), ("coordinator2", 403), ("admin", 404), ("office", 303)]


@pytest.mark.parametrize(("who", "status"), EVERYBODY)
def test_only_who_imports_for_the_unit_corrects_and_stops(app, visit, world, path, who, status):
    visit("coordinator").get(f"{path}/correction")
    browser = visit(who)
    browser.get("/password")
    day = clock.today().isoformat()
    assert browser.post(f"{path}/correction", {"field-trips": "2", "reason": WHY, "seen": "1"}).status_code == status
    assert browser.post(f"{path}/stopping", {"reason": WHY, "day": day, "seen": "2"}).status_code == status
    page = browser.get(path)
    assert ("/correction" in page.text) == (who == "office")
    assert matter(app, world).active == (who != "office")


def test_a_name_or_code_that_another_matter_of_the_unit_has_is_refused(app, visit, world, path):
    with app.app_context():
        db.session.add(Matter(unit_id=world.units["home"], name="社保卡补领", code="YL-2"))
        db.session.commit()
    browser = visit("coordinator")
    for changed in ({"name": "社保卡补领"}, {"code": "YL-2"}):
        reply = browser.post(f"{path}/correction", given(browser, path, **changed) | {"reason": WHY})
        assert reply.status_code == 422 and "本单位已有" in reply.text
    assert browser.post(f"{path}/correction", given(browser, path, name="社保卡补领", code="YL-3") | {"reason": WHY}).status_code == 303


def figures(browser, walk):
    """What is published, by figure."""
    page = browser.get(f"/walks/{walk}/comparison").text.partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", page, re.S)
    cells = [[plain_text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]
    return {row[0]: row[1] for row in cells if len(row) > 2}


def test_a_walk_goes_by_what_was_published_when_it_began(app, visit, world, path):
    """Two walks alike, one begun before the correction: each is compared with the guide of its day."""
    phone = Phone.of(visit("recorder"))
    early = phone.a_walk(world.matter, clock.now_ms() - 90 * MINUTE)
    assert phone.push().status_code == 200
    browser = visit("coordinator")
    before = figures(browser, early)
    assert browser.post(f"{path}/correction", given(browser, path, trips="0", steps="1") | {"reason": WHY}).status_code == 303
    late = phone.a_walk(world.matter, clock.now_ms() + 1)
    assert phone.push().status_code == 200
    assert figures(browser, early) == before
    assert (before["跑动次数"], figures(browser, late)["跑动次数"]) == ("1 次", "0 次")


def test_a_stopped_matter_is_offered_no_more_and_walks_keep_it(app, visit, world, path):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk(world.matter)
    phone.push()
    browser, day = visit("coordinator"), (clock.today() - timedelta(days=3)).isoformat()
    browser.get(path)
    assert browser.post(f"{path}/stopping", {"reason": "并入一件事", "day": day}).status_code == 303
    payload = visit("recorder").api("GET", "/catalogue").json
    assert payload["matters"] == [] and [one["id"] for one in payload["stopped"]] == [world.matter]
    assert "灵活就业人员参保登记" in browser.get(f"/walks/{walk}").text
    lists = [browser.get(address).text for address in ("/matters", "/matters?only=inactive")]
    assert ["灵活就业人员参保登记" in one for one in lists] == [False, True]
    page = plain(browser.get(path))
    assert "已停办" in page and "理由：并入一件事" in page
    assert browser.post(f"{path}/starting", {"reason": "又分开了", "day": clock.today().isoformat()}).status_code == 303
    assert [one["id"] for one in visit("recorder").api("GET", "/catalogue").json["matters"]] == [world.matter]
    assert "恢复 第 3 版" in plain(browser.get(path))
    with app.app_context():
        verbs = set(db.session.scalars(db.select(AuditLine.verb).where(AuditLine.about == world.matter, AuditLine.success)))
    assert verbs == {"matter.stopped", "matter.started"}


def test_stopping_needs_a_reason_and_a_day_that_has_come(app, visit, world, path):
    browser, today = visit("coordinator"), clock.today()
    browser.get(path)
    tomorrow = (today + timedelta(days=1)).isoformat()
    wrong = [{"reason": "", "day": today.isoformat()}, *({"reason": WHY, "day": day} for day in (tomorrow, "昨天", ""))]
    for typed in wrong:
        reply = browser.post(f"{path}/stopping", typed)
        assert reply.status_code == 422 and typed["reason"] in reply.text and matter(app, world).active
    seen = {"seen": "1", "day": today.isoformat(), "reason": WHY}
    assert browser.post(f"{path}/stopping", seen).status_code == 303
    reply = browser.post(f"{path}/stopping", seen)
    assert reply.status_code == 409 and "联络员甲已在" in reply.text and "停办过这个事项" in reply.text
    browser.get(path)
    assert browser.post(f"{path}/stopping", {**seen, "seen": "2"}).status_code == 409


def test_unknown_matters_are_not_found(visit):
    browser = visit("office")
    browser.get("/password")
    for noun in ("correction", "stopping", "starting"):
        assert browser.post(f"/matters/{uuid7()}/{noun}", {"reason": "x"}).status_code == 404
