"""Days that were counted by hand with the State Council's notice for 2026 beside (国庆 from 1 to 7 October, worked for it 20
September and 10 October): what is drafted, until when a handover waits, from when a light is yellow."""

import json
from datetime import date
from pathlib import Path

import pytest

from zlc.catalogue.calendar import is_working_day, working_day_after
from zlc.problems.deadlines import drafts, fault_of
from zlc.problems.lights import light_of, soon_from
from zlc.settings.settings import GIVEN, Settings

GOLDEN = json.loads(Path(__file__).with_name("golden_deadlines.json").read_text("utf-8"))
day = date.fromisoformat


def table(name):
    return pytest.mark.parametrize("line", GOLDEN[name], ids=[line["what"] for line in GOLDEN[name]])


def by_difficulty(given_on, by):
    return {one.difficulty.removeprefix("难度 "): one.day for one in drafts(given_on, by)}


@table("drafts")
def test_each_difficulty_drafts_its_day(line):
    found = by_difficulty(day(line["given_on"]), GIVEN)
    assert {name: one.isoformat() for name, one in found.items()} == line["days"]


@table("set")
def test_the_office_may_set_other_lengths(line):
    found = by_difficulty(day(line["given_on"]), Settings(**line["set"]))
    assert {name: found[name].isoformat() for name in line["days"]} == line["days"]


@table("hand_over")
def test_a_handover_waits_two_working_days(line):
    assert working_day_after(day(line["let_go_on"]), GIVEN.hand_over_days) == day(line["due_on"])


@table("yellow")
def test_a_light_is_yellow_when_three_working_days_are_left(line):
    due_on, first = day(line["due_on"]), day(line["from"])
    assert soon_from(due_on, GIVEN) == first
    assert light_of(due_on, first, GIVEN).tint == "amber"
    assert light_of(due_on, date.fromordinal(first.toordinal() - 1), GIVEN).tint == "green"


LONGEST, SHORTEST = Settings(difficulty_a=30, difficulty_b=90, difficulty_c=6), Settings(difficulty_a=1, difficulty_b=1)


@pytest.mark.parametrize("by", [GIVEN, LONGEST, SHORTEST])
def test_what_is_drafted_on_any_day_may_be_set_that_day(by):
    for number in range(70):  # over 国庆, and into a year without a notice
        given_on = date.fromordinal(date(2026, 9, 15).toordinal() + number * 2)
        for one in drafts(given_on, by):
            assert is_working_day(one.day)[0] and one.day > given_on and fault_of(one.day, given_on) is None, (given_on, one)
