"""How a link ends: whatever is wrong with one, it answers alike, and what was typed is given back."""

import re

import pytest
from sqlalchemy import text

from tests.browser import Browser
from tests.days import due_in
from tests.desk.owners.conftest import Holder
from tests.desk.owners.test_by_link import DONE, PLAN
from zlc import clock
from zlc.accounts.links import LASTS
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db

GONE = "这个链接打不开"
TYPED = "把窗口的清单换成新的了"


def bare(reply):
    return reply.status_code, re.sub(r'value="[\w.-]{60,}"', "", reply.text)


def end(given, holder, how):
    """What ends the link. Its address."""
    link = holder.link
    if how == "renewed":
        given.link()
    elif how == "unknown":
        link = f"{link[:-3]}abc"
    elif how in ("decline", "submit"):
        submitted = [("claim", {}), ("plan", PLAN), ("submission", DONE)]
        for noun, said in submitted if how == "submit" else [("refusal", {"reason": "不归我"})]:
            reply = holder.does(noun, **said)
            assert reply.status_code == 303, reply.text
        assert reply.location == f"{holder.link}/thanks" and "这个链接到此为止" in holder.get(reply.location).text
    else:
        reassigned = {"owner_name": "王师傅", "department": "后勤科", "reason": "换人"}
        said = {"revocation": {}, "reassignment": reassigned, "cancellation": {"reason": "重复了"}}[how]
        assert given.does("coordinator", how, **said).status_code == 303
    return link


@pytest.mark.parametrize("how", ["renewed", "revocation", "reassignment", "cancellation", "decline", "submit", "unknown"])
def test_whatever_ended_it_the_answer_is_the_same(app, given, holder, how):
    link = end(given, holder, how)
    told = bare(Browser(app).get("/o/nothing"))
    assert told[0] == 404 and GONE in told[1] and "请问给您链接的联络员" in told[1]
    assert bare(Browser(app).get(link)) == told


def test_it_lasts_seven_days_in_any_browser_and_as_often_as_one_likes(app, given):
    now = clock.now_ms()
    with clock.frozen_at(now):
        link = given.link()
    with clock.frozen_at(now + LASTS - 1):
        assert [Browser(app).get(link).status_code for _ in range(3)] == [200] * 3
        assert Browser(app).get(link.upper().replace("/O/", "/o/")).status_code == 200, "as somebody types it from paper"
    with clock.frozen_at(now + LASTS):
        assert bare(Browser(app).get(link)) == bare(Browser(app).get("/o/nothing"))
        assert "已过期，请换一个新的" in given.visit("coordinator").get(given.page).text


@pytest.mark.parametrize(("noun", "field"), [("progress", "text"), ("refusal", "reason"), ("submission", "effect")])
def test_what_was_typed_while_it_ended_is_given_back(given, holder, noun, field):
    holder.does("claim")
    holder.get(holder.link)
    end(given, holder, "revocation")
    reply = holder.post(f"{holder.link}/{noun}", {field: TYPED})
    assert reply.status_code == 404 and GONE in reply.text and TYPED in reply.text
    assert given.kept(lambda one: one.state) == "working"


def test_an_address_that_never_was_is_not_read(app, given, holder):
    reply = holder.post("/o/nothing/progress", {"text": TYPED * 10_000})
    assert reply.status_code == 404 and TYPED not in reply.text


def test_a_form_of_nobodys_changes_nothing_and_loses_nothing(given, holder):
    holder.does("claim")
    holder.get(holder.link)
    reply = holder.post(f"{holder.link}/progress", {"text": TYPED, "csrf_token": "x"})
    assert reply.status_code == 400 and "这次没有登记" in reply.text and TYPED in reply.text
    assert given.kept(lambda one: one.note_count) == 0
    assert holder.post(f"{holder.link}/progress", {"text": TYPED}).status_code == 303


def test_the_database_and_the_log_know_no_secret(app, given, holder, caplog):
    secret = holder.link.rpartition("/")[2]
    holder.does("claim")
    holder.post(f"{holder.link}/progress", {"csrf_token": "x"})
    with app.app_context():
        for table in db.metadata.sorted_tables:
            assert secret not in repr(db.session.execute(text(f'select * from "{table.name}"')).all()), table.name
        assert len(db.session.scalars(db.select(OwnerLink)).one().secret_hash) == 64
    assert secret not in caplog.text
    assert secret not in given.visit("coordinator").get(given.page).text


def test_only_an_owner_with_a_name_and_no_account_is_given_one(app, given, visit, world):
    def link():
        return given.does("coordinator", "link")

    changed = {"assignee": world.people["clerk"], "reason": "换人"}
    assert given.does("coordinator", "reassignment", **changed).status_code == 303
    assert "给责任人发链接" not in visit("coordinator").get(given.page).text
    assert link().status_code == 409 and "责任人有账号" in link().text
    given.does("coordinator", "reassignment", department="后勤科", reason="换人")
    assert link().status_code == 409 and "写明姓名和科室" in link().text


def test_the_page_says_who_gave_it_out_and_when_it_was_opened(app, given, visit):
    link, page = given.link(), lambda: visit("coordinator").get(given.page).text
    assert "联络员甲" in page() and "还没有打开过" in page()
    for _ in range(2):
        Holder(app, link)
    said = page()
    assert "第一次打开" in said and said.count("<strong>打开链接</strong>") == 1 and "<strong>发链接</strong>" in said


def test_a_link_is_for_the_coordinator_to_give(given):
    for who in ("head", "office", "colleague", "supervisor"):
        assert given.does(who, "link").status_code == 403, who
    assert given.does("coordinator2", "link").status_code == 404


def test_a_second_renewal_from_the_same_page_is_told(given, visit):
    first, second = visit("coordinator"), visit("coordinator")
    for browser in (first, second):
        browser.get(given.page)
    assert first.post(f"{given.page}/link").status_code == 200
    late = second.post(f"{given.page}/link")
    assert late.status_code == 409 and "联络员甲已在" in late.text and "发了责任人的链接" in late.text


def test_the_day_that_was_asked_for_is_decided_by_a_coordinator(given, holder):
    holder.does("claim")
    assert holder.does("extension", due_on=due_in(20).isoformat(), reason="等系统").status_code == 303
    assert "已申请延期到" in holder.get(holder.link).text
    assert "李师傅（凭链接） 申请延期到" in given.visit("coordinator").get(given.page).text
    assert given.does("coordinator", "grant").status_code == 303
    assert given.kept(lambda one: one.due_on) == due_in(20)
