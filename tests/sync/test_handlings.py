"""What became of a problem, as the pull tells it and both sides say it; handlings.json is read by the phone's tests too."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.phones import Phone
from zlc.accounts.models import Person
from zlc.catalogue.calendar import turned_days
from zlc.problems.answers import Answer
from zlc.problems.lights import light_of, wire_of
from zlc.problems.models import Problem
from zlc.settings.settings import Settings

SAID: dict[str, Any] = json.loads(Path(__file__).with_name("handlings.json").read_text("utf-8"))


def made(row: dict[str, Any], state: str = "new", department: str = "", assignee: str = "", due_on: str = "") -> Problem:
    """A problem of which no database knows, as `row` says it, in this state."""
    told = {"walk_id": row["walk"], "quarter": "2026Q4", "number": 3, "state": state, "department": department}
    same = {name: row[name] for name in ("id", "text", "category", "stage", "severity", "found_at", "struck", "commit")}
    who = Person(name=assignee) if assignee else None
    return Problem(**told, **same, assignee=who, due_on=date.fromisoformat(due_on) if due_on else None)


@pytest.mark.parametrize("one", SAID["lights"], ids=lambda one: f"{one['due_on']} on {one['today']} by {one['set']}")
def test_a_light_has_the_same_words_on_both_sides(one):
    due_on, today, by = date.fromisoformat(one["due_on"]), date.fromisoformat(one["today"]), Settings(**one["set"])
    assert light_of(due_on, today, by) == (one["tint"], one["words"])
    assert wire_of(due_on, by) == one["lit"], "what the phone makes the same of"


def test_the_phone_has_the_days_that_are_not_as_their_weekday():
    assert [day.isoformat() for day in turned_days(date(2026, 1, 1))] == SAID["turned"]


@pytest.mark.parametrize("one", SAID["problems"], ids=lambda one: one["what"])
def test_the_pull_tells_state_owner_deadline_light_and_answer(one, context):
    answer = Answer(**one["row"]["answer"]) if one["row"]["answer"] else None
    assert made(one["row"], **one["made"]).to_wire(answer) == one["row"]


def test_the_reason_of_the_desk_reaches_the_phones_of_the_unit_and_no_others(visit):
    phone = Phone.of(visit("recorder"))
    phone.a_walk()
    phone.push()
    [problem] = phone.pull().json["problems"]
    assert problem["answer"] is None
    desk = visit("coordinator")
    verbs = [("rejection", {"as_": "untrue", "reason": "现场核过，五个窗口都开着"}), ("reopening", {"reason": "又有人反映"})]
    for (verb, fields), (word, text) in zip(verbs, [("退回", verbs[0][1]["reason"]), ("重新打开", "又有人反映")], strict=True):
        desk.get(f"/problems/{problem['id']}")
        assert desk.post(f"/problems/{problem['id']}/{verb}", fields).status_code == 303
        [told] = phone.pull().json["problems"]
        assert (told["answer"]["word"], told["answer"]["text"], told["answer"]["by"]) == (word, text, "联络员甲")
        assert text in phone.browser.get(f"/problems/{problem['id']}").text, "nothing that its own page does not say"
    assert Phone.of(visit("stranger")).pull().json["problems"] == []
