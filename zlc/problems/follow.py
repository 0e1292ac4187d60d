"""The problem list follows the journal: called in the folding transaction for each walk that was folded.

Folding the same entries again changes nothing; only rows that changed get a new place for the cursor.
"""

from typing import Any, NamedTuple

from sqlalchemy import select

from zlc import sql, sql_rows
from zlc.accounts.models import Unit
from zlc.database import db
from zlc.problems.arrivals import arrival, expected, standing_of
from zlc.problems.facts import columns_of, facts_of, photos_of
from zlc.problems.found_by import words_of
from zlc.problems.models import Problem, ProblemEvent
from zlc.search.index import next_serial
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import AmendmentState, EntryState
from zlc.walks.journal import commits, handovers
from zlc.walks.journal.held import HeldDecision
from zlc.walks.models import Walk


class Amendment(NamedTuple):
    id: str
    said: AmendmentState


def follow(walk: Walk, state: WalkState) -> None:
    """Make and update the rows of this walk's problem entries. The caller commits."""
    found = _problem_entries(state)
    if not found:
        return
    amendments, photos = _by_target(state), photos_of(state)
    matter = walk.matter_id, walk.matter_name
    counter, standing = Counter(), standing_of(walk.id)
    about_walk = {"place": walk.place or ""}
    said = {id_: facts_of(state, id_, matter) | about_walk | {"photo_count": photos.get(id_, 0)} for id_ in found}
    settled = {id_: [amendment.id for amendment in amendments.get(id_, [])] for id_ in found}
    found = [
        id_ for id_ in found
        if standing.get(id_) != expected(walk.unit_id, state.entries[id_].void, said[id_], settled[id_])
    ]  # fmt: skip
    rows = _rows(standing.keys() & set(found))
    with db.session.no_autoflush:  # a new row is whole only when _publish has given it its commit
        changed, came = [], []
        for entry_id in found:
            facts, about = said[entry_id], amendments.get(entry_id, [])
            row = rows.get(entry_id)
            if row is None:
                new = arrival(entry_id, walk, facts, settled[entry_id], state.entries[entry_id].void)
                came.append(new | {"number": counter.next(walk.unit_id, new["quarter"]), "serial": counter.serial()})
            elif _update(row, walk, state, facts, about, counter):
                changed.append(row)
        _publish(changed, came)
        for new in came:
            if new["struck"]:
                by, reason, detail = _who_struck(amendments.get(new["id"], []))
                db.session.add(ProblemEvent(problem_id=new["id"], n=1, verb="withdrawn", by=by, reason=reason, detail=detail))


def _rows(ids: set[str]) -> dict[str, Problem]:
    if not ids:
        return {}
    return {row.id: row for row in db.session.scalars(select(Problem).where(Problem.id.in_(ids)))}


def _problem_entries(state: WalkState) -> list[str]:
    """The problem entries in the walk's order, struck ones too: their rows stay."""
    found = [(entry.time, id_) for id_, entry in state.entries.items() if entry.kind == "problem"]
    return [entry_id for _, entry_id in sorted(found)]


def _by_target(state: WalkState) -> dict[str, list[Amendment]]:
    """Target → its amendments, each with its own id, oldest first."""
    about: dict[str, list[Amendment]] = {}
    for amend_id, said in state.amendments.items():
        about.setdefault(said.target, []).append(Amendment(amend_id, said))
    for listed in about.values():
        listed.sort(key=lambda amendment: (amendment.said.time, amendment.id))
    return about


class Counter:
    """The next number of a unit's quarter, and the next serial. Folding holds the commit lock, so nobody else is counting."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], int] = {}
        self._serial = 0

    def next(self, unit_id: str, quarter: str) -> int:
        key = unit_id, quarter
        if key not in self._last:
            used = "select max(number) from problems where unit_id = ? and quarter = ?"
            self._last[key] = sql.rows(used, unit_id, quarter)[0][0] or 0
        self._last[key] += 1
        return self._last[key]

    def serial(self) -> int:
        self._serial = self._serial + 1 if self._serial else next_serial(Problem)
        return self._serial


def _update(
    row: Problem, walk: Walk, state: WalkState, facts: dict[str, Any], about: list[Amendment], counter: Counter
) -> bool:
    """Whether anything changed. A confirmed row takes over nothing but its photos, and where its walk took place."""
    frozen_facts = {name: facts[name] for name in ("photo_count", "place")}
    changes = [
        _move(row, walk.unit_id, counter),
        _set(row, frozen_facts if row.frozen else facts),
        _settle(row, state, about),
        _strike(row, state.entries[row.id], about),
    ]
    return any(changes)


def _set(row: Problem, columns: dict[str, Any]) -> bool:
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _settle(row: Problem, state: WalkState, about: list[Amendment]) -> bool:
    """Before the confirmation every amendment is in the values; afterwards new ones wait beside them."""
    if not row.frozen:
        return _set(row, {"settled": [amendment.id for amendment in about]})
    waiting = []
    for amendment in about:
        columns = _amended_columns(state, amendment)
        if columns and amendment.said.effective and amendment.id not in row.settled:
            said = amendment.said
            waiting.append({"id": amendment.id, "by": said.by, "time": said.time, "reason": said.reason, "set": columns})
    return _set(row, {"waiting": waiting})


def _amended_columns(state: WalkState, amendment: Amendment) -> dict[str, Any]:
    fields = {field: change["value"] for field, change in amendment.said.set.items()}
    columns = columns_of(state, fields)
    if "at" in fields:
        columns["found_at"] = state.entries[amendment.said.target].time
    return columns


def _strike(row: Problem, entry: EntryState, about: list[Amendment]) -> bool:
    """Struck out while 新发现: 已撤回. Later: it stays, flagged, for a person to decide."""
    if entry.void == row.struck:
        return False
    row.struck = entry.void
    by, reason, detail = _who_struck(about)
    if row.struck and row.state == "new":
        row.state = "withdrawn"
        row.happened("withdrawn", by, reason, **detail)
    elif not row.struck and row.state == "withdrawn":
        row.state = "new"
        row.happened("restored", by, reason)
    else:
        row.happened("struck" if row.struck else "unstruck", by, reason, **detail)
    return True


def _who_struck(about: list[Amendment]) -> tuple[str | None, str, dict[str, Any]]:
    """Who struck it out, or took that back, why, and who agreed to it."""
    last = next((a for a in reversed(about) if a.said.effective and "void" in a.said.set), None)
    if last is None:
        return None, "", {}
    agreed = db.session.get(HeldDecision, last.id)
    return last.said.by, last.said.reason, {"agreed_by": agreed.by} if agreed and agreed.by else {}


def _move(row: Problem, unit_id: str, counter: Counter) -> bool:
    """The walk was handed to another unit: its problems go along and are numbered there."""
    if row.unit_id == unit_id:
        return False
    old = db.session.get(Unit, row.unit_id)
    number = row.full_number
    row.number = counter.next(unit_id, row.quarter)
    row.unit_id = unit_id
    row.unit = db.session.get_one(Unit, unit_id)
    row.assignee, row.assignee_id, row.department = None, None, ""
    if row.state == "rectifying":
        row.state, row.due_on = "confirmed", None
    taken = handovers.last_taken(row.walk_id)
    row.happened("moved", taken.by if taken else None, number=number, unit=old.name if old else "")
    return True


def _publish(changed: list[Problem], came: list[dict[str, Any]]) -> None:
    """One commit for all rows that changed or came, and their words for the search."""
    if not changed and not came:
        return
    commit = commits.take([*(row.id for row in changed), *(row["id"] for row in came)])
    for n, row in enumerate(changed):
        row.commit, row.n = commit, n
        row.haystack = row.searchable()
    short = sql.rows("select short from units where id = ?", came[0]["unit_id"])[0][0] if came else ""
    for n, new in enumerate(came, start=len(changed)):
        new |= {"commit": commit, "n": n, "haystack": words_of(new, short)}
    sql_rows.insert(Problem, came)
