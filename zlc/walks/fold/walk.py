"""The parts of the fold put together."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zlc.walks.entries.entry import Known
from zlc.walks.fold.amendments import Settled, settle
from zlc.walks.fold.counter import counter_of
from zlc.walks.fold.flags import flagged_of
from zlc.walks.fold.line import Line, line_of
from zlc.walks.fold.reached import reached_of
from zlc.walks.fold.spans import Course, totals_of
from zlc.walks.fold.state import AmendmentState, EntryState, OpenState, Status, WalkState
from zlc.walks.fold.stopped import stopped_of
from zlc.walks.fold.times import times_of


def _entries(known: Iterable[Known], walk: str) -> dict[str, Known]:
    """One entry per id, in the order of ids, so that equal sets give equal bytes; of an entry told twice, the copy
    whose at_server is known."""
    entries: dict[str, Known] = {}
    for entry in sorted(known, key=lambda entry: entry.id):
        if entry.body.walk != walk:
            continue
        other = entries.get(entry.id)
        if other is None or _told(entry) < _told(other):
            entries[entry.id] = entry
    return entries


def _told(entry: Known) -> float:
    return math.inf if entry.at_server is None else entry.at_server


def _lines(entries: Mapping[str, Known], settled: Settled) -> list[Line]:
    amended_at = {id_: fields["at"].value for id_, fields in settled.shown.items() if "at" in fields}
    times = times_of(entries.values(), amended_at)
    lines = [line_of(entry, settled.shown.get(id_, {}), times[id_]) for id_, entry in entries.items()]
    return sorted(lines, key=lambda line: (line.time, line.id))


NAMES_ANOTHER = {"amend": "target", "photo": "of"}


@dataclass(slots=True)
class _Walk:
    """The lines in order, and what bounds them."""

    id: str
    entries: Mapping[str, Known]
    lines: list[Line]

    @property
    def open(self) -> Line | None:
        """The first that stands; a struck one only where all are: else a second one of somebody else's, moved before the
        first and struck out, would make the walk 作废."""
        opens = [line for line in self.lines if line.kind == "open"]
        return next((line for line in opens if not line.void), opens[0] if opens else None)

    @property
    def finish(self) -> Line | None:
        return next((line for line in self.lines if line.kind == "finish" and not line.void), None)

    def until(self, finish: Line | None) -> list[Line]:
        return self.lines if finish is None else self.lines[: self.lines.index(finish)]

    def ids(self) -> dict[str, list[str]]:
        """By kind, the entries that stand."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            if not line.void:
                found.setdefault(line.kind, []).append(line.id)
        return found


def _waits_for(line: Line, walk: _Walk, opened: bool) -> str | None:
    field = NAMES_ANOTHER.get(line.kind)
    named = None if field is None else line.fields.get(field)
    if named is not None and named not in walk.entries:
        return str(named)
    return None if opened or line.kind == "open" else walk.id


def _entry_states(walk: _Walk, opened: bool) -> dict[str, EntryState]:
    flagged = flagged_of(walk.lines)
    return {
        line.id: EntryState(
            kind=line.kind, by=line.body.by, how=line.body.how, time=line.time, recorded_at=line.body.at,
            certainty=line.certainty, void=line.void, undone=line.undone, fields=line.fields,
            amended=line.amended, waits_for=_waits_for(line, walk, opened), flagged=line.id in flagged,
        )
        for line in walk.lines
    }


def _amendment_states(lines: list[Line], effective: set[str]) -> dict[str, AmendmentState]:
    return {
        line.id: AmendmentState(
            target=line.fields["target"], set=line.fields["set"], reason=line.fields["reason"],
            time=line.time, by=line.body.by, effective=line.id in effective,
        )
        for line in lines if line.kind == "amend"
    }


def _status(open_: Line | None, finish: Line | None) -> Status:
    if open_ is None:
        return "waiting_open"
    if open_.void:
        return "void"
    return "under_way" if finish is None else "finished"


def _course(lines: list[Line], finish: Line | None) -> Course:
    course = Course()
    for line in lines:
        course.take(line)
    if finish is not None:
        course.finish(finish)
    return course


def fold(known: Iterable[Known], walk: str | None = None) -> WalkState:
    """The state of `walk`; entries of other walks are left aside. Without `walk`: the least entry's."""
    known = list(known)
    if walk is None:
        walk = min(known, key=lambda entry: entry.id).body.walk if known else ""
    entries = _entries(known, walk)
    settled = settle(entries, [entry for entry in entries.values() if entry.body.kind == "amend"])
    return _state(_Walk(walk, entries, _lines(entries, settled)), settled)


def _state(walk: _Walk, settled: Settled) -> WalkState:
    open_, finish = walk.open, walk.finish
    within = walk.until(finish)
    fields = {} if open_ is None else open_.fields
    at_counter = fields.get("as") == "counter"
    course = _course([] if at_counter else within, finish)
    opened = None if open_ is None else open_.time
    ends = None if finish is None else finish.time
    outcomes = [line for line in walk.lines if line.kind == "outcome" and not line.void]
    status = _status(open_, finish)
    ids = walk.ids()
    return WalkState(
        walk=walk.id, status=status, as_=fields.get("as"),
        open=None if open_ is None else OpenState(open_.id, open_.body.by, fields),
        order=[line.id for line in walk.lines], entries=_entry_states(walk, open_ is not None),
        amendments=_amendment_states(walk.lines, settled.effective), conflicts=settled.conflicts,
        spans=course.spans, totals=totals_of(course.spans),
        trips=0 if fields.get("channel") == "online" else len(course.visits),
        visit=course.visit, away=course.away, running=course.running,
        begins=course.spans[0].begins if course.spans else opened, ends=ends,
        result=outcomes[-1].fields["result"] if outcomes else None, reached=reached_of(walk.lines, finish, status, at_counter),
        stopped=[] if at_counter else stopped_of(within, ends, fields.get("channel") == "online"),
        problems=ids.get("problem", []), needs=ids.get("need", []), photos=ids.get("photo", []),
        materials=ids.get("material", []), notes=ids.get("note", []),
        counter=counter_of(within, opened, ends) if at_counter else None,
    )
