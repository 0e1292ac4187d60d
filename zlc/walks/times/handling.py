"""How long a walk took in the three ways of counting: total, the office's, and what the clock stood still for 补正
and special procedures (行政许可法第四十五条). Instants are unix ms, lengths ms."""

from typing import NamedTuple

from zlc.walks.fold.reached import ANSWERS
from zlc.walks.fold.state import EntryState, WalkState
from zlc.walks.times.acceptance import accepted_of
from zlc.walks.times.durations import (
    Calendar,
    calendar_time,
    covered,
    net_time,
    outside,
    working_days,
)
from zlc.walks.times.minutes import rounded, taken


class Length(NamedTuple):
    """One stretch in the three ways of counting. `known` False: 「未含调休」, weekends only. `stopped_said`: the stops as
    each of them is said, together."""

    begins: int
    ends: int
    calendar: int
    working_days: int
    known: bool
    net: int
    net_working_days: int
    stopped_said: int

    @property
    def stopped(self) -> int:
        return self.calendar - self.net

    @property
    def net_said(self) -> int:
        """As it is said beside the whole and what was stopped."""
        return taken(self.calendar, self.stopped_said)

    @property
    def stopped_working_days(self) -> int:
        return self.working_days - self.net_working_days


def length_of(begins: int | None, ends: int | None, state: WalkState, calendar: Calendar) -> Length | None:
    """Calendar time, working days and time net of the stopped clock; None while one end is missing, and where nothing lies between."""
    if begins is None or ends is None or ends <= begins:  # an answer before the acceptance measures nothing
        return None
    worked = working_days(begins, ends, calendar)
    # The first day of a stretch does not count, so the days of its parts add up to those of the whole.
    stops = covered(begins, ends, state.stopped)
    stood = sum(working_days(*part, calendar).days for part in stops)
    return Length(
        begins, ends, calendar_time(begins, ends), worked.days, worked.known,
        net_time(begins, ends, state.stopped), max(0, worked.days - stood),
        sum(rounded(stop - start) for start, stop in stops),
    )  # fmt: skip


def running(length: Length, state: WalkState) -> list[tuple[int, int]]:
    """The stretches in which the office's clock ran."""
    return outside(length.begins, length.ends, state.stopped)


def whole(state: WalkState, calendar: Calendar) -> Length | None:
    """From the first stamp to the end of the walk."""
    return length_of(state.begins, state.ends, state, calendar)


def handling(state: WalkState, calendar: Calendar) -> Length | None:
    """From the acceptance to the result in hand; 补正 in between stops the clock, so `net` counts."""
    accepted = accepted_of(state, calendar)
    answered = [e.time for e in outcomes(state) if e.fields.get("result") in ANSWERS]
    in_hand = [s.begins for s in state.spans if s.instant]
    return length_of(accepted.at if accepted else None, max(answered or in_hand, default=None) or state.ends, state, calendar)


def outcomes(state: WalkState) -> list[EntryState]:
    """The outcomes that stand, in order."""
    entries = [state.entries[entry_id] for entry_id in state.order]
    return [entry for entry in entries if entry.kind == "outcome" and not entry.void]
