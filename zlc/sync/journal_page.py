"""A walk's whole journal, as anyone entitled may check it: the same bytes for the same set of entries and the same rights."""

from typing import Any

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.database import db
from zlc.walks.brought import brought
from zlc.walks.brought.origins import Origin, origins_of
from zlc.walks.entries.entry import read_body
from zlc.walks.fold import WalkState
from zlc.walks.journal import folding, restricted
from zlc.walks.models import Entry, Walk


def journal_of(person: Person, walk: Walk) -> dict[str, Any]:
    """Every entry in (time, id) order with who, device, both times, and each field's heads and losers; of what is
    restricted and not for this person, that it is there, with its hash and its place in its device's chain."""
    folded = folding.fold_of(walk)
    state = restricted.seen_by(person, walk.unit_id, folded)
    entries = {entry.id: entry for entry in folding.entries_of(walk.id)}
    withheld = restricted.withheld(person, list(entries.values()))
    came = origins_of(list(entries))
    lines = [
        _line(entries[entry_id], state, entry_id in withheld) | _origin(came.get(entry_id)) for entry_id in state.order
    ]
    held = select(Entry).where(Entry.walk_id == walk.id, Entry.status == "held").order_by(Entry.id)
    erased = select(Entry).where(Entry.walk_id == walk.id, Entry.body.is_(None)).order_by(Entry.id)
    return {
        "walk": walk.id,
        "status": state.status,
        "entries": lines,
        "conflicts": state.conflicts,
        "held": [
            {"id": e.id, "hash": e.hash, "by": e.author_id, "why": e.why} for e in db.session.scalars(held)
        ],
        "unverified": [
            {"id": b.entry_id, "hash": b.hash, "by": b.person_id, "file": b.file, "brought_by": b.brought_by, "at": b.at}
            for b in brought.of_walk(walk.id)
        ],
        "erased": [{"id": e.id, "hash": e.hash, "by": e.author_id} for e in db.session.scalars(erased)],
    }


def _origin(one: Origin | None) -> dict[str, Any]:
    """Only of an entry that came by file: who brought it and when, and who vouched for it."""
    if one is None:
        return {}
    said = {"file": one.file, "brought_by": one.brought_by, "at": one.at}
    return {"origin": said | {"vouched": one.vouched, "vouched_at": one.vouched_at}}


def _line(entry: Entry, state: WalkState, withheld: bool) -> dict[str, Any]:
    body = read_body(entry.body or b"")
    line: dict[str, Any] = {
        "id": entry.id, "hash": entry.hash, "chain": entry.chain, "device": entry.device_id, "seq": entry.seq,
        "by": entry.author_id, "kind": body.kind, "how": body.how, "at": body.at, "tz": body.tz,
        "at_server": entry.at_server,
        "body": None if withheld else (entry.body or b"").decode("utf-8", "surrogatepass"),
    }  # fmt: skip
    folded = state.entries[entry.id]
    line["time"] = folded.time
    if withheld:
        return line | {"restricted": True}
    if body.kind == "amend":
        line["effective"] = state.amendments[entry.id].effective
        return line
    line["certainty"], line["void"] = folded.certainty, folded.void
    mine = [c for c in state.conflicts if c.target == entry.id]
    line["heads"] = {c.field: c.heads for c in mine}
    line["losers"] = {c.field: c.heads[1:] for c in mine}
    return line
