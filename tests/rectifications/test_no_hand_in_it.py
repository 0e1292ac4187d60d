"""Nobody closes what they had a hand in, by whatever way; nobody sets their own day; and two units do not reach each other's rows."""

import re

import pytest
from sqlalchemy import select

from tests.days import due_in
from zlc.database import db
from zlc.rectifications.models import Rectification, RectificationLink

PLAN = {"cause": "process", "measure": "收件清单减一份", "figure": "materials", "target": "2 份"}
DONE = {"effect": "材料从 3 份减到 2 份", "evidence_kind": "register", "evidence": "市人社办〔2026〕9 号"}
WHY = {"reason": "核过"}


def day(days):
    return due_in(days).isoformat()


@pytest.fixture
def does(visit):
    """does(who, page, noun, **fields): the status, as somebody who has just opened the page."""

    def act(who, page, noun, **fields):
        browser = visit(who)
        browser.get(page)
        return browser.post(f"{page}/{noun}", fields).status_code

    return act


@pytest.fixture
def begun(does, app, recording, world):
    """begun(owner) is the page of a rectification that the coordinator has given out, and its problem."""

    def begin(owner="clerk", **fields):
        entry = recording.problem()
        assert does("coordinator", f"/problems/{entry}", "confirmation") == 303
        said = {"due_on": day(9), "assignee": world.people[owner], **fields}
        assert does("coordinator", f"/problems/{entry}", "rectifications", **said) == 303
        with app.app_context():
            return f"/rectifications/{db.session.scalars(select(Rectification.id)).one()}", entry

    return begin


@pytest.fixture
def second(app, world):
    """The colleague is a coordinator too."""
    with app.app_context():
        world.person("colleague").roles = ["coordinator"]
        db.session.commit()
    return "colleague"


@pytest.fixture
def row(app):
    def read(page):
        with app.app_context():
            one = db.session.get_one(Rectification, page.rpartition("/")[2])
            return one.state, one.due_on.isoformat() if one.due_on else None, one.extension

    return read


def worked(does, page, owner="clerk"):
    for noun, fields in (("claim", {}), ("plan", PLAN), ("submission", DONE)):
        assert does(owner, page, noun, **fields) == 303, noun


def test_who_owned_it_once_does_not_verify_it(begun, does, second, world, row):
    page, _ = begun(second)
    worked(does, page, second)
    assert does("head", page, "failure", due_on=day(9), **WHY) == 303
    assert does("coordinator", page, "reassignment", assignee=world.people["clerk"], **WHY) == 303
    assert does("clerk", page, "claim") == 303 and does("clerk", page, "submission", **DONE) == 303
    assert does(second, page, "verification", **WHY) == 403 and row(page)[0] == "submitted"
    assert does("head", page, "verification", **WHY) == 303


def test_who_gave_it_out_once_does_not_verify_it(begun, does, second, world, row):
    page, _ = begun("clerk")
    for who, department in ((second, "医保科"), ("coordinator", "综合科")):
        assert does(who, page, "reassignment", assignee=world.people["clerk"], department=department, **WHY) == 303
    worked(does, page)
    assert [does(who, page, "verification", **WHY) for who in ("coordinator", second)] == [403, 403]
    assert row(page)[0] == "submitted"


def test_nobody_sets_the_day_of_what_is_their_own_or_that_they_asked_for(begun, does, second, row):
    page, _ = begun(second)
    assert does(second, page, "claim") == 303
    assert does(second, page, "rescheduling", due_on=day(30), **WHY) == 403, "the owner"
    assert does("coordinator", page, "extension", due_on=day(30), **WHY) == 303
    assert does("coordinator", page, "rescheduling", due_on=day(30), **WHY) == 403, "who asked"
    assert row(page)[1] == day(9)
    assert does("head", page, "grant") == 303 and row(page)[1] == day(30)


def test_what_the_owner_before_asked_for_is_over(begun, does, world, row):
    page, _ = begun("clerk")
    assert does("clerk", page, "claim") == 303 and does("clerk", page, "extension", due_on=day(30), **WHY) == 303
    assert does("coordinator", page, "reassignment", assignee=world.people["colleague"], **WHY) == 303
    assert row(page)[2] is None


def test_of_what_must_be_put_right_the_office_decides(begun, does, row):
    page, entry = begun("clerk")
    assert does("coordinator", f"/problems/{entry}", "requirement", reason="群众反映多") == 303
    assert does("clerk", page, "claim") == 303 and does("clerk", page, "extension", due_on=day(30), **WHY) == 303
    assert [does(who, page, "grant") for who in ("coordinator", "head")] == [403, 403]
    assert does("coordinator", page, "continuation", **WHY) == 403
    assert does("office", page, "grant") == 303 and row(page)[1] == day(30)
    assert does("office", page, "continuation", **WHY) == 303 and row(page)[0] == "ongoing"


def test_what_is_kept_up_can_still_be_planned_and_submitted(begun, does, row):
    page, _ = begun("clerk")
    assert does("clerk", page, "claim") == 303 and does("coordinator", page, "continuation", **WHY) == 303
    assert does("clerk", page, "plan", **PLAN) == 303 and does("clerk", page, "submission", **DONE) == 303
    assert row(page)[0] == "submitted"


def test_an_old_page_does_not_verify_what_was_submitted_anew(begun, does, visit, row):
    page, _ = begun("clerk")
    worked(does, page)
    old = visit("head")
    old.get(page)
    assert does("recorder", page, "failure", due_on=day(9), **WHY) == 303
    assert does("clerk", page, "submission", **{**DONE, "evidence": "市人社办〔2026〕10 号"}) == 303
    assert old.post(f"{page}/verification", WHY).status_code == 409 and row(page)[0] == "submitted"


def test_what_nobody_has_is_not_declined_again(begun, does):
    page, _ = begun("clerk")
    assert does("clerk", page, "refusal", **WHY) == 303
    assert does("coordinator", page, "refusal", **WHY) == 409


@pytest.mark.parametrize("closed", [True, False])
def test_after_the_walk_is_handed_over_neither_unit_reaches_the_others_row(begun, does, visit, world, recording, row, kept, app, closed):
    page, entry = begun("clerk")
    if closed:
        worked(does, page)
        assert does("head", page, "verification", **WHY) == 303
    home, other = visit("coordinator"), visit("coordinator2")
    home.get(f"/walks/{recording.walk}")
    asked = home.post(f"/walks/{recording.walk}/handovers", {"unit": world.units["other"], "reason": "走的是街道的事项"})
    assert asked.status_code == 303
    taking = re.search(r"/handovers/[0-9a-f-]+/taking", other.get("/held").text)[0]
    assert other.post(taking).status_code == 303
    was = "closed" if closed else "cancelled"
    assert kept(entry).unit_id == world.units["other"] and row(page)[0] == was
    with app.app_context():
        assert db.session.scalars(select(RectificationLink)).all() == []
    assert page not in other.get(f"/problems/{entry}").text
    if closed:
        assert does("coordinator2", f"/problems/{entry}", "reopening", reason="这里又有了") == 303
        assert kept(entry).state == "confirmed" and row(page)[0] == "closed"
        assert does("coordinator", page, "reopening", **WHY) == 303
    assert kept(entry).state == "confirmed" and kept(entry).responsible == ""


@pytest.mark.parametrize(("noun", "fields", "verifies"), [
    ("plan", {**PLAN, "measure": "清单再减一份"}, 403), ("evidence", {"evidence_kind": "words", "evidence": "新清单"}, 403),
    ("progress", {"text": "去问过，说下周好"}, 303),
])  # fmt: skip
def test_who_planned_it_or_showed_evidence_does_not_verify_it_and_who_asked_after_it_may(begun, does, second, row, noun, fields, verifies):
    page, _ = begun()
    assert does("clerk", page, "claim") == 303 and does("clerk", page, "plan", **PLAN) == 303
    assert does(second, page, noun, **fields) == 303
    assert does("clerk", page, "submission", **DONE) == 303
    assert does(second, page, "verification", **WHY) == verifies
    assert row(page)[0] == ("closed" if verifies == 303 else "submitted")


def test_where_only_the_two_who_worked_at_it_are_left_the_office_verifies(begun, does, second, app, world):
    page, _ = begun()
    worked(does, page)
    assert does("head", page, "failure", due_on=day(9), **WHY) == 303
    assert does(second, page, "evidence", evidence_kind="words", evidence="新清单") == 303
    with app.app_context():
        for name in ("head", "recorder"):
            world.person(name).active = False
        db.session.commit()
    assert does("clerk", page, "submission", **DONE) == 303
    assert does(second, page, "verification", **WHY) == 403 and does("office", page, "verification", **WHY) == 303
