"""One way from the fold to a row, for every list that follows the journal: problems, needs.

A list says of which kind of entry its rows are, what a row takes from one, and how it is numbered; the rest is the same. Folding
the same entries again changes nothing. A row's id is its entry's id; while 新 it follows the journal, and once it is `frozen` it is
the desk's: what is amended later waits beside it.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from zlc import clock, sql, sql_rows
from zlc.accounts.models import Unit
from zlc.database import db
from zlc.problems import numbers
from zlc.problems.amended import Amendment, Columns, by_target, entries_of, photos_of, who_struck
from zlc.problems.counting import Counter
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import EntryState
from zlc.walks.journal import handovers
from zlc.walks.models import Walk


class Following:
    """How one list follows. `kind`: of the entries that become rows; `facts`: the columns that a row takes from its entry;
    `event`: the model of its history."""

    model: Any
    event: Any
    kind: str
    facts: tuple[str, ...]
    kept_up: tuple[str, ...] = ("photo_count", "place")  # what a frozen row takes over all the same
    withdrawable: tuple[str, ...] = ("new",)  # states in which one whose record is struck out is withdrawn

    def columns_of(self, state: WalkState, fields: Columns) -> Columns:
        """The columns that these fields of an entry say something about, and no others."""
        raise NotImplementedError

    def facts_of(self, walk: Walk, state: WalkState, entry_id: str) -> Columns:
        """Everything a row takes from its entry while 新, but for what all lists take."""
        raise NotImplementedError

    def arrival(self, walk: Walk) -> Columns:
        """What a new row has besides."""
        raise NotImplementedError

    def moved(self, row: Any) -> None:
        """The row's walk was handed to another unit, which the row names by now: what else that changes. Not its number."""
        raise NotImplementedError

    def stays(self, row: Any) -> bool:
        """Whether it no longer goes where its walk goes."""
        return False

    def is_void(self, row: Any, entry: EntryState, about: list[Amendment]) -> bool:
        """Whether its record is struck out, as far as the desk goes by it."""
        return entry.void

    def publish(self, changed: Sequence[Any], came: list[Columns]) -> None:
        """What all rows that changed or came still lack: their words for the search, their place for the phones."""
        raise NotImplementedError

    def follow(self, walk: Walk, state: WalkState) -> None:
        """Make and update the rows of this walk's entries of the kind. The caller commits."""
        found = entries_of(state, self.kind)
        if not found:
            return
        amendments, photos = by_target(state), photos_of(state)
        counter, standing = Counter(self.model), self._standing_of(walk.id)
        of_walk = {"matter_id": walk.matter_id, "matter_name": walk.matter_name, "place": walk.place or ""}
        said = {
            id_: self.facts_of(walk, state, id_) | of_walk | {"found_at": state.entries[id_].time, "photo_count": photos.get(id_, 0)}
            for id_ in found
        }
        settled = {id_: [amendment.id for amendment in amendments.get(id_, [])] for id_ in found}
        found = [
            id_ for id_ in found
            if standing.get(id_) != self._expected(walk.unit_id, state.entries[id_].void, said[id_], settled[id_])
        ]  # fmt: skip
        rows = self._rows(standing.keys() & set(found))
        with db.session.no_autoflush:  # a new row is whole only when it has been published
            changed, came = [], []
            for entry_id in found:
                facts, about = said[entry_id], amendments.get(entry_id, [])
                row = rows.get(entry_id)
                if row is None:
                    came.append(self._new(entry_id, state.entries[entry_id], walk, facts, settled[entry_id], counter))
                elif self._update(row, walk, state, facts, about):
                    changed.append(row)
            if came:
                self._name(walk, came)
            if changed or came:
                self.publish(changed, came)
                sql_rows.insert(self.model, came)
            for new in came:
                if new["struck"]:
                    by, reason, detail = who_struck(amendments.get(new["id"], []))
                    of = {self.model.OF: new["id"]}
                    db.session.add(self.event(**of, n=1, verb="withdrawn", by=by, reason=reason, detail=detail))

    def _standing_of(self, walk_id: str) -> dict[str, tuple[Any, ...]]:
        """What the rows of this walk say that still follow the journal; `_expected` is the same for unchanged ones, which need
        not be touched: a walk of thousands of entries has hundreds of rows, and the next push changes none of them."""
        wanted = f"select id, unit_id, struck, frozen, settled, {','.join(self.facts)} from {self.model.__tablename__} where walk_id = ?"
        return {
            row[0]: (row[1], bool(row[2]), bool(row[3]), json.loads(row[4]) if isinstance(row[4], str) else row[4], *row[5:])
            for row in sql.rows(wanted, walk_id)
        }

    def _expected(self, unit_id: str, void: bool, facts: Columns, settled: list[str]) -> tuple[Any, ...]:
        return (unit_id, void, False, settled, *(facts[name] for name in self.facts))

    def _rows(self, ids: set[str]) -> dict[str, Any]:
        if not ids:
            return {}
        return {row.id: row for row in db.session.scalars(select(self.model).where(self.model.id.in_(ids)))}

    def _new(self, id_: str, entry: EntryState, walk: Walk, facts: Columns, settled: list[str], counter: Counter) -> Columns:
        """A new row's columns, numbered. One that is struck out by now was withdrawn. Who wrote an entry never changes."""
        quarter = numbers.quarter_given(clock.local(facts["found_at"]).date(), clock.today())
        return {
            "id": id_, "recorder_id": entry.by, "walk_id": walk.id, "unit_id": walk.unit_id,
            "quarter": quarter, "arrived_at": clock.now_ms(), "settled": settled, "waiting": [],
            "state": "withdrawn" if entry.void else "new", "frozen": False, "struck": entry.void,
            "number": counter.next(walk.unit_id, quarter), "numbered_by": walk.unit_id, "serial": counter.serial(),
            **self.arrival(walk), **facts,
        }  # fmt: skip

    def _name(self, walk: Walk, came: list[Columns]) -> None:
        short = sql.rows("select short from units where id = ?", walk.unit_id)[0][0]
        for new in came:
            new["full_number"] = numbers.full_number(new["quarter"], short, new["number"], self.model.CALLED)

    def _update(self, row: Any, walk: Walk, state: WalkState, facts: Columns, about: list[Amendment]) -> bool:
        """Whether anything changed. A frozen row takes over nothing but its photos, and where its walk took place."""
        changes = [
            self._move(row, walk.unit_id),
            _set(row, {name: facts[name] for name in self.kept_up} if row.frozen else facts),
            self._settle(row, state, about),
            self._strike(row, self.is_void(row, state.entries[row.id], about), about),
        ]
        return any(changes)

    def _settle(self, row: Any, state: WalkState, about: list[Amendment]) -> bool:
        """Before it is frozen every amendment is in the values; afterwards new ones wait beside them."""
        if not row.frozen:
            return _set(row, {"settled": [amendment.id for amendment in about]})
        waiting = []
        for amendment in about:
            columns = self._amended_columns(state, amendment)
            if columns and amendment.said.effective and amendment.id not in row.settled:
                said = amendment.said
                waiting.append({"id": amendment.id, "by": said.by, "time": said.time, "reason": said.reason, "set": columns})
        return _set(row, {"waiting": waiting})

    def _amended_columns(self, state: WalkState, amendment: Amendment) -> Columns:
        fields = {field: change["value"] for field, change in amendment.said.set.items()}
        columns = self.columns_of(state, fields)
        if "at" in fields:
            columns["found_at"] = state.entries[amendment.said.target].time
        return columns

    def _move(self, row: Any, unit_id: str) -> bool:
        """The walk was handed to another unit: its rows go along."""
        if row.unit_id == unit_id or self.stays(row):
            return False
        old = db.session.get(Unit, row.unit_id)
        row.unit_id, row.unit = unit_id, db.session.get_one(Unit, unit_id)
        self.moved(row)
        taken = handovers.last_taken(row.walk_id)
        row.happened("moved", taken.by if taken else None, number=row.full_number, unit=old.name if old else "")
        return True

    def withdrawn(self, row: Any) -> None:
        """It is withdrawn now: what else that ends."""

    def _strike(self, row: Any, void: bool, about: list[Amendment]) -> bool:
        """Struck out before the desk took it: 已撤回. Later: it stays, flagged, for a person to decide."""
        if void == row.struck:
            return False
        row.struck = void
        by, reason, detail = who_struck(about)
        if row.struck and not row.frozen and row.state in self.withdrawable:
            row.state = "withdrawn"
            self.withdrawn(row)
            row.happened("withdrawn", by, reason, **detail)
        elif not row.struck and row.state == "withdrawn":
            row.state = "new"
            row.happened("restored", by, reason)
        else:
            row.happened("struck" if row.struck else "unstruck", by, reason, **detail)
        return True


def _set(row: Any, columns: Columns) -> bool:
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
