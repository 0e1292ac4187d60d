"""前后对照 of a rectification: the walk in which its problem was found beside the one that was made again, for whoever may read the
rectification. Whose walk it is makes no difference to the figures; opening it is another question (Walk.of)."""

from typing import NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.database import db
from zlc.rectifications.models import Rectification
from zlc.rectifications.records import RectificationEvidence
from zlc.rectifications.ties import RewalkTie
from zlc.walks.models import Walk
from zlc.walks.times.before_after import NOT_COMPARED, Change, changes

WALKED = ("under_way", "finished")


class Compared(NamedTuple):
    before: Walk
    after: Walk
    changes: list[Change]

    @property
    def drafted(self) -> str:
        """整改成效, as the figures say it; what cannot be claimed is left out. Empty where nothing can."""
        said = "；".join(change.whole for change in self.changes if change.words != NOT_COMPARED)
        walked = f"{_day(self.after)}再走一遍（{self.after.status_name}）"
        return f"{walked}，和发现问题的那次（{_day(self.before)}）比：{said}。" if said else ""


def compared(one: Rectification) -> Compared | None:
    """None while there is nothing to compare: no walk found it, or none of the same matter was made since."""
    again = rewalks_of(one)
    for before in _found_in(one) if again else ():
        after = [walk for walk in again if _same_matter(walk, before) and walk.id != before.id]
        if after:
            return Compared(before, after[0], changes(before.read_state(), after[0].read_state()))
    return None


def drafted_effect(one: Rectification, found: Compared | None) -> str:
    """整改成效 as a form offers it: what was submitted before stays, unless somebody has walked since."""
    if found is None:
        return one.effect
    submitted = max((event.at for event in one.history() if event.verb == "submitted"), default=0)
    stands = one.effect and (found.after.begins_at or 0) <= submitted
    return one.effect if stands else found.drafted or one.effect


def rewalks_of(one: Rectification) -> list[Walk]:
    """Those that were begun from it and those that were shown as evidence, the latest first; none that was struck out."""
    tied = select(RewalkTie.walk_id).where(RewalkTie.rectification_id == one.id)
    shown = select(RectificationEvidence.walk_id).where(
        RectificationEvidence.rectification_id == one.id, RectificationEvidence.walk_id.is_not(None)
    )
    rows = select(Walk).where(Walk.id.in_(tied.union(shown)), Walk.status.in_(WALKED), Walk.begins_at.is_not(None))
    return list(db.session.scalars(rows.order_by(Walk.begins_at.desc(), Walk.id.desc())))


def _found_in(one: Rectification) -> list[Walk]:
    ids = [problem.walk_id for problem in one.problems if problem.walk_id]
    found = {walk.id: walk for walk in db.session.scalars(select(Walk).where(Walk.id.in_(ids), ~Walk.counter))} if ids else {}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


def _same_matter(one: Walk, other: Walk) -> bool:
    return (one.matter_id or one.matter_text) == (other.matter_id or other.matter_text)


def _day(walk: Walk) -> str:
    return clock.spoken_day(clock.local(walk.begins_at or 0).date())
