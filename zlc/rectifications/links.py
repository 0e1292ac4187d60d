"""Evidence that lies elsewhere: a walk of the same matter, and the edition of the guide in which a published figure changed. What may be
chosen, and what was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue import changes
from zlc.catalogue.imports.spoken import changes_by_code
from zlc.catalogue.models import Matter
from zlc.catalogue.published import published_of
from zlc.database import db
from zlc.errors import Refusal
from zlc.walks.models import Walk

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

MOST = 20  # offered, the latest first
FIGURES = ("materials", "steps", "trips", "statutory", "promised", "wait_minutes", "channels", "fee")


class Guide(NamedTuple):
    """A change of what is published about a matter: `code` is what a form sends."""

    matter_id: str
    edition: int
    words: str

    @property
    def code(self) -> str:
        return f"{self.matter_id}.{self.edition}"


def matters_of(one: Rectification) -> list[str]:
    """Those that what it serves is about."""
    found = [*(problem.matter_id for problem in one.problems), *(need.matter_id for need in one.needs)]
    return list(dict.fromkeys(id_ for id_ in found if id_))


def walks_for(one: Rectification, person: Person) -> list[Walk]:
    """Of the unit and the same matter, begun since: not the one in which it was found."""
    wanted = Walk.visible_to(person).where(
        Walk.unit_id == one.unit_id, Walk.matter_id.in_(matters_of(one)), Walk.counter.is_(False), Walk.begins_at >= one.begun_at
    )
    return list(db.session.scalars(wanted.order_by(Walk.begins_at.desc()).limit(MOST)))


def walk_words(walk: Walk) -> str:
    return f"{clock.spoken(walk.begins_at)} {walk.matter_name}（{walk.mode_name}，{walk.status_name}）"


def of_walk(one: Rectification, by: Person, walk_id: str) -> list[dict[str, Any]]:
    """The columns of the record; none where nothing was chosen. Raises Refusal (422)."""
    if not walk_id:
        return []
    if walk_id not in {walk.id for walk in walks_for(one, by)}:
        raise Refusal("请从列出的走流程里选。", status=422, field="walk")
    return [{"kind": "walk", "walk_id": walk_id}]


def guides_for(one: Rectification) -> list[Guide]:
    """Changes of a published figure since it began."""
    found = [guide for matter_id in matters_of(one) for guide in _guides_of(matter_id, one.begun_at)]
    return found[:MOST]


def _guides_of(matter_id: str, since: int) -> list[Guide]:
    matter = db.session.get(Matter, matter_id)
    if matter is None:
        return []
    after, found = published_of(matter), []
    for change in changes.changes_of([matter_id]).get(matter_id, []):
        if change.before is None or change.at < since:
            break
        before = changes.undone(after, change)
        told = [f"{said['field']} {said['before']} → {said['after']}" for code, said in changes_by_code(before, after) if code in FIGURES]
        if told:
            when = clock.spoken(change.at)
            found.append(Guide(matter_id, change.number, f"{matter.name} 第 {change.number} 版（{when}）：{'；'.join(told)}"))
        after = before
    return found


def of_guide(one: Rectification, code: str) -> list[dict[str, Any]]:
    """As of_walk. What changed is written down: the record says it whatever becomes of the guide."""
    if not code:
        return []
    guide = next((guide for guide in guides_for(one) if guide.code == code), None)
    if guide is None:
        raise Refusal("请从列出的公示变更里选。", status=422, field="guide")
    return [{"kind": "guide", "matter_id": guide.matter_id, "edition": guide.edition, "text": guide.words}]
