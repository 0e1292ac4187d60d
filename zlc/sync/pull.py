"""What changed since a phone last asked: entries and problems of its person's scope, in commit order."""

import hashlib
import re
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, tuple_

from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.models import Problem
from zlc.walks.journal import commits, restricted
from zlc.walks.models import Departure, Entry, Walk

PAGE, MOST = 500, 1000
LAST_N = 2**31 - 1  # greater than any place inside a commit
PLACE = re.compile(r"[0-9]{1,18}")  # isdigit() also takes 「²」, which is no number


class Cursor(NamedTuple):
    """A place in the commit order, and what proves that the order is still the same one."""

    commit: int
    n: int
    chain: str
    scope: str

    def __str__(self) -> str:
        return f"{self.commit}.{self.n}.{self.chain}.{self.scope}"


def _scope_word(person: Person) -> str:
    return hashlib.sha256(person.scope.encode()).hexdigest()[:8]


def _cursor_at(commit: int, n: int, person: Person) -> Cursor:
    return Cursor(commit, n, (commits.chain_at(commit) or "")[:8], _scope_word(person))


def _read(text: str, person: Person) -> Cursor | None:
    """The cursor, or None when it does not hold here and now: another history, role, or unit."""
    parts = text.split(".")
    if len(parts) != 4 or not (PLACE.fullmatch(parts[0]) and PLACE.fullmatch(parts[1].removeprefix("-"))):
        return None
    cursor = Cursor(int(parts[0]), int(parts[1]), parts[2], parts[3])
    return cursor if cursor == _cursor_at(cursor.commit, cursor.n, person) else None


def changes(person: Person, text: str, limit: int) -> dict[str, Any]:
    """One page of changes (docs/sync.md, GET /changes). Pages never skip or repeat a row."""
    start = Cursor(0, -1, "", "")
    known = _read(text, person) if text else start
    if known is None:
        return _page(person, start, 0, reset=True)
    return _page(person, known, min(max(limit, 1), MOST), reset=False)


def _page(person: Person, start: Cursor, limit: int, *, reset: bool) -> dict[str, Any]:
    # Read first: everything up to here is committed and visible to the statements below, whatever
    # is committed meanwhile; that belongs to the next pull.
    end = commits.latest()
    mine = Problem.visible_to(person).with_only_columns(Problem.id)
    walks = Walk.visible_to(person).with_only_columns(Walk.id)
    entries = _between(Entry, start, end, limit, Entry.status == "stored", Entry.walk_id.in_(walks))
    problems = _between(Problem, start, end, limit, Problem.id.in_(mine))
    rows = sorted([*entries, *problems], key=lambda row: (row.commit, row.n))
    more = len(rows) > limit and not reset
    rows = rows[:limit]
    withheld = restricted.withheld(person, [row for row in rows if isinstance(row, Entry)])
    commit, n = (rows[-1].commit, rows[-1].n) if more else (end, LAST_N)
    return {
        "epoch": commits.this_server().epoch,
        "entries": [_entry(row, row.id in withheld) for row in rows if isinstance(row, Entry)],
        "problems": [row.to_wire() for row in rows if isinstance(row, Problem)],
        "gone": _gone(person, start),
        "cursor": "" if reset else str(_cursor_at(commit, n, person)),
        "more": more,
        "reset": reset,
    }


def _between(model: Any, start: Cursor, end: int, limit: int, *where: ColumnElement[bool]) -> list[Any]:
    """One row more than `limit`, to know whether there are more; none at all for a limit of 0."""
    place = tuple_(model.commit, model.n)
    rows = select(model).where(place > (start.commit, start.n), model.commit <= end, *where)
    return list(db.session.scalars(rows.order_by(model.commit, model.n).limit(limit + 1))) if limit else []


def _entry(row: Entry, withheld: bool) -> dict[str, Any]:
    body = None if row.body is None or withheld else row.body.decode("utf-8", "surrogatepass")
    told = {
        "id": row.id, "seq": row.seq, "hash": row.hash, "chain": row.chain, "body": body,
        "device": row.device_id, "at_server": row.at_server, "commit": row.commit,
    }  # fmt: skip
    return {**told, "restricted": True, "walk": row.walk_id, "kind": row.kind} if withheld else told


def _gone(person: Person, start: Cursor) -> list[str]:
    """Walks that left the person's unit and have not come back."""
    if person.reads_all_units:
        return []
    left = select(Departure.walk_id).where(
        Departure.unit_id == person.unit_id, Departure.commit > start.commit
    )
    here = select(Walk.id).where(Walk.unit_id == person.unit_id)
    return sorted(set(db.session.scalars(left.where(Departure.walk_id.not_in(here)))))
