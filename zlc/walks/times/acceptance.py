"""When the office's clock begins to run (受理), and whose the days before it are: docs/sync.md, Whose day. Instants are
unix ms."""

from typing import NamedTuple

from zlc.walks.fold.state import EntryState, WalkState
from zlc.walks.times.durations import Calendar, working_days

# 行政许可法第三十二条: all that is missing is told on the spot or within five working days, once; told later, the papers
# count as accepted from the day on which they came.
DAYS_TO_TELL = 5


class Accepted(NamedTuple):
    """`late`: nobody said that it was accepted by then, 补正 was told too late."""

    at: int
    late: bool


def accepted_of(state: WalkState, calendar: Calendar) -> Accepted | None:
    """When the papers were accepted; None as far as nobody knows that they were."""
    marks = _marks(state)
    said = next((mark.time for mark in marks if _says(mark) == "accepted"), None)
    at = _taken_in(marks) if said is None else said
    for came, told in _told(state, marks):
        if (at is None or came < at) and working_days(came, told, calendar).days > DAYS_TO_TELL:
            return Accepted(came, late=True)
    return None if at is None else Accepted(at, late=False)


def _marks(state: WalkState) -> list[EntryState]:
    """The stages and outcomes that stand, in order."""
    entries = [state.entries[entry_id] for entry_id in state.order]
    return [entry for entry in entries if entry.kind in ("stage", "outcome") and not entry.void]


def _says(mark: EntryState) -> str:
    return str(mark.fields.get("result")) if mark.kind == "outcome" else ""


def _taken_in(marks: list[EntryState]) -> int | None:
    """Where nobody wrote down the acceptance: the first time at the window that was not answered with 补正 there and then;
    if each was, the first."""
    begun: list[int] = []
    kept: int | None = None
    for mark in marks:
        if mark.kind == "stage" and kept is not None:
            return kept
        if mark.fields.get("stage") == "acceptance" and mark.kind == "stage":
            kept = mark.time
            begun.append(kept)
        elif _says(mark) == "supplement":
            kept = None
    return kept if kept is not None else next(iter(begun), None)


def _told(state: WalkState, marks: list[EntryState]) -> list[tuple[int, int]]:
    """(when the papers came, when 补正 of them was told), each notice that answers papers the office had."""
    found, came = [], None
    for mark in marks:
        if _is_handing_in(state, mark):
            came = mark.time if came is None else came
        elif _says(mark) == "supplement" and came is not None:
            found.append((came, mark.time))
            came = None
    return found


def _is_handing_in(state: WalkState, mark: EntryState) -> bool:
    """At the window; on line by waiting for 预审, where who queues has handed in."""
    stage = mark.fields.get("stage") if mark.kind == "stage" else None
    return stage == "acceptance" or (stage == "queue" and state.opening.get("channel") == "online")


def held_before(state: WalkState, accepted: Accepted | None) -> list[tuple[int, int]]:
    """The stretches before the acceptance in which the office had the papers and looked them through (预审): its own days,
    never the applicant's. Only of what was handed in on line: at a window one stands beside it."""
    if state.opening.get("channel") != "online":
        return []
    until = accepted.at if accepted else None
    spans = [(span.begins, span.ends) for span in state.spans if span.stage == "queue" and span.ends is not None]
    cut = [(begins, ends if until is None else min(ends, until)) for begins, ends in spans]
    return [(begins, ends) for begins, ends in cut if ends > begins]
