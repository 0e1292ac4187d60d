"""划去: what was to be struck out by somebody who may only ask for it, and waits beside the walk for its coordinator."""

from typing import NamedTuple

from sqlalchemy import select

from zlc import sql
from zlc.database import db
from zlc.walks.entries.entry import Body, read_body
from zlc.walks.journal.held import HeldDecision, apply
from zlc.walks.journal.wishes import STRIKES, guards, wishes_of
from zlc.walks.models import Entry, Walk


class Wish(NamedTuple):
    """An entry that waits beside its walk, what it says, and what was decided about it."""

    entry: Entry
    body: Body
    decision: HeldDecision | None

    @property
    def target(self) -> str:
        return str(self.body.data["target"])

    @property
    def reason(self) -> str:
        return str(self.body.data.get("reason") or "")


def wishes_beside(walk_id: str, why: str = STRIKES) -> list[Wish]:
    """The wishes of a walk that are no part of it, decided or not, the oldest first."""
    rows = (
        select(Entry, HeldDecision)
        .outerjoin(HeldDecision, HeldDecision.entry_id == Entry.id)
        .where(Entry.walk_id == walk_id, Entry.status == "held", Entry.why == why, Entry.body.is_not(None))
        .order_by(*Entry.as_received())
    )
    return [Wish(entry, read_body(entry.body or b""), decision) for entry, decision in db.session.execute(rows)]


def let_in(walk: Walk) -> None:
    """Before a fold: what was struck out before it had come is here now, and turns out to be its author's own, or
    nothing that is guarded."""
    waiting = sql.rows(
        "select id, author_id, body from entries where walk_id = ? and status = 'held' and why = ?"
        " and body is not null and id not in (select entry_id from held_decisions)",
        walk.id, STRIKES,
    )  # fmt: skip
    if not waiting:
        return
    bodies = {id_: (author, read_body(body)) for id_, author, body in waiting}
    targets = wishes_of([body for _, body in bodies.values()]).targets
    free = [
        id_ for id_, (author, body) in bodies.items()
        if (target := targets.get(body.data["target"])) and not guards(target, walk.id, author)
    ]  # fmt: skip
    if free:
        for entry in db.session.scalars(select(Entry).where(Entry.id.in_(free)).order_by(*Entry.as_received())).all():
            apply(entry, bodies[entry.id][1], walk, None)
