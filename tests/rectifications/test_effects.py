"""成效复核: from which day, by whom, and what comes of it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.rectifications.test_waits import found, offered
from tests.rectifications.test_who import PEOPLE, PLAN
from zlc import clock
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.rectifications import beginning, effects, reopening, waiting
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.settings.editions import StoredSettings
from zlc.walks.journal import commits, folding

DONE = Done("好了", "words", "看得到")
# Closed on → looked at again from, by the calendar of working days.
WINDOWS = [
    (60, "2026-01-05", "2026-03-06"),  # 60 days on is a Friday
    (60, "2025-12-22", "2026-02-24"),  # the 20th of February lies in 春节, which ends on the 23rd
    (60, "2025-12-16", "2026-02-14"),  # a Saturday that is worked
    (60, "2025-12-17", "2026-02-24"),  # the first day of 春节
    (60, "2026-02-04", "2026-04-07"),  # 清明, from Saturday to Monday
    (60, "2026-03-02", "2026-05-06"),  # the first of May
    (60, "2026-03-10", "2026-05-09"),  # a Saturday that is worked after it
    (60, "2026-08-02", "2026-10-08"),  # the first of October
    (60, "2026-08-11", "2026-10-10"),  # a Saturday that is worked
    (60, "2026-08-12", "2026-10-12"),  # a Sunday
    (60, "2023-12-31", "2024-02-29"),  # in a leap year
    (30, "2026-01-17", "2026-02-24"),  # the second day of 春节
    (30, "2026-09-01", "2026-10-08"),  # the first of October
    (90, "2026-07-03", "2026-10-08"),  # the same
    (90, "2026-08-31", "2026-11-30"),  # a Sunday
    (60, "2035-01-01", "2035-03-02"),  # a year whose holidays nobody knows: weekends only
    (60, "2035-01-02", "2035-03-05"),
]


@pytest.fixture
def closed(app, world, recording):
    """closed(owner=None): one that the head has closed, and that is looked at again from today on, inside an app context."""

    def make(owner="clerk", due=True, department=""):
        by = world.person("coordinator")
        problem = db.session.get_one(Problem, entry)
        problem.confirm(by)
        who = world.person(owner) if owner else None
        one = beginning.begin(by, [problem], Order("by_day", who, department, due_on=due_in(9)))
        doer = who or by
        if one.state == "unclaimed":
            one.claim(doer)
        one.plan(doer, PLAN)
        one.submit(doer, DONE)
        one.verify(world.person("head"), "看过")
        if due:
            one.recheck_on = clock.today()
        db.session.flush()
        return one

    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        commits.lock()
        yield make


@pytest.mark.parametrize(("days", "closed_on", "day"), WINDOWS)
def test_days_of_the_calendar_and_on_to_a_working_day(context, world, days, closed_on, day):
    office = world.person("office")
    db.session.add(StoredSettings(number=1, by=office.id, reason="改", sets={"effect_days": days}))
    db.session.flush()
    assert effects.day_after(date.fromisoformat(closed_on)).isoformat() == day


def test_what_was_closed_is_looked_at_sixty_days_later_and_not_before(closed, world):
    one = closed(due=False)
    assert one.recheck_on == effects.day_after(clock.today()) and not one.recheck_due
    with pytest.raises(NotNow, match="请用「重开」"):
        one.uphold(world.person("coordinator"), "去看过")
    one.recheck_on = clock.today()
    one.uphold(world.person("coordinator"), "去看过，还是两份")
    assert (one.state, one.recheck_on) == ("closed", None)
    with pytest.raises(NotNow, match="已经复核过"):
        one.relapse(world.person("office"), due_in(9), "又要三份")


def test_what_came_back_is_worked_at_again_with_a_new_day(closed, world):
    one = closed()
    with pytest.raises(Refusal):
        one.relapse(world.person("coordinator"), None, "又要三份")
    assert one.state == "closed"
    one.relapse(world.person("coordinator"), due_in(12), "又要三份")
    assert (one.state, one.due_on, one.recheck_on, one.problems[0].state) == ("working", due_in(12), None, "rectifying")
    assert [event.verb for event in one.history()][-2:] == ["verified", "relapsed"]
    one.submit(world.person("clerk"), DONE)
    one.verify(world.person("head"), "又看过")
    assert one.recheck_on == effects.day_after(clock.today()), "closed again, it is looked at again"


@pytest.mark.parametrize("how", ["rectification", "problem"])
def test_what_was_reopened_waits_for_nobody_to_look(closed, world, how):
    one, by = closed(), world.person("coordinator")
    if how == "rectification":
        one.reopen(by, "又有人反映")
    else:
        reopening.reopen(one.problems[0], by, "又有人反映")
    db.session.flush()
    assert one.recheck_on is None and found(waiting.to_recheck, by) == set()


@pytest.mark.parametrize(("owner", "department", "waits_for"), [
    ("clerk", "", "coordinator"), ("coordinator", "", "office"), (None, "信息科", "office"),
])  # fmt: skip
def test_it_waits_for_the_coordinator_and_for_the_office_where_the_coordinator_did_it(closed, world, owner, department, waits_for):
    one = closed(owner, department=department)
    waits = {name for name in PEOPLE if found(waiting.to_recheck, world.person(name))}
    may = {name for name in PEOPLE if offered("uphold", world.person(name))}
    assert waits == {waits_for}
    assert may == waits | {"office"} == {name for name in PEOPLE if offered("relapse", world.person(name))}
    if waits_for == "office":
        with pytest.raises(Forbidden, match="不能是责任人或报完成的人"):
            one.uphold(world.person("coordinator"), "自己看过")


def test_the_waiting_line_leads_there_and_the_list_has_it(closed, world, visit):
    one = closed()
    number, id_ = one.short_number, one.id
    db.session.commit()
    desk = visit("coordinator")
    mine = desk.get("/mine").text
    assert "请复核" in mine and f"/rectifications/{id_}" in mine
    assert number in desk.get("/rectifications?followup=recheck").text
    page = desk.get(f"/rectifications/{id_}").text
    assert "已到复核成效的时候" in page
    assert desk.post(f"/rectifications/{id_}/relapse", {"reason": "又要三份", "due_on": ""}).status_code == 422
    desk.get(f"/rectifications/{id_}")
    assert desk.post(f"/rectifications/{id_}/effect", {"reason": "去看过，还是两份"}).status_code == 303
    assert "请复核" not in desk.get("/mine").text and "没有符合" in desk.get("/rectifications?followup=recheck").text
    assert "记成效有效" in desk.get(f"/rectifications/{id_}").text
    db.session.rollback()
    assert db.session.scalar(select(Problem.state)) == "closed"
