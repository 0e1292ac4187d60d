"""What happened to a problem stands as it happened: in one millisecond, with the clock set back, in one fold."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.days import due_in
from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.models import Problem, ProblemEvent
from zlc.rectifications.beginning import Order, begin

VERBS = ["confirmed", "rejected", "reopened", "classified", "rejected", "reopened", "begun"]


def driven(app, world, entry, instants):
    """Seven verbs of the desk, each in a transaction of its own, at these instants."""
    due = due_in(9)
    steps = (
        lambda one, by: one.confirm(by), lambda one, by: one.reject(by, "untrue", "一"), lambda one, by: one.reopen(by, "二"),
        lambda one, by: one.classify(by, "fee"), lambda one, by: one.reject(by, "elsewhere", "三"), lambda one, by: one.reopen(by, "四"),
        lambda one, by: begin(by, [one], Order("by_day", None, "甲科", due)),
    )  # fmt: skip
    with app.app_context():
        for step, at in zip(steps, instants, strict=True):
            with clock.frozen_at(at):
                step(db.session.get_one(Problem, entry), db.session.get_one(Person, world.people["coordinator"]))
                db.session.commit()


def titles(browser, entry):
    """What the page, which is what is printed, says from top to bottom."""
    story = browser.get(f"/problems/{entry}").text.split('class="story"')[-1]
    return re.findall("发现|确认|定类别|退回|重新打开|立项", " ".join(re.findall(r"<strong[^>]*>([^<]*)</strong>", story)))


def test_seven_of_one_millisecond_come_as_they_happened(app, world, recording, coordinator, kept):
    entries = [recording.problem(f"第 {n} 处：等了很久") for n in range(3)]
    now = clock.now_ms()
    for entry in entries:
        driven(app, world, entry, [now] * 7)
        problem = kept(entry)
        assert [event.verb for event in problem.events] == VERBS
        assert [event.n for event in problem.events] == [1, 2, 3, 4, 5, 6, 7]
        assert {event.at for event in problem.events} == {now}
        assert titles(coordinator, entry) == ["发现", "确认", "退回", "重新打开", "定类别", "退回", "重新打开", "立项"]


def test_a_clock_that_was_set_back_does_not_turn_it_round(app, world, recording, coordinator, kept):
    entry, now = recording.problem(), clock.now_ms()
    driven(app, world, entry, [now - 1000 * n for n in range(7)])
    assert [event.verb for event in kept(entry).events] == VERBS
    assert all(one.at > other.at for one, other in pairwise(kept(entry).events))
    assert titles(coordinator, entry)[1:] == ["确认", "退回", "重新打开", "定类别", "退回", "重新打开", "立项"]


def test_two_that_are_not_flushed_yet_are_counted_too(app, world, recording, kept):
    entry, other = recording.problem(), recording.problem("另一处")
    with app.app_context(), db.session.no_autoflush:
        one, two = db.session.get_one(Problem, entry), db.session.get_one(Problem, other)
        for problem in (one, two, one, one):
            problem.happened("struck", None)
        db.session.commit()
    assert [event.n for event in kept(entry).events] == [1, 2, 3]
    assert [event.n for event in kept(other).events] == [1]


def test_who_writes_at_once_is_counted_one_after_the_other(app, world, recording, kept):
    entry, begin = recording.problem(), Barrier(4)

    def write(_):
        begin.wait()
        for _ in range(5):
            with app.app_context():
                db.session.get_one(Problem, entry).happened("accepted", None)
                db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert [event.n for event in kept(entry).events] == list(range(1, 21))


def test_the_database_takes_no_second_one_of_a_number(app, world, recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    with app.app_context():
        for id_ in ("a", "b"):
            db.session.add(ProblemEvent(id=id_, problem_id=entry, n=1, verb="struck"))
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()
        assert db.session.scalar(text("select count(*) from problem_events")) == 0
