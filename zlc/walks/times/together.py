"""An applicant's walk and a counter session at the same window and time, set beside each other: what the window did
while somebody waited. Pure: both come as the fold's states. Instants are unix ms, lengths ms."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from zlc import clock
from zlc.walks.fold.state import CaseState, WalkState
from zlc.walks.times.durations import outside
from zlc.walks.times.minutes import shares
from zlc.walks.times.timeline import end_of

Doing = Literal["service", "idle", "paused"]
IN_THE_HALL = ("waiting", "served", "own_work")


class Stretch(NamedTuple):
    """What the window did; `case` while it served one."""

    doing: Doing
    begins: int
    ends: int
    case: CaseState | None = None


class Waited(NamedTuple):
    """The applicant's waiting, by what the window did meanwhile; `unobserved` is the rest. `served`: how many cases."""

    total: int
    service: int
    idle: int
    paused: int
    served: int

    @property
    def unobserved(self) -> int:
        return self.total - self.service - self.idle - self.paused

    @property
    def said(self) -> dict[str, int]:
        """The same in whole minutes, which add up to the `total`'s."""
        parts = shares([self.service, self.idle, self.paused, self.unobserved])
        return {"total": self.total, **dict(zip(("service", "idle", "paused", "unobserved"), parts, strict=True))}


def last_of(state: WalkState) -> int:
    """When the walk or session ended, or what was written down last."""
    times = [entry.time for entry in state.entries.values()]
    return state.ends or max(times, default=state.begins or 0)


def stretches_of(session: WalkState) -> list[Stretch]:
    """The window's time in order: cases without their pauses, the idle time between them, and the pauses. Before the
    first call and after the last end nobody saw (未观察)."""
    counter = session.counter
    if counter is None or not (called := counter.called):
        return []
    until, begins, pauses = last_of(session), called[0][0], counter.pauses
    found: list[Stretch] = []
    reached = begins
    for call, case in called:
        ends = end_of(case, until)
        found += [Stretch("idle", *part) for part in outside(reached, call, pauses)]
        found += [Stretch("service", *part, case) for part in outside(call, ends, pauses)]
        reached = max(reached, ends)
    for pause in pauses:
        start, stop = max(begins, pause.begins), min(reached, until if pause.ends is None else pause.ends)
        if stop > start:
            found.append(Stretch("paused", start, stop))
    return sorted(found, key=lambda stretch: stretch.begins)


def hall_time(walk: WalkState) -> list[tuple[int, int]]:
    """When the applicant was in the hall."""
    last = last_of(walk)
    return [
        (span.begins, end_of(span, last))
        for span in walk.spans
        if span.kind in IN_THE_HALL
    ]


def shared(walk: WalkState, session: WalkState) -> tuple[int, int] | None:
    """From when to when both are shown: the session, and the applicant's hall time that overlaps it; None when they
    were never there at once."""
    if session.begins is None:
        return None
    begins, ends = session.begins, last_of(session)
    meeting = [part for part in hall_time(walk) if part[0] <= ends and part[1] >= begins]
    if not meeting:
        return None
    return min(begins, *(part[0] for part in meeting)), max(ends, *(part[1] for part in meeting))


def case_of_ticket(walk: WalkState, session: WalkState) -> CaseState | None:
    """The case that was called by the number which the applicant drew on that day."""
    drawn = {
        (plain_label(entry.fields.get("number")), clock.local(entry.time).date())
        for entry in walk.entries.values()
        if entry.kind == "ticket" and not entry.void
    }
    for case in session.cases:
        label = plain_label(case.ticket)
        if label and case.begins is not None and (label, clock.local(case.begins).date()) in drawn:
            return case
    return None


def plain_label(label: Any) -> str:
    """「Ａ087 」 and 「a087」 are one number, 「3 号窗口」 and 「3号窗口」 one window."""
    return "".join(normalize("NFKC", str("" if label is None else label)).upper().split())


def waited(walk: WalkState, stretches: Iterable[Stretch], begins: int, ends: int) -> Waited:
    """What the window did while the applicant waited, between two instants."""
    last = last_of(walk)
    waiting = [
        (max(begins, span.begins), min(ends, end_of(span, last)))
        for span in walk.spans
        if span.kind == "waiting"
    ]
    waiting = [(start, stop) for start, stop in waiting if stop > start]
    sums = {"service": 0, "idle": 0, "paused": 0}
    served = set()
    for stretch in stretches:
        both = sum(max(0, min(stop, stretch.ends) - max(start, stretch.begins)) for start, stop in waiting)
        sums[stretch.doing] += both
        if both and stretch.case is not None:
            served.add(stretch.case.case)
    return Waited(sum(stop - start for start, stop in waiting), **sums, served=len(served))
