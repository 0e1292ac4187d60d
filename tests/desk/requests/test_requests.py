"""待办事项: collected on the desk, offered to the unit's phones, taken by walks of 代理办."""

import re

import pytest
from sqlalchemy import select

from tests.phones import Phone
from zlc.accounts.audit import AuditLine
from zlc.catalogue.payload import catalogue_for
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db

TEXT, WHOSE = "补领食品经营许可证", "一家餐饮个体户"


def collect(browser, text=TEXT, whose=WHOSE):
    browser.get("/requests")
    return browser.post("/requests", {"text": text, "whose": whose})


@pytest.fixture
def pooled(app, visit):
    """The id of a request that the coordinator collected."""
    assert collect(visit("coordinator")).status_code == 303
    with app.app_context():
        return db.session.scalar(select(CollectedRequest.id))


def offered(app, world, username):
    with app.app_context():
        return catalogue_for(world.person(username))["requests"]


def take(record, request_id, username="recorder", **opened):
    delegation = {"for": WHOSE, "ref": "当面口头委托", "request": request_id}
    return record(username, mode="delegate", delegation=delegation, **opened)


def test_what_is_collected_is_offered_to_the_units_phones_and_to_nobody_elses(app, world, pooled):
    wanted = {"id": pooled, "number": 1, "whose": WHOSE, "text": TEXT, "matter": None}
    assert offered(app, world, "recorder") == offered(app, world, "clerk") == [wanted]
    assert offered(app, world, "stranger") == offered(app, world, "supervisor") == []


def test_the_button_pressed_twice_collects_one(app, visit):
    browser = visit("coordinator")
    key = re.search(r'name="key"[^>]*value="([^"]+)"', browser.get("/requests").text)[1]
    assert browser.post("/requests", {"text": TEXT, "whose": WHOSE, "key": key}).status_code == 303
    again = browser.post("/requests", {"text": TEXT, "whose": WHOSE, "key": key})
    assert again.status_code == 409 and "已经收进待办事项" in again.text and f'value="{key}"' not in again.text
    with app.app_context():
        assert db.session.scalars(select(CollectedRequest.id)).all() == [key]


def test_a_name_of_the_catalogue_is_known_as_that_matter(app, world, visit):
    assert collect(visit("recorder"), text="灵活就业人员参保登记").status_code == 303
    assert offered(app, world, "recorder")[0]["matter"] == world.matter


def test_a_walk_takes_it_and_its_state_follows_the_walk(app, world, visit, record, pooled):
    page = visit("coordinator")
    assert ">待办<" in page.get("/requests").text
    walk = take(record, pooled)
    listed = page.get("/requests").text
    assert ">在办<" in listed and f"/walks/{walk.walk}" in listed and offered(app, world, "recorder") == []
    walk.add("finish", {"result": "done"})
    assert ">办结<" in page.get("/requests").text
    assert "没有符合的" in page.get("/requests?state=open").text and TEXT in page.get("/requests?state=done").text


def test_a_walk_that_gave_up_has_not_done_it(visit, record, pooled):
    given_up = take(record, pooled)
    given_up.add("finish", {})
    page = visit("coordinator")
    assert ">未到底<" in page.get("/requests").text and TEXT in page.get("/requests?state=short").text
    take(record, pooled, "colleague").add("outcome", {"result": "done"})
    assert ">办结<" in page.get("/requests").text


def test_a_walk_that_is_struck_or_no_longer_delegated_gives_it_back(app, world, record, pooled):
    walk = take(record, pooled)
    opened = walk.phone.entries[0]["id"]
    struck = walk.strike(opened)
    assert len(offered(app, world, "recorder")) == 1
    walk.strike(opened, False, saw=[struck])
    assert offered(app, world, "recorder") == []
    walk.amend(opened, "mode", "self")
    assert len(offered(app, world, "recorder")) == 1


def test_two_who_took_one_without_network_are_both_kept(visit, record, pooled):
    walks = [take(record, pooled, username) for username in ("recorder", "colleague")]
    listed = visit("coordinator").get("/requests").text
    assert all(f"/walks/{one.walk}" in listed for one in walks) and "2 次走流程取了这一件" in listed


@pytest.mark.parametrize("named", ["00000000-0000-7000-8000-000000009999", 7, None, "x' or 1=1"])
def test_what_is_no_request_takes_none_and_the_walk_is_kept(app, world, record, visit, pooled, named):
    walk = take(record, named)
    assert visit("coordinator").get(f"/walks/{walk.walk}").status_code == 200
    assert len(offered(app, world, "recorder")) == 1


def test_another_units_walk_takes_none(app, world, record, pooled):
    take(record, pooled, "stranger", matter=None, matter_text="别的事")
    assert len(offered(app, world, "recorder")) == 1


@pytest.mark.parametrize(
    ("text", "whose", "words"),
    [
        ("", WHOSE, "请写要办的事"),
        (TEXT, "  ", "请写代谁办"),
        ("补" * 201, WHOSE, "请不超过 200 字"),
        (TEXT, "张先生 13912345678", "这里不写身份证号、手机号"),
        ("卡号 6222021234567890128 要换", WHOSE, "这里不写身份证号、手机号"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(app, visit, text, whose, words):
    reply = collect(visit("coordinator"), text, whose)
    assert reply.status_code == 422 and words in reply.text
    assert (text or "placeholder") in reply.text
    with app.app_context():
        assert db.session.scalar(select(CollectedRequest.id)) is None


def test_nul_is_nothing_that_was_written(app, visit, pooled):
    browser = visit("coordinator")
    assert collect(browser, "办\0证", "一家\0餐饮店").status_code == 303
    assert collect(browser, "\0", "一家餐饮店").status_code == 422
    page = browser.get("/requests").text
    assert "办证" in page and "一家餐饮店" in page
    assert browser.post(f"/requests/{pooled}/withdrawal", {"reason": "\0"}).status_code == 422
    assert browser.post(f"/requests/{pooled}/withdrawal", {"reason": "不\0办了"}).status_code == 303


def test_it_is_withdrawn_with_a_reason_by_its_collector_or_the_coordinator(app, world, visit, pooled):
    colleague, coordinator = visit("colleague"), visit("coordinator")
    address = f"/requests/{pooled}/withdrawal"
    colleague.get("/requests")
    assert colleague.post(address, {"reason": "不办了"}).status_code == 403
    coordinator.get("/requests")
    assert "请写撤下的理由" in coordinator.post(address, {"reason": " "}).text
    assert coordinator.post(address, {"reason": "企业自己办了"}).status_code == 303
    assert "「企业自己办了」" in coordinator.get("/requests").text and offered(app, world, "recorder") == []
    assert coordinator.post(address, {"reason": "再撤"}).status_code == 409
    with app.app_context():
        verbs = set(db.session.scalars(select(AuditLine.verb)))
        assert {"request.collected", "request.withdrawn"} <= verbs


def test_strangers_see_none_and_withdraw_none(visit, pooled):
    stranger = visit("stranger")
    assert TEXT not in stranger.get("/requests").text
    assert stranger.post(f"/requests/{pooled}/withdrawal", {"reason": "x"}).status_code == 404
    assert TEXT in visit("supervisor").get("/requests").text
    assert visit("auditor").get("/requests").status_code == 403
    assert collect(visit("supervisor")).status_code == 403


def test_a_phone_is_told_of_them_with_the_catalogue(visit, pooled):
    phone = Phone.of(visit("recorder"))
    assert [one["number"] for one in phone.browser.api("GET", "/catalogue").json["requests"]] == [1]
