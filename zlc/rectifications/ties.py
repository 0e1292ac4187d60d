"""Which walks were begun to see whether something was put right: their journal says so (`rewalk` of the opening), and a walk that was
begun without network is tied when it comes, whatever became of the request meanwhile."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.rectifications.models import Rectification
from zlc.rectifications.states import VERBS
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk

# What the last word about a re-walk was when one came that nobody waited for any more → what is told of it.
NOT_AWAITED = {
    "rewalk_withdrawn": "开始的手机还不知道安排已经撤回，走的仍留着、仍算",
    "rewalked": "前面已经有人走过一遍，这次也留着",
}
ENDED = "走的时候整改已经撤销，走的仍留着"


class RewalkTie(Model):
    """A walk that was begun from a rectification's request. Never taken back: what was walked was walked."""

    __tablename__ = "rewalk_ties"

    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"), primary_key=True, index=True)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str | None] = mapped_column(String(36))


def follow_rewalk(walk: Walk, state: WalkState) -> None:
    """Called for each walk that was folded; only a walk of its own unit is tied, once, and answers the request."""
    named = state.opening.get("rewalk")
    if not isinstance(named, str) or state.status == "void" or _is_tied(walk.id, named):
        return
    one = db.session.scalar(select(Rectification).where(Rectification.id == named, Rectification.unit_id == walk.unit_id))
    if one is None:
        return
    by = state.open.by if state.open else None
    db.session.add(RewalkTie(walk_id=walk.id, rectification_id=one.id, by=by))
    begun = clock.spoken(state.begins) if state.begins is not None else ""
    one.happened("rewalked", by, text="，".join(filter(None, (begun and f"{begun} 开始走", _not_awaited(one)))))
    one.rewalk, one.note_count = None, one.note_count + 1


def _is_tied(walk_id: str, rectification_id: str) -> bool:
    tie = select(RewalkTie.walk_id).where(RewalkTie.walk_id == walk_id, RewalkTie.rectification_id == rectification_id)
    return db.session.scalar(tie) is not None


def _not_awaited(one: Rectification) -> str:
    if one.state == "cancelled":
        return ENDED
    if one.rewalk:
        return ""
    said = [event.verb for event in one.history() if event.verb in NOT_AWAITED]
    return NOT_AWAITED[said[-1]] if said else ""


def made_for(person: Person, walk: Walk) -> list[Rectification]:
    """For which rectifications the walk was made again, of those that this person may read."""
    rows = Rectification.visible_to(person).join(RewalkTie, RewalkTie.rectification_id == Rectification.id)
    return list(db.session.scalars(rows.where(RewalkTie.walk_id == walk.id).order_by(Rectification.serial)))


def asked_of(person: Person) -> list[dict[str, Any]]:
    """What the phones of a person's unit offer to walk again, the nearest day first."""
    if not person.records:
        return []
    asked = select(Rectification.id, Rectification.rewalk, Rectification.text).where(
        Rectification.unit_id == person.unit_id, Rectification.rewalk.is_not(None),
        Rectification.state.in_(VERBS["plan_rewalk"].states),
    )  # fmt: skip
    offered = [
        {"id": id_, "matter": said["matter_id"], "name": said["matter"], "due_on": said["due_on"], "text": text}
        for id_, said, text in db.session.execute(asked)
    ]
    return sorted(offered, key=lambda one: (one["due_on"], one["id"]))
