"""The whole table of a problem: every role, of its unit, of the one that assists or is to take it, of a third one and of none, in every
state, from each source, with every verb. What the page offers is what the verb allows, and a wrong move is a sentence that changes
nothing. Handing over in all its turns: test_passing_who.py; rectifications: tests/rectifications/test_who.py; needs: tests/needs."""

import pytest

from tests.days import due_in
from tests.problems.test_passing_who import PEOPLE, everything, person, third
from zlc import clock
from zlc.accounts.models import Unit
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.problems.said import Said
from zlc.problems.states import STATES, VERBS
from zlc.rectifications import beginning
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.rectifications.planning import Plan
from zlc.rectifications.reopening import reopen
from zlc.walks.journal import commits, folding

UNDER_WAY = {"new", "confirmed", "rectifying"}
# As lists.md has it: verb → in which states.
OPEN = {
    "keep": {"confirmed", "rectifying", "solved", "closed"}, "take_over": {"handed"}, "send_back": {"handed"}, "take_back": {"handed"},
    "decide": {"handed"}, "settle": set(), "confirm": {"new"}, "sign": {"new"}, "begin": {"confirmed", "rectifying"}, "fix": {"confirmed"},
    "classify": {"confirmed", "rectifying"}, "correct": UNDER_WAY, "reject": {"new", "confirmed"}, "hand_over": {"new", "confirmed"},
    "suggest": UNDER_WAY, "require": UNDER_WAY, "lift": set(),
    "reopen": {"untrue", "elsewhere", "withdrawn", "solved", "closed"},
}  # fmt: skip
OF = {"sign": {"task"}, "correct": {"desk"}, "confirm": {"walk", "desk"}, "hand_over": {"walk", "desk"}}  # what it came from
# Also, and only, of one whose record was struck out.
TOO = {"send_back", "take_back", "decide", "settle", "reject", "lift", "reopen"}
MAY = {verb: {"coordinator"} for verb in VERBS} | {
    "take_over": {"coordinator2"}, "send_back": {"coordinator2"}, "decide": {"office"}, "settle": {"office"}, "lift": {"office"},
    "require": {"coordinator", "office"},
}  # fmt: skip
SOURCES = [("walk", False), ("walk", True), ("desk", False), ("task", False)]


def stand(entry, state, source, struck, world):
    one = db.session.get_one(Problem, entry)
    one.state, one.frozen, one.source, one.struck = state, state not in ("new", "withdrawn"), source, struck
    one.handed_to = world.units["other"] if state == "handed" else None
    one.helpers = [db.session.get_one(Unit, world.units["other"])] if source == "task" else []


def is_open(verb, state, source, struck):
    suits = verb in TOO or (verb == "keep") == struck
    return state in OPEN[verb] and suits and source in OF.get(verb, {source})


def may(verb, name, state, source):
    if name == "coordinator2" and verb == "begin":
        return source == "task"
    return name in MAY[verb] and (name != "coordinator2" or state == "handed")


def call(one, by, verb, world):
    other, day = world.units["other"], due_in(9)
    plan, done = Plan("process", "改流程", criterion="不再跑第二趟"), Done("好了", "words", "贴在窗口")
    said = {
        "take_over": (), "sign": (), "take_back": (), "confirm": (), "classify": ("materials",), "hand_over": (other, "", "理由"),
        "decide": (other, "理由"), "settle": ("closed", "已答复", clock.today()), "reject": ("untrue", "理由"),
        "correct": (Said("改过的", "forum"), "理由"), "suggest": ("materials", "7 份", "2 份", "合并"),
    }.get(verb, ("理由",))  # fmt: skip
    if verb == "begin":
        beginning.begin(by, [one], Order("by_day", by, due_on=day))
    elif verb == "fix":
        beginning.fix(one, by, plan, done)
    elif verb == "reopen":
        reopen(one, by, "理由")
    else:
        getattr(one, verb)(by, *said)


@pytest.mark.long
@pytest.mark.parametrize(("source", "struck"), SOURCES)
def test_everybody_in_every_state_with_every_verb(app, world, recording, source, struck):
    entry, tried = recording.problem(), 0
    with app.app_context():
        folding.catch_up()
        commits.lock()
        third(world)
        for state in STATES:
            stand(entry, state, source, struck, world)
            db.session.commit()
            before = everything()
            for name in PEOPLE:
                offered = {each.name for each in db.session.get_one(Problem, entry).open_verbs(person(name))}
                assert offered == {verb for verb in VERBS if may(verb, name, state, source) and is_open(verb, state, source, struck)}, (
                    name, state,
                )  # fmt: skip
                for verb in VERBS:
                    refused = None
                    try:
                        call(db.session.get_one(Problem, entry), person(name), verb, world)
                    except Refusal as refusal:
                        refused = refusal
                    if not may(verb, name, state, source):
                        assert isinstance(refused, Forbidden) and "没有改动任何内容" in refused.message, (name, state, verb, refused)
                    elif not is_open(verb, state, source, struck):
                        assert isinstance(refused, NotNow) and refused.message, (name, state, verb, refused)
                    else:
                        assert refused is None, (name, state, verb, refused and refused.message)
                    if refused is not None:
                        assert everything() == before, (name, state, verb)
                    db.session.rollback()
                    db.session.expire_all()
                    tried += 1
    assert tried == len(STATES) * len(PEOPLE) * len(VERBS) == 2160  # × 4 = 8640 in all


def test_the_table_has_every_verb():
    assert OPEN.keys() == MAY.keys() == VERBS.keys()
