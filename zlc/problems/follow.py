"""The problem list follows the journal: called in the folding transaction for each walk that was folded."""

from collections.abc import Callable, Sequence
from typing import Any

from zlc import sql
from zlc.problems import facts
from zlc.problems.amended import Amendment, Columns, entries_of
from zlc.problems.following import Following
from zlc.problems.found_by import words_of
from zlc.problems.models import Problem, ProblemEvent
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import EntryState
from zlc.walks.journal import commits
from zlc.walks.models import Walk

_moved: list[Callable[[Problem], None]] = []
FOLLOWED = ["walk", "counter"]  # of `source`: what a person accepted stays 拟记


class FollowingProblems(Following):
    model, event, kind = Problem, ProblemEvent, "problem"
    withdrawable = ("new", "handed")
    facts = (
        "text", "category", "stage", "stage_entry", "check_item", "severity", "found_at", "matter_id",
        "matter_name", "place", "photo_count",
    )  # fmt: skip

    def columns_of(self, state: WalkState, fields: Columns) -> Columns:
        return facts.columns_of(state, fields)

    def facts_of(self, _walk: Walk, state: WalkState, entry_id: str) -> Columns:
        return facts.facts_of(state, entry_id)

    def arrival(self, walk: Walk) -> Columns:
        return {
            "department": "", "source": _source(walk), "rectification_count": 0, "handed_body": "", "sent_back": 0, "passed_on": False,
        }  # fmt: skip

    def moved(self, row: Problem) -> None:
        """Nobody there is responsible yet, and whom it was handed to by its old unit has nothing to take."""
        row.assignee, row.assignee_id, row.department, row.due_on = None, None, "", None
        if row.state in ("rectifying", "solved"):
            row.state = "confirmed"
        row.lapse()
        leave_behind(row)

    def stays(self, row: Problem) -> bool:
        """One that the office left with its unit, for good, parts with its walk when that goes."""
        if row.ruled_at and not row.passed_on:
            row.passed_on = True
            row.touch()
        return row.passed_on

    def is_void(self, row: Problem, entry: EntryState, about: list[Amendment]) -> bool:
        """One that another unit took goes on where that unit said so: it writes nothing into a walk that is not its own."""
        return entry.void and not (row.passed_on and all(one.id in row.settled for one in about if "void" in one.said.set))

    def withdrawn(self, row: Problem) -> None:
        row.lapse("withdrawn")

    def publish(self, changed: Sequence[Problem], came: list[Columns]) -> None:
        _publish(changed, came)


def on_moved(leave: Callable[[Problem], None]) -> None:
    """`leave` is called with each problem that is another unit's now, which the problem names by then."""
    _moved.append(leave)


def leave_behind(problem: Problem) -> None:
    for leave in _moved:
        leave(problem)


_following = FollowingProblems()


def follow(walk: Walk, state: WalkState) -> None:
    _following.follow(walk, state)
    if entries_of(state, _following.kind):  # what came before its walk's opening came from no session yet
        said = _source(walk)
        sql.rows("update problems set source = ? where walk_id = ? and source in ? and source <> ?", said, walk.id, FOLLOWED, said)


def _source(walk: Walk) -> str:
    return "counter" if walk.counter else "walk"


def _publish(changed: Sequence[Problem], came: list[dict[str, Any]]) -> None:
    """One commit for all rows that changed or came, and their words for the search."""
    commit = commits.take([*(row.id for row in changed), *(row["id"] for row in came)])
    for n, row in enumerate(changed):
        row.commit, row.n = commit, n
        row.haystack = row.searchable()
    for n, new in enumerate(came, start=len(changed)):
        new |= {"commit": commit, "n": n, "haystack": words_of(new)}
