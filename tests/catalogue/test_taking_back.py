"""撤回导入: all as it was before, while nothing rests on it; and the 样表 that an import begins with."""

import io
import re

import flask_migrate
import pytest
from openpyxl import load_workbook

from tests.catalogue.lists import HEADINGS, matters, workbook
from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.catalogue.models import Matter
from zlc.catalogue.published import all_published
from zlc.cli.database import upgrade_database
from zlc.database import db, uuid7
from zlc.walks.journal import folding
from zlc.walks.models import Walk

KNOWN = "灵活就业人员参保登记"
NEW, CHANGED = ["失业登记", "YL-1", "即办", "0次", "登记表×2"], [KNOWN, "YL-2", "5个工作日", "3次", "身份证"]
WHY = "导错了表"


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def everything(app):
    with app.app_context():
        return {one.name: one for one in all_published().values()}


@pytest.fixture
def imported(desk):
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, NEW, CHANGED))
    coordinator.confirm()
    return coordinator


def take_back(imported, reason=WHY):
    imported.browser.get(imported.path)
    return imported.browser.post(f"{imported.path}/withdrawal", {"reason": reason})


def test_an_import_is_taken_back_and_everything_is_as_it_was(app, world, desk):
    before = everything(app)
    imported = desk("coordinator").hand_in(workbook(HEADINGS, NEW, CHANGED))
    imported.confirm()
    assert everything(app) != before and matters(app)[KNOWN].trips == 3
    assert take_back(imported).status_code == 303
    assert everything(app) == before
    assert "已撤回" in plain(imported.browser.get("/imports")) and "目录已改回" in plain(imported.browser.get("/imports"))
    assert "这次导入已撤回" in imported.browser.get(imported.path).text
    page = plain(imported.browser.get(f"/matters/{world.matter}"))
    assert "撤回导入 第 3 版" in page and f"理由：{WHY}" in page and "3 次 → 1 次" in page
    assert "失业登记" not in plain(imported.browser.get("/matters")) + plain(imported.browser.get("/matters?only=inactive"))
    with app.app_context():
        line = db.session.scalars(db.select(AuditLine).where(AuditLine.verb == "import.taken_back")).one()
        assert line.success and line.detail["counts"] == {"new": 1, "changed": 1} and line.detail["reason"] == WHY


def test_the_same_list_is_taken_in_again_afterwards(app, imported, desk):
    take_back(imported)
    again = desk("coordinator").hand_in(workbook(HEADINGS, NEW, CHANGED))
    assert again.figures() == {"新增": 1, "变更": 1, "未变": 0, "有误": 0}
    assert again.confirm().status_code == 303 and everything(app)["失业登记"].active


def test_a_phone_that_has_one_of_its_matters_keeps_the_name_and_offers_it_no_more(app, imported, visit):
    """It was offline, and began a walk after all."""
    phone = Phone.of(visit("recorder"))
    key = matters(app)["失业登记"].id
    walk = phone.a_walk(key)
    take_back(imported)
    payload = visit("recorder").api("GET", "/catalogue").json
    assert key not in [one["id"] for one in payload["matters"]] and key in [one["id"] for one in payload["stopped"]]
    assert phone.push().status_code == 200
    assert "失业登记" in visit("coordinator").get(f"/walks/{walk}").text


def a_walk(app, world, visit, matter):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk(matter, clock.now_ms() + 1)
    phone.push()
    return walk


def a_session(app, world, visit, matter):
    phone, walk = Phone.of(visit("clerk")), uuid7()
    at = clock.now_ms() + 1
    phone.make(walk, "open", {"as": "counter", "window": "3"}, at)
    phone.make(walk, "case", {"case": uuid7(), "event": "call", "matter": matter}, at + MINUTE)
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}


def a_request(app, world, visit, matter):
    with app.app_context():
        name = db.session.get_one(Matter, matter).name
    browser = visit("recorder")
    browser.get("/requests")
    assert browser.post("/requests", {"whose": "一家餐饮个体户", "text": name, "key": uuid7()}).status_code == 303


def a_correction(app, world, visit, matter):
    browser = visit("office")
    browser.get(f"/matters/{matter}")
    day = clock.today().isoformat()
    assert browser.post(f"/matters/{matter}/stopping", {"reason": "并入一件事", "day": day}).status_code == 303


RESTS = {a_walk: "走流程「", a_session: "坐窗口「", a_request: "待办事项 1 号", a_correction: "由营商办甲在 "}


@pytest.mark.parametrize("brings", RESTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", ["失业登记", KNOWN])
def test_what_rests_on_it_is_told_and_nothing_is_taken_back(app, world, visit, imported, brings, name):
    brings(app, world, visit, matters(app)[name].id)
    before = everything(app)
    reply = take_back(imported)
    assert reply.status_code == 409 and RESTS[brings] in reply.text and name in reply.text and WHY in reply.text
    assert everything(app) == before and "没有改动任何内容" in reply.text
    with app.app_context():
        refused = db.session.scalars(db.select(AuditLine).where(AuditLine.success.is_(False), AuditLine.about.contains("withdrawal"))).one()
        assert refused.detail["code"] == "not_now"


def test_a_walk_that_comes_between_the_look_and_the_lock_rests_on_it_too(app, world, visit, imported, monkeypatch):
    walk = a_walk(app, world, visit, matters(app)["失业登记"].id)
    with app.app_context():  # its entries are stored, and it is not folded yet
        db.session.execute(db.update(Walk).where(Walk.id == walk).values(marked=True, matter_id=None, state_json=None))
        db.session.commit()
    monkeypatch.setattr(folding, "catch_up", lambda: None)  # which came too early to see it
    reply = take_back(imported)
    assert reply.status_code == 409 and "走流程「失业登记」" in reply.text


def test_a_walk_begun_before_it_rests_on_the_guide_of_its_day(app, world, visit, desk):
    phone = Phone.of(visit("recorder"))
    phone.a_walk(world.matter, clock.now_ms() - 90 * MINUTE)
    phone.push()
    imported = desk("coordinator").hand_in(workbook(HEADINGS, CHANGED))
    imported.confirm()
    assert take_back(imported).status_code == 303 and matters(app)[KNOWN].trips == 1


def test_a_walk_of_another_unit_is_counted_and_not_named(app, world, visit, imported):
    phone = Phone.of(visit("stranger"))
    phone.a_walk(matters(app)["失业登记"].id)
    phone.push()
    reply = take_back(imported)
    assert reply.status_code == 409 and "别的单位的 1 次走流程" in reply.text and "青溪街道2" not in reply.text


def test_a_reason_is_asked_for_and_only_its_person_takes_it_back(imported, visit):
    assert take_back(imported, reason="").status_code == 422
    for who, status in (("office", 404), ("coordinator2", 404), ("recorder", 404)):
        browser = visit(who)
        browser.get("/password")
        assert browser.post(f"{imported.path}/withdrawal", {"reason": WHY}).status_code == status
    assert take_back(imported).status_code == 303


def test_the_release_before_can_open_the_list_of_imports(app, imported):
    assert take_back(imported).status_code == 303
    with app.app_context():
        db.session.remove()
        flask_migrate.downgrade(revision="0018")
        assert db.session.scalar(db.text("select stage from imports")) == "cancelled"
        db.session.remove()
        upgrade_database()
        db.session.remove()
    assert "已放弃" in plain(imported.browser.get("/imports"))


def test_one_that_was_never_confirmed_has_nothing_to_take_back(desk):
    begun = desk("coordinator").hand_in(workbook(HEADINGS, NEW))
    reply = begun.browser.post(f"{begun.path}/withdrawal", {"reason": WHY})
    assert reply.status_code == 409 and "没有确认过" in reply.text


def test_one_of_before_says_why_it_cannot_be_taken_back(app, imported):
    from zlc.catalogue.changes import MatterChange

    with app.app_context():
        db.session.execute(db.delete(MatterChange))
        db.session.commit()
    reply = take_back(imported)
    assert reply.status_code == 409 and "旧版本的系统" in reply.text


@pytest.mark.parametrize("who", ["coordinator", "office"])
def test_the_sample_is_read_by_our_own_import_without_a_question(app, world, desk, visit, who):
    reply = visit(who).client.get("/imports/sample.xlsx")
    assert reply.status_code == 200 and reply.mimetype.endswith("spreadsheetml.sheet")
    book = load_workbook(io.BytesIO(reply.data))
    assert book.sheetnames == ["事项", "怎么填"] and [cell.value for cell in book["事项"][1]][:2] == ["单位", "事项名称"]
    left_in = desk(who).hand_in(reply.data, "事项样表.xlsx")
    assert left_in.figures() == {"新增": 0, "变更": 0, "未变": 0, "有误": 1} and "示例，请删去这一行" in left_in.page.text
    book["事项"]["B2"], filled = "社会保障卡补领", io.BytesIO()
    book.save(filled)
    taken = desk(who).hand_in(filled.getvalue(), "事项样表.xlsx")
    assert taken.figures() == {"新增": 1, "变更": 0, "未变": 0, "有误": 0}, taken.page.text
    assert '<span class="tag">不导入' not in taken.page.text and "留意" not in taken.page.text
    taken.confirm()
    [one] = [one for name, one in matters(app).items() if name == "社会保障卡补领"]
    assert (one.steps, one.trips, one.wait_minutes, one.promised_value, one.code) == (3, 1, 15, 5, "SL-0001")
    assert [(paper.name, paper.copies, paper.original) for paper in one.materials] == [("身份证", 1, True), ("申请表", 2, False)]
    assert "/imports/sample.xlsx" in visit(who).get("/imports").text


def test_the_sample_is_for_those_who_import(visit):
    assert [visit(who).client.get("/imports/sample.xlsx").status_code for who in ("recorder", "supervisor")] == [403, 403]
