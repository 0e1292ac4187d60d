"""The journal takes entries in: once, unaltered, and never refusing data (docs/sync.md, rules 1-4).

One door for everybody: the phone's push, a decision made on the desk, the demo world.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from zlc import clock, database
from zlc.accounts.models import Person
from zlc.database import db, uuid7
from zlc.errors import Forbidden
from zlc.walks.entries.entry import chain_of, entry_hash
from zlc.walks.entries.wire import Answer, Draft, Result, Wire
from zlc.walks.journal import commits, devices, threads
from zlc.walks.journal.push_context import Offer, PushContext, StoredEntry
from zlc.walks.journal.wishes import MESSAGES, Target
from zlc.walks.models import Device

NOT_YOURS = "这次走流程属于别的单位，内容已原样保存，等联络员处理。"


class WrongPerson(Forbidden):
    code = "wrong_person"

    def __init__(self) -> None:
        super().__init__("这里有别人记的内容，没有上传，仍在手机里。请由记录的人登录后上传。")


def read(wires: Iterable[Wire]) -> list[Draft]:
    """The slow part of an offer, to be had before any lock is taken."""
    return [Draft.of(wire) for wire in wires]


def check(person: Person, drafts: Iterable[Draft]) -> None:
    """Raises WrongPerson if an entry was written by somebody else."""
    if {draft.by for draft in drafts} - {None, person.id}:
        raise WrongPerson


def offer(person: Person, device: Device, wires: Sequence[Wire], *, sent_at: int, received_at: int) -> Answer:
    """Store what is new in one transaction, which the caller commits; mark the walks it touches.

    Times are unix ms: `sent_at` by the device's clock, `received_at` by the server's.
    Raises WrongPerson, storing nothing, if an entry was written by somebody else.
    """
    drafts = read(wires)
    check(person, drafts)
    database.write()
    db.session.flush()  # what the desk has changed is there for plain SQL too
    context = PushContext.before({device.id: drafts})
    answer = take(Offer(person, device, drafts, sent_at, received_at), context)
    context.write()
    return answer


def take(offer: Offer, context: PushContext) -> Answer:
    """What becomes of an offer that passed `check`; PushContext.write stores it."""
    device, drafts = offer.device, offer.drafts
    fresh: dict[str, Draft] = {}
    for draft in drafts:
        if draft.has_right_hash and draft.wire.id not in context.known:
            fresh.setdefault(draft.wire.id, draft)
    wires = [draft.wire for draft in fresh.values()]
    forked, change = devices.note_arrival(device, wires, context.links[device.id], offer.received_at)
    context.changes.append(change)
    if fresh:
        _store(offer, fresh, context)
    newly = set(fresh)
    results = [_result(draft, context.known, newly) for draft in drafts]
    return Answer(context.numbers.epoch, clock.now_ms(), device.acked, devices.chain_word(device), forked, results)


def _result(draft: Draft, known: dict[str, StoredEntry], newly: set[str]) -> Result:
    wire = draft.wire
    if not draft.has_right_hash:
        return Result(wire.id, "bad_hash", False, None, message="内容在路上变了，请再传一次。")
    kept = known[wire.id]
    if kept.hash != wire.hash:
        return Result(wire.id, "id_reused", False, None, message="这个编号已有别的内容，请换编号再传。")
    duplicate = wire.id not in newly
    newly.discard(wire.id)  # the same entry twice in one push: the second is the duplicate
    return Result(wire.id, kept.status, duplicate, kept.at, kept.why, kept.message)


def _store(offer: Offer, fresh: dict[str, Draft], context: PushContext) -> None:
    number = context.numbers.take(fresh)
    unit, records, units = offer.person.unit_id, offer.person.records, context.units
    for n, (entry_id, draft) in enumerate(fresh.items()):
        wire, walk, of_thread = draft.wire, draft.walk or "", threads.is_of_one(draft.kind)
        home = context.thread_units.get(walk) if of_thread else units.get(walk, unit)
        why, message = _objection(draft, unit, records and home == unit, threads.NOT_HERE if of_thread else NOT_YOURS)
        if why is None and draft.kind == "amend" and draft.body:
            why = context.wishes.objection(draft.body, offer.person, units.get(walk, unit), fresh)
            message = MESSAGES.get(why or "")
        if context.wishes.about:
            context.wishes.came(entry_id, Target(draft.walk, draft.kind, offer.person.id))
        if why is None and of_thread:
            context.arrived.append(threads.Arrived(entry_id, walk, offer.person.id, offer.received_at))
        elif why is None:
            context.touch(walk, unit)
        status, at_server = "held" if why else "stored", draft.at_server(offer.sent_at, offer.received_at)
        context.known[entry_id] = StoredEntry(wire.hash, status, at_server, why, message)
        context.lines.append(
            (
                entry_id, wire.hash, draft.raw, offer.device.id, wire.seq, wire.chain, number, n, status, why, message,
                None if of_thread else draft.walk, draft.kind, offer.person.id, offer.received_at, at_server,
            )
        )  # fmt: skip


def _objection(draft: Draft, unit: str, may_add: bool, not_yours: str) -> tuple[str | None, str | None]:
    """Why this entry is held instead of applied: a code and the sentence a person reads. `unit` is the author's;
    `may_add`: its people, and the author among them, add to this walk or rectification; `not_yours` says that they do not."""
    if draft.fault is not None:
        return draft.fault.why, draft.fault.message
    if not may_add or (draft.kind == "open" and _unit_named(draft) not in (None, unit)):
        return "not_yours", not_yours
    return None, None


def _unit_named(draft: Draft) -> Any:
    return draft.body.data.get("unit") if draft.body else None


def write_down(
    person: Person,
    walk_id: str,
    kind: str,
    data: dict[str, Any],
    *,
    at: int | None = None,
    how: str = "tap",
) -> str:
    """One entry written on the desk, by the person's desk device. Returns its id; the caller commits."""
    now = clock.now_ms()
    body = {
        "v": 1, "walk": walk_id, "kind": kind, "by": person.id, "at": now if at is None else at, "tz": 480,
        "clock": {"offset": 0, "age": 0, "mono": 0, "page": uuid7()}, "how": how, "data": data,
    }  # fmt: skip
    raw = msgspec.json.encode(body)
    database.write()
    commits.lock()
    device = devices.desk_device(person)
    seq, chain = devices.last_link(device)
    digest = entry_hash(raw)
    wire = Wire(uuid7(), seq + 1, digest, chain_of(chain, digest), raw.decode())
    offer(person, device, [wire], sent_at=now, received_at=now)
    return wire.id
