"""收下未用: what the page of held entries shows."""

from dataclasses import dataclass

from sqlalchemy import func, select

from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.problems.entry_words import KINDS
from zlc.walks import held, restricted
from zlc.walks.held import HeldDecision
from zlc.walks.models import Entry, Walk

MOST = 200


@dataclass(frozen=True)
class HeldRow:
    """`walk` only if this person may open it; `reason` is why it was set aside."""

    entry: Entry
    author: str
    unit: str
    walk: Walk | None
    decision: HeldDecision | None
    decided_by: str
    mine: bool
    hidden: bool

    @property
    def kind(self) -> str:
        return KINDS.get(self.entry.kind or "", "") or "读不出是哪一类"

    @property
    def why(self) -> str:
        return held.WHY.get(self.entry.why or "", "待人工查看")

    @property
    def raw(self) -> str:
        if self.hidden:
            return restricted.HIDDEN + "。"
        body = self.entry.body
        return "内容已依法删除，只留编号。" if body is None else body.decode("utf-8", "replace")

    @property
    def releasable(self) -> bool:
        return self.mine and self.decision is None and self.entry.why != "not_yours"

    @property
    def dismissable(self) -> bool:
        return self.mine and self.decision is None


@dataclass(frozen=True)
class HeldPage:
    waiting: list[HeldRow]
    dismissed: list[HeldRow]
    total: int


def waiting_count(person: Person) -> int:
    """How many wait for this person's unit to decide."""
    open_ = held.visible_to(person).where(Entry.id.not_in(select(HeldDecision.entry_id)))
    return db.session.scalar(select(func.count()).select_from(open_.subquery())) or 0


def page_of(person: Person) -> HeldPage:
    decided = select(HeldDecision.entry_id)
    found = held.visible_to(person).order_by(Entry.received_at.desc(), Entry.id).limit(MOST)
    waiting = list(db.session.scalars(found.where(Entry.id.not_in(decided))))
    dismissed = list(db.session.scalars(found.where(Entry.id.in_(decided))))
    return HeldPage(_rows(person, waiting), _rows(person, dismissed), waiting_count(person))


def _rows(person: Person, entries: list[Entry]) -> list[HeldRow]:
    decisions = held.decisions_about(entries)
    ids = {entry.author_id for entry in entries} | {one.by for one in decisions.values() if one.by}
    people = {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
    units = dict(db.session.execute(select(Unit.id, Unit.short)).all())
    seen = Walk.visible_to(person).where(Walk.id.in_({entry.walk_id for entry in entries if entry.walk_id}))
    walks = {walk.id: walk for walk in db.session.scalars(seen)}
    rows = []
    for entry in entries:
        author, decision = people.get(entry.author_id), decisions.get(entry.id)
        by = people.get(decision.by or "") if decision else None
        unit = units.get(author.unit_id, "") if author else ""
        mine = person.is_a("coordinator") and author is not None and author.unit_id == person.unit_id
        walk = walks.get(entry.walk_id or "")
        name = author.name if author else "未知人员"
        rows.append(HeldRow(entry, name, unit, walk, decision, by.name if by else "", mine, restricted.hides_raw(person, entry)))
    return rows
