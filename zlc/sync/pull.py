"""What changed since a phone last asked: entries and problems of its person's scope, in commit order."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select, select, tuple_

from zlc import sql
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.models import Problem
from zlc.walks.journal import commits, restricted
from zlc.walks.models import Departure, Entry, Walk

PAGE, MOST = 500, 1000
LAST_N = 2**31 - 1  # greater than any place inside a commit
STRETCHES = (1, 8, 64)  # of everybody's entries, in pages, that are looked through for those of one person
WELL_FILLED = 4  # a page that is filled to this part is sent as it is
ENTRY = (
    Entry.commit, Entry.n, Entry.id, Entry.seq, Entry.hash, Entry.chain, Entry.body, Entry.device_id, Entry.at_server,
    Entry.walk_id, Entry.kind, Entry.author_id,
)  # fmt: skip
NTH = 'select "commit" from entries where ("commit", n) > (?, ?) order by "commit", n limit 1 offset ?'
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
    if not -1 <= cursor.n <= LAST_N or cursor.commit > commits.latest():
        return None  # no place that was ever given
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
    rows, upto = _rows(person, start, end, limit) if limit else ([], end)
    full = len(rows) > limit
    rows = rows[:limit]
    withheld = restricted.withheld(person, [row for row in rows if not isinstance(row, Problem)])
    commit, n = (rows[-1].commit, rows[-1].n) if full else (upto, LAST_N)
    return {
        "epoch": commits.epoch(),
        "entries": [_entry(row, row.id in withheld) for row in rows if not isinstance(row, Problem)],
        "problems": [row.to_wire() for row in rows if isinstance(row, Problem)],
        "gone": _gone(person, start),
        "cursor": "" if reset else str(_cursor_at(commit, n, person)),
        "more": full or upto < end,
        "reset": reset,
    }


def _rows(person: Person, start: Cursor, end: int, limit: int) -> tuple[list[Any], int]:
    """Entries (rows of ENTRY) and problems of this person after `start`, in their order; and the commit up to which these
    are all, unless there are more than `limit`: then it is one more.

    Looks through a stretch of everybody's entries first, then through longer ones, asking of each whose it is; and only
    then the other way round, which sorts everything of the unit for each page.
    """
    mine, stored = Problem.visible_to(person), select(*ENTRY).where(Entry.status == "stored")
    unit = select(Walk.unit_id).where(Walk.id == Entry.walk_id).scalar_subquery()
    near = person.bounded(stored, unit)
    far = stored.where(Entry.walk_id.in_(Walk.visible_to(person).with_only_columns(Walk.id)))
    for upto, short in _stretches(start, end, limit):
        rows = [
            *db.session.connection().execute(_between(near if short else far, Entry, start, upto, limit)),
            *db.session.scalars(_between(mine, Problem, start, upto, limit)),
        ]
        if upto == end or len(rows) * WELL_FILLED >= limit:
            break
    return sorted(rows, key=lambda row: (row.commit, row.n)), upto


def _stretches(start: Cursor, end: int, limit: int) -> Iterator[tuple[int, bool]]:
    """The commits in which the stretches of STRETCHES after `start` end, and last of all `end`; and whether that is near."""
    for pages in STRETCHES:
        found = sql.rows(NTH, start.commit, start.n, pages * limit)
        if not found or found[0][0] >= end:
            yield end, True
            return
        yield found[0][0], True
    yield end, False


def _place(model: Any) -> Any:
    return tuple_(model.commit, model.n)


def _between(wanted: Select[*tuple[Any, ...]], model: Any, start: Cursor, upto: int, limit: int) -> Select[*tuple[Any, ...]]:
    """One row more than `limit`, to know whether there are more."""
    within = wanted.where(_place(model) > (start.commit, start.n), model.commit <= upto)
    return within.order_by(model.commit, model.n).limit(limit + 1)


def _entry(row: Any, withheld: bool) -> dict[str, Any]:
    commit, _, id_, seq, hash_, chain, raw, device_id, at_server, walk_id, kind, _ = row
    told = {
        "id": id_, "seq": seq, "hash": hash_, "chain": chain,
        "body": None if raw is None or withheld else raw.decode("utf-8", "surrogatepass"),
        "device": device_id, "at_server": at_server, "commit": commit,
    }  # fmt: skip
    return {**told, "restricted": True, "walk": walk_id, "kind": kind} if withheld else told


def _gone(person: Person, start: Cursor) -> list[str]:
    """Walks that left the person's unit and have not come back."""
    if person.reads_all_units:
        return []
    left = select(Departure.walk_id).where(
        Departure.unit_id == person.unit_id, Departure.commit > start.commit
    )
    here = select(Walk.id).where(Walk.unit_id == person.unit_id)
    return sorted(set(db.session.scalars(left.where(Departure.walk_id.not_in(here)))))
