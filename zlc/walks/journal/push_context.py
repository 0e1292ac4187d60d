"""What the journal has to know before it takes entries in, asked of the database at once for all that are offered
together, and kept true while they are decided one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zlc import sql, sql_rows
from zlc.accounts.models import Person
from zlc.sql import Question
from zlc.walks.entries.wire import Draft
from zlc.walks.journal import commits, devices, marks, threads
from zlc.walks.journal.wishes import Wishes
from zlc.walks.models import Device, Entry

COLUMNS = (
    "id", "hash", "body", "device_id", "seq", "chain", "commit", "n", "status", "why", "message", "walk_id", "kind",
    "author_id", "received_at", "at_server",
)  # fmt: skip


class Offer(NamedTuple):
    """What a device brings. Times are unix ms: `sent_at` by the device's clock, `received_at` by the server's."""

    person: Person
    device: Device
    drafts: Sequence[Draft]
    sent_at: int
    received_at: int


class StoredEntry(NamedTuple):
    hash: str
    status: str
    at: int
    why: str | None
    message: str | None


@dataclass(slots=True)
class PushContext:
    """`known` by entry, `units` by walk, `thread_units` by rectification, `links` by device and number, what the `wishes`
    among the drafts are about; and what is to be written: the `lines` of entries, the `numbers` of their commits, `changes` of
    devices, the walks `touched`, of which some `begun`, and what `arrived` of rectifications."""

    known: dict[str, StoredEntry]
    units: dict[str, str]
    links: dict[str, dict[int, devices.Link]]
    numbers: commits.Numbers
    wishes: Wishes
    thread_units: dict[str, str]
    lines: list[tuple[Any, ...]] = field(default_factory=list)
    changes: list[sql.Query] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    begun: dict[str, str] = field(default_factory=dict)
    arrived: list[threads.Arrived] = field(default_factory=list)

    @classmethod
    def before(cls, brought: Mapping[str, Sequence[Draft]], *more: Question) -> "PushContext":
        """What stands before these devices' entries come; `more` is asked by the way. Waits for the commit lock, so that
        nothing of it changes until the commit."""
        whole = [draft for drafts in brought.values() for draft in drafts if draft.has_right_hash]
        ids = [draft.wire.id for draft in whole]
        locking = [Question(query) for query in commits.locking()]
        wished = Wishes.questions(whole)
        last = Question(commits.LAST)
        known = Question(("select id, hash, status, at_server, why, message from entries where id in ?", ids))
        units = Question(marks.units({draft.walk for draft in whole if draft.walk}))
        of_threads = {draft.walk for draft in whole if draft.walk and threads.is_of_one(draft.kind)}
        homes = [Question(threads.units(of_threads))] if of_threads else []
        links = {
            device_id: Question(devices.beside(device_id, {draft.wire.seq for draft in drafts if draft.has_right_hash}))
            for device_id, drafts in brought.items()
        }
        sql.put(*locking, *wished, *more, last, known, units, *homes, *links.values())
        return cls(
            known={row[0]: StoredEntry(*row[1:]) for row in known.rows},
            units=dict(units.rows),
            links={id_: {seq: (chain, hash_) for _, seq, chain, hash_ in link.rows} for id_, link in links.items()},
            numbers=commits.Numbers(last.rows[0]),
            wishes=Wishes.answered(wished),
            thread_units=dict(row for one in homes for row in one.rows),
        )

    def touch(self, walk_id: str, unit_id: str) -> None:
        """An entry applies to this walk, which begins with it, in this unit, unless it is known."""
        self.touched.add(walk_id)
        if walk_id not in self.units:
            self.units[walk_id] = self.begun[walk_id] = unit_id

    def write(self) -> None:
        sql_rows.insert_rows(Entry, COLUMNS, self.lines)
        sql.ask(*self.numbers.written(), *self.changes, *marks.marking(self.touched, self.begun), *threads.waiting(self.arrived))
