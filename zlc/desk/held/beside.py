"""What came for a walk and is no part of it, as the walk's page tells it."""

from typing import NamedTuple

from sqlalchemy import select

from zlc.database import db
from zlc.walks.journal.held import WHY, WISHES, HeldDecision, decisions_about
from zlc.walks.models import Entry, Walk


class Beside(NamedTuple):
    """`message`: what will become of it."""

    entry: Entry
    why: str
    message: str


def of_walk(walk: Walk) -> list[Beside]:
    """As it was received, but for the wishes."""
    rows = select(Entry).where(Entry.walk_id == walk.id, Entry.status == "held", Entry.why.not_in(WISHES))
    held = list(db.session.scalars(rows.order_by(*Entry.as_received())))
    decisions = decisions_about(held) if held else {}
    return [Beside(one, WHY.get(one.why or "", "待人工查看"), message_of(one, decisions.get(one.id))) for one in held]


def message_of(entry: Entry, decision: HeldDecision | None) -> str:
    """Why it was not applied, and what will become of it. What somebody has set aside no upgrade takes up."""
    return "已搁置，仍原样保存；以后升级也不会自动采用。" if decision and decision.verb == "dismiss" else entry.message or ""
