"""复发: a confirmed problem of the same matter and category within 180 days of a closing, shown on both sides to who may read both."""

import pytest

from tests.days import due_in
from tests.rectifications.test_who import PLAN
from zlc import clock
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import beginning, recurring
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.walks.journal import commits, folding

DAY = 24 * 3600 * 1000


@pytest.fixture
def pair(app, world, recording):
    """(what was put right and closed 100 days ago, another confirmed problem of the same matter, found 50 days ago)."""
    first, second = recording.problem("收两份复印件", category="materials"), recording.problem("又收两份复印件", category="materials")
    with app.app_context():
        folding.catch_up()
        commits.lock()
        by, clerk, head = (world.person(name) for name in ("coordinator", "clerk", "head"))
        now = clock.now_ms()
        earlier, later = db.session.get_one(Problem, first), db.session.get_one(Problem, second)
        earlier.confirm(by)
        later.confirm(by)
        with clock.frozen_at(now - 100 * DAY):
            one = beginning.begin(by, [earlier], Order("by_day", clerk, due_on=due_in(9)))
            one.claim(clerk)
            one.plan(clerk, PLAN)
            one.submit(clerk, Done("好了", "words", "看得到"))
            one.verify(head, "看过")
        earlier.found_at, later.found_at = now - 120 * DAY, now - 50 * DAY
        db.session.flush()
        yield one, later


def both(one, later, person):
    """What either side says; they say the same."""
    there = [problem.id for problem in recurring.found_again(person, one)] == [later.id]
    assert there == ([row.id for row in recurring.put_right_before(person, later)] == [one.id])
    assert there == (recurring.among(person, [one]) == {one.id})
    return there


def test_it_is_shown_on_both_sides_to_who_may_read_them(pair, world):
    one, later = pair
    assert both(one, later, world.person("recorder")) and both(one, later, world.person("office"))
    assert not both(one, later, world.person("stranger")), "of another unit"
    assert not both(one, later, world.person("admin"))
    later.unit_id = world.units["other"]
    db.session.flush()
    assert both(one, later, world.person("office"))
    assert recurring.found_again(world.person("coordinator"), one) == [] == recurring.put_right_before(world.person("stranger"), later)
    assert recurring.among(world.person("coordinator"), [one]) == set(), "the list does not tell either"


@pytest.mark.parametrize(("changes", "again"), [
    ({}, True), ({"category": "queue"}, False), ({"category": None}, False), ({"matter_id": "another"}, False),
    ({"matter_id": None}, False),
    ({"state": "new"}, False), ({"state": "untrue"}, False), ({"state": "withdrawn"}, False), ({"state": "duplicate"}, False),
    ({"struck": True}, False), ({"state": "closed"}, True), ({"days": 99}, True), ({"days": 101}, False), ({"days": -79}, True),
    ({"days": -81}, False),
])  # fmt: skip
def test_it_follows_what_the_problem_is_now(pair, world, changes, again):
    one, later = pair
    for name, value in changes.items():
        if name == "days":
            later.found_at = clock.now_ms() - value * DAY
        else:
            setattr(later, name, value)
    db.session.flush()
    assert both(one, later, world.person("coordinator")) == again


def test_a_closing_counts_though_it_was_reopened_since_and_what_it_served_is_none(pair, world):
    one, later = pair
    one.reopen(world.person("coordinator"), "又来了")
    db.session.flush()
    assert both(one, later, world.person("coordinator"))
    assert recurring.put_right_before(world.person("coordinator"), one.problems[0]) == []


def test_both_pages_and_the_list_say_so(pair, visit):
    one, later = pair
    db.session.commit()
    desk = visit("coordinator")
    page = desk.get(f"/rectifications/{one.id}").text
    assert 'tag red">复发' in page and f"/problems/{later.id}" in page
    page = desk.get(f"/problems/{later.id}").text
    assert 'tag red">复发' in page and f"/rectifications/{one.id}" in page
    assert 'class="red small">复发' in desk.get("/rectifications").text
    assert "共 1 条" in desk.get("/rectifications?followup=recurred").text
    assert "复发</a>" not in visit("coordinator2").get("/rectifications?followup=recurred").text
    overview = visit("office").get("/overview").text
    assert "followup=recurred" in overview
