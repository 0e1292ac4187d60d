"""What must hold whatever anybody did, in whatever order (lists.md, «States and verbs»). Asked of the database alone."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from tests.verbs import rebuilt, tables
from tests.verbs.doing import UNLISTED
from tests.verbs.tables import Held, Row
from zlc import clock

HANDS = ("begun", "claimed", "reassigned", "planned", "attached", "submitted")
DONE_BY = {"claim": "claimed", "progress": "noted", "evidence": "attached", "submission": "submitted"}
LIT = ("unclaimed", "working")
HEAVY = 3


class Laws:
    """Of one story: `before` is what was held before the last step; numbers and histories that were there once stay."""

    def __init__(self) -> None:
        self.names, self.roles, self.homes, self.units = tables.people()
        self.names |= {UNLISTED: UNLISTED}
        self.before = tables.held()
        self.numbers: dict[str, str] = {}

    def refused(self) -> None:
        assert tables.held().rows == self.before.rows, "a refusal changes nothing"

    def check(self, written: dict[str, list[str]], taken: Iterable[str]) -> Held:
        now = tables.held()
        self._history_is_only_added_to(now)
        self._numbers(now)
        _every_entry_has_one_row(now, written)
        _phones(now, set(taken))
        served = {one["id"]: self._rectification(now, one) for one in now["rectifications"]}
        for one in now["problems"]:
            self._problem(now, one, served)
        for one in now["needs"]:
            told = rebuilt.need(now.of(one))
            assert told == {"state": one["state"], "struck": one["struck"], "decided": one["decided"], "answer": one["answer_text"]}
        self.before = now
        return now

    def _history_is_only_added_to(self, now: Held) -> None:
        for id_, events in now.events.items():
            was = self.before.events.get(id_, [])
            assert events[: len(was)] == was and [event["n"] for event in events] == list(range(1, len(events) + 1)), id_
        assert self.before.events.keys() <= now.events.keys()

    def _numbers(self, now: Held) -> None:
        for kind in ("problems", "needs", "rectifications"):
            rows = now[kind]
            assert len({row["full_number"] for row in rows}) == len({row["serial"] for row in rows}) == len(rows), kind
            for row in rows:
                assert self.numbers.setdefault(row["id"], row["full_number"]) == row["full_number"], "a number is given once"
        assert self.numbers.keys() == {row["id"] for kind in ("problems", "needs", "rectifications") for row in now[kind]}

    def _rectification(self, now: Held, one: Row) -> rebuilt.Facts:
        events = now.of(one)
        told = rebuilt.rectification(events, self.names)
        links = [link for link in now["rectification_links"] if link["rectification_id"] == one["id"]]
        told_of = [*now["problem_events"], *now["need_events"]]
        begun = [event for event in told_of if event["verb"] == "begun" and event["detail"]["rectification"] == one["id"]]
        shown = [row for row in now["rectification_evidence"] if row["rectification_id"] == one["id"]]
        responsible = " ".join(filter(None, (one["department"], one["owner_name"], self.names.get(one["owner_id"], ""))))
        rewalk = (one["rewalk"]["matter"], one["rewalk"]["due_on"]) if one["rewalk"] else None
        stands = {"responsible": responsible, "due_on": _said(one["due_on"]), "evidence": len(shown), "left": len(begun) - len(links),
                  "recheck": one["recheck_on"] is not None, "rewalk": rewalk, "link": one["link_id"] is not None}  # fmt: skip
        assert told == {name: one.get(name) for name in told} | stands, one["full_number"]
        assert one["problem_count"] == sum(link["problem_id"] is not None for link in links)
        assert one["state"] not in LIT or one["due_on"] or one["kind"] == "lasting", "who is to do it is told until when"
        assert one["state"] != "ongoing" or one["due_on"] is None, "长期坚持 has no day, and so no light"
        assert not (one["extension"] and one["state"] != "working")
        if one["state"] == "closed":
            self._closed(now, one, events, len(shown))
        return told | {"serial": one["serial"]}

    def _closed(self, now: Held, one: Row, events: list[Row], shown: int) -> None:
        """By somebody else, who looked at what was there; a plan and something new to see were there before."""
        last = max(at for at, event in enumerate(events) if event["verb"] == "verified")
        verified, before = events[last], events[:last]
        hands = {event["by"] for event in before if event["verb"] in HANDS} | {one["owner_id"], one["submitted_by"], one["begun_by"]}
        assert verified["by"] not in hands and verified["reason"], "closed by whoever did it or gave it out"
        assert one["cause"] and one["measure"] and (one["target"] or one["criterion"]) and one["effect"]
        counts = [0, *(event["detail"]["count"] for event in before if event["verb"] == "submitted")]
        assert all(less < more for less, more in pairwise(counts)) and shown >= counts[-1] > 0, "each submission shows something new"
        assert any(event["verb"] == "planned" for event in before)
        assert not {event["by"] for event in events[last:] if event["verb"] == "upheld"} & {one["owner_id"], one["submitted_by"]}
        if len(events) == last + 1 and verified not in self.before.of(one) and self._is_heavy(now, one):
            assert "office" in self.roles[verified["by"]]

    def _is_heavy(self, now: Held, one: Row) -> bool:
        served = {link["problem_id"] for link in now["rectification_links"] if link["rectification_id"] == one["id"]}
        return any(
            row["severity"] == HEAVY or row["must_since"] or row["passed_on"] or row["ruled_at"] or row["source"] == "task"
            for row in now["problems"] if row["id"] in served
        )  # fmt: skip

    def _problem(self, now: Held, one: Row, served: dict[str, rebuilt.Facts]) -> None:
        events = now.of(one)
        links = {link["rectification_id"] for link in now["rectification_links"] if link["problem_id"] == one["id"]}
        gone = list(self._gone(now, one))
        told = rebuilt.problem(events, self.units[one["numbered_by"]], [served[id_] for id_ in links], gone, self.homes)
        responsible = " ".join(filter(None, (one["department"], self.names.get(one["assignee_id"], ""))))
        assert told == {name: one.get(name) for name in told} | {
            "unit": self.units[one["unit_id"]], "must": one["must_since"] is not None, "responsible": responsible,
            "due_on": _said(one["due_on"]), "handed_to": self.units.get(one["handed_to"], one["handed_body"]),
        }, one["full_number"]  # fmt: skip
        for column, steps in rebuilt.amended(events).items():
            assert all(one_step[1] == after[0] for one_step, after in pairwise(steps)) and steps[-1][1] == one[column], column
        assert one["take_by"] is None or one["state"] in ("handed", "new"), "nobody is to take it any more"
        assert (one["state"] == "handed") == bool(one["handed_to"] or one["handed_body"])
        if one["state"] == "closed" and not (links or any(each["state"] == "closed" for each in gone)):
            assert any(event["verb"] == "settled" for event in events), "closed by itself"

    def _gone(self, now: Held, one: Row) -> Iterable[rebuilt.Facts]:
        """The rectifications that it parted with: what their histories said before that ended them."""
        for rectification in now["rectifications"]:
            events = now.of(rectification)
            for at, event in enumerate(events):
                if event["verb"] == "left" and event["detail"]["number"] == one["full_number"]:
                    ended = events[at - 1]["verb"] == "cancelled" and events[at - 1]["by"] is None
                    then = rebuilt.rectification(events[: at - ended], self.names)
                    yield then | {"serial": rectification["serial"], "parted": event["id"]}


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""


def _every_entry_has_one_row(now: Held, written: dict[str, list[str]]) -> None:
    for kind in ("problem", "need"):
        rows = [row["id"] for row in now[f"{kind}s"] if row["source"] in ("walk", "counter")]
        assert sorted(rows) == sorted(written[kind]), kind


def _phones(now: Held, taken: set[str]) -> None:
    """What a phone brought is done once, or kept with the reason, whatever became of the rectification."""
    assert {row["entry_id"] for row in now["rectification_entries"]} == taken
    done: set[tuple[str, int]] = set()
    for row in now["rectification_entries"]:
        assert (row["outcome"], bool(row["message"])) in (("done", False), ("kept", True)), row
        if row["event"] is not None:
            event = now.events[row["rectification_id"]][row["event"] - 1]
            assert event["by"] == row["author_id"] and event["verb"] in DONE_BY.values()
            assert (row["rectification_id"], row["event"]) not in done, "two entries, one thing done"
            done.add((row["rectification_id"], row["event"]))


def lights(lines: Iterable[Any]) -> None:
    """What is shown: no red one without a day that is over, and none where nobody waits any more."""
    for one in lines:
        light = getattr(one, "light", None)
        if light is not None and light.tint == "red":
            days = [day for day in (one.due_on, getattr(one, "take_by", None)) if day]
            assert min(days, default=date.max) < clock.today(), one.full_number
            assert one.state not in ("closed", "cancelled", "ongoing", "submitted", "withdrawn", "untrue", "elsewhere")
