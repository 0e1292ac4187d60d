"""What changed since a phone last asked: entries and problems of its person's scope, in commit order."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import selectinload

from zlc import sql
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.answers import answers_to
from zlc.problems.models import Problem
from zlc.sql import Question
from zlc.walks.journal import commits, restricted
from zlc.walks.models import Entry, Walk

PAGE, MOST = 500, 1000
LAST_N = 2**31 - 1  # greater than any place inside a commit
STRETCHES = (1, 8, 64)  # of everybody's entries, in pages, that are looked through for those of one person
WELL_FILLED = 4  # a page that is filled to this part is sent as it is
ENTRY = (
    Entry.commit, Entry.n, Entry.id, Entry.seq, Entry.hash, Entry.chain, Entry.body, Entry.device_id, Entry.at_server,
    Entry.walk_id, Entry.kind, Entry.author_id,
)  # fmt: skip
STORED: Select[*tuple[Any, ...]] = select(*ENTRY).where(Entry.status == "stored")
NTH = 'select "commit" from entries where ("commit", n) > (?, ?) order by "commit", n limit 1 offset ?'
GONE = (
    'select walk_id from departures where unit_id = ? and "commit" > ?'
    " and walk_id not in (select id from walks where unit_id = ?)"
)
PLACE = re.compile(r"[0-9]{1,18}")  # isdigit() also takes 「²」, which is no number


class Cursor(NamedTuple):
    """A place in the commit order, and what proves that the order is still the same one."""

    commit: int
    n: int
    chain: str
    scope: str

    def __str__(self) -> str:
        return f"{self.commit}.{self.n}.{self.chain}.{self.scope}"


FIRST = Cursor(0, -1, "", "")


@dataclass(frozen=True)
class _Here:
    """What stands before a page is read."""

    end: int  # everything up to this commit is committed and visible to all that is asked from here on
    chain: str
    epoch: str
    start_chain: str  # that of the commit of the cursor
    stretch: list[Any]  # the answer to NTH for the first of STRETCHES
    gone: list[str]  # walks that left the person's unit and have not come back


class _Found(NamedTuple):
    entries: Sequence[Any]  # rows of ENTRY, in their order
    problems: Sequence[Problem]  # in theirs
    last: tuple[int, int]  # the place up to which these are all
    more: bool


def changes(person: Person, text: str, limit: int) -> dict[str, Any]:
    """One page of changes (docs/sync.md, GET /changes). Pages never skip or repeat a row."""
    limit = min(max(limit, 1), MOST)
    known = _read(text) if text else FIRST
    here = _here(person, known or FIRST, limit)
    if known is None or (text and not _holds(known, here, person)):
        return _page(person, FIRST, here, 0, reset=True)
    return _page(person, known, here, limit, reset=False)


def _read(text: str) -> Cursor | None:
    """None when this was never given."""
    parts = text.split(".")
    if len(parts) != 4 or not (PLACE.fullmatch(parts[0]) and PLACE.fullmatch(parts[1].removeprefix("-"))):
        return None
    cursor = Cursor(int(parts[0]), int(parts[1]), parts[2], parts[3])
    return cursor if -1 <= cursor.n <= LAST_N else None


def _holds(cursor: Cursor, here: _Here, person: Person) -> bool:
    """False when it comes from another history, role, or unit."""
    return cursor.commit <= here.end and cursor == _cursor_at(cursor.commit, cursor.n, here.start_chain, person)


def _cursor_at(commit: int, n: int, chain: str, person: Person) -> Cursor:
    return Cursor(commit, n, chain[:8], hashlib.sha256(person.scope.encode()).hexdigest()[:8])


def _here(person: Person, start: Cursor, limit: int) -> _Here:
    last, chain = Question(commits.LAST), Question(commits.chain_at(start.commit))
    stretch = Question(_nth(start, STRETCHES[0] * limit))
    gone = Question((GONE, person.unit_id, start.commit, person.unit_id))
    # The last number first: what is committed meanwhile belongs to the next pull.
    sql.put(last, chain, stretch, *([] if person.reads_all_units else [gone]))
    [(end, end_chain, epoch)] = last.rows
    return _Here(
        end, end_chain or "", epoch, commits.chain_in(chain.rows), stretch.rows, sorted({walk for (walk,) in gone.rows})
    )


def _page(person: Person, start: Cursor, here: _Here, limit: int, *, reset: bool) -> dict[str, Any]:
    found = _found(person, start, here, limit) if limit else _Found([], [], (here.end, LAST_N), more=False)
    withheld = restricted.withheld(person, found.entries)
    answers = answers_to([problem.id for problem in found.problems])
    commit, n = found.last
    return {
        "epoch": here.epoch,
        "entries": [_entry(row, row[2] in withheld) for row in found.entries],
        "problems": [problem.to_wire(answers.get(problem.id)) for problem in found.problems],
        "gone": here.gone,
        "cursor": "" if reset else str(_cursor_at(commit, n, _chain(commit, here), person)),
        "more": found.more,
        "reset": reset,
    }


def _chain(commit: int, here: _Here) -> str:
    if commit == here.end:
        return here.chain
    return commits.chain_in(sql.rows(*commits.chain_at(commit)))


def _found(person: Person, start: Cursor, here: _Here, limit: int) -> _Found:
    """What of this person's comes after `start`.

    Looks through a stretch of everybody's entries first, then through longer ones, asking of each whose it is; and only
    then the other way round, which sorts everything of the unit for each page.
    """
    for upto, short in _stretches(start, here, limit):
        # No index has the sum: PostgreSQL would join the order's to that of each walk.
        wanted, commit = (_near(person), Entry.commit) if short else (_far(person), Entry.commit + 0)
        entries = sql.connection().execute(_between(wanted, commit, Entry.n, start, upto, limit)).all()
        last = entries[-1][0] if len(entries) > limit else upto  # what is later has no place on this page
        problems = db.session.scalars(_between(_problems(person), Problem.commit, Problem.n, start, last, limit)).all()
        if upto == here.end or (len(entries) + len(problems)) * WELL_FILLED >= limit:
            break
    places = sorted([*((row[0], row[1]) for row in entries), *((row.commit, row.n) for row in problems)])
    if len(places) <= limit:
        return _Found(entries, problems, (upto, LAST_N), more=upto < here.end)
    end = places[limit - 1]
    return _Found(
        [row for row in entries if (row[0], row[1]) <= end],
        [row for row in problems if (row.commit, row.n) <= end],
        end,
        more=True,
    )


def _near(person: Person) -> Select[*tuple[Any, ...]]:
    """Those of rectifications have no walk, and are no phone's to mirror: no unit has them, and who reads all units is kept from them."""
    if person.reads_all_units:
        return STORED.where(Entry.walk_id.is_not(None))
    unit = select(Walk.unit_id).where(Walk.id == Entry.walk_id).scalar_subquery()
    return person.bounded(STORED, unit)


def _far(person: Person) -> Select[*tuple[Any, ...]]:
    return STORED.where(Entry.walk_id.in_(Walk.visible_to(person).with_only_columns(Walk.id)))


def _problems(person: Person) -> Select[*tuple[Any, ...]]:
    """A phone knows problems by their walks, whichever unit has them now: one that was registered on the desk has none, and is not sent."""
    unit = select(Walk.unit_id).where(Walk.id == Problem.walk_id).scalar_subquery()
    rows = select(Problem).where(Problem.walk_id.is_not(None)).options(selectinload(Problem.assignee))
    return person.bounded(rows, unit)


def _stretches(start: Cursor, here: _Here, limit: int) -> Iterator[tuple[int, bool]]:
    """The commits in which the stretches of STRETCHES after `start` end, and last of all the end; and whether that is near."""
    for number, pages in enumerate(STRETCHES):
        found = sql.ask(_nth(start, pages * limit))[0] if number else here.stretch
        if not found or found[0][0] >= here.end:
            yield here.end, True
            return
        yield found[0][0], True
    yield here.end, False


def _nth(start: Cursor, offset: int) -> sql.Query:
    return (NTH, start.commit, start.n, offset)


def _between(wanted: Select[*tuple[Any, ...]], commit: Any, n: Any, start: Cursor, upto: int, limit: int) -> Select[Any]:
    """One row more than `limit`, to know whether there are more."""
    place = tuple_(commit, n)
    within = wanted.where(place > (start.commit, start.n), place <= (upto, LAST_N))
    return within.order_by(commit, n).limit(limit + 1)


def _entry(row: Any, withheld: bool) -> dict[str, Any]:
    commit, _, id_, seq, hash_, chain, raw, device_id, at_server, walk_id, kind, _ = row
    told = {
        "id": id_, "seq": seq, "hash": hash_, "chain": chain,
        "body": None if raw is None or withheld else raw.decode("utf-8", "surrogatepass"),
        "device": device_id, "at_server": at_server, "commit": commit,
    }  # fmt: skip
    return {**told, "restricted": True, "walk": walk_id, "kind": kind} if withheld else told
