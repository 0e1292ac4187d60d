"""收下未用: what the page of held entries shows."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, not_, select

from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.desk.held import wishes as wish_rows
from zlc.desk.held.beside import message_of
from zlc.desk.held.wishes import WishRow
from zlc.walks.journal import held, restricted, seen
from zlc.walks.journal.held import WISHES, HeldDecision
from zlc.walks.models import Entry, Handover, StayedPhoto, Walk
from zlc.walks.words import KINDS

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
    def message(self) -> str:
        return message_of(self.entry, self.decision)

    @property
    def raw(self) -> str:
        if self.hidden:
            return restricted.HIDDEN + "。"
        body = self.entry.body
        return "内容已依法删除，只留编号。" if body is None else body.decode("utf-8", "replace")

    @property
    def version(self) -> str:
        return seen.version_of(self.entry, None, self.decision)

    @property
    def releasable(self) -> bool:
        return self.mine and self.decision is None and self.entry.why != "not_yours"

    @property
    def dismissable(self) -> bool:
        return self.mine and self.decision is None


@dataclass(frozen=True)
class Gone:
    """A walk that this unit handed over, and the restricted photos of it that stayed here."""

    row: WishRow
    photos: list[str]


@dataclass(frozen=True)
class HeldPage:
    """`wishes` and `waiting` are to be decided, `decided` and `dismissed` were."""

    wishes: list[WishRow]
    waiting: list[HeldRow]
    decided: list[WishRow]
    dismissed: list[HeldRow]
    gone: list[Gone]
    total: int


def waiting_count(person: Person) -> int:
    """How many wait for this person's unit to decide."""
    open_ = held.visible_to(person).where(Entry.id.not_in(select(HeldDecision.entry_id)))
    if not person.reads_all_units:  # what was let go waits for the others
        let_go = select(Handover.entry_id).where(Handover.from_unit_id == person.unit_id)
        open_ = open_.where(Entry.id.not_in(let_go))
    return db.session.scalar(select(func.count()).select_from(open_.subquery())) or 0


def undecided(person: Person) -> int:
    """The same, for the lists that only remind those who decide."""
    return waiting_count(person) if person.decides and not person.reads_all_units else 0


def page_of(person: Person) -> HeldPage:
    decided, wish = select(HeldDecision.entry_id), Entry.why.in_(WISHES)

    def some(*which: ColumnElement[bool]) -> list[Entry]:
        rows = held.visible_to(person).where(*which).order_by(*Entry.as_received(latest_first=True))
        return list(db.session.scalars(rows.limit(MOST)))

    return HeldPage(
        wishes=wish_rows.rows_of(person, some(wish, Entry.id.not_in(decided))),
        waiting=_rows(person, some(not_(wish), Entry.id.not_in(decided))),
        decided=wish_rows.rows_of(person, some(wish, Entry.id.in_(decided))),
        dismissed=_rows(person, some(not_(wish), Entry.id.in_(decided))),
        gone=_gone(person),
        total=waiting_count(person),
    )


def _gone(person: Person) -> list[Gone]:
    """The walks that left the coordinator's unit, the last one first."""
    if not person.decides:
        return []
    rows = select(Entry).join(Handover, Handover.entry_id == Entry.id).join(HeldDecision, HeldDecision.entry_id == Entry.id)
    rows = rows.where(Handover.from_unit_id == person.unit_id, HeldDecision.verb == "take")
    entries = db.session.scalars(rows.order_by(HeldDecision.n.desc()).limit(MOST))
    return [Gone(row, _stayed(person.unit_id, row.walk)) for row in wish_rows.rows_of(person, entries)]


def _stayed(unit_id: str, walk: Walk) -> list[str]:
    if walk.unit_id == unit_id:
        return []  # it has come back
    rows = select(StayedPhoto.entry_id).join(Entry, Entry.id == StayedPhoto.entry_id)
    rows = rows.where(StayedPhoto.unit_id == unit_id, Entry.walk_id == walk.id)
    return list(db.session.scalars(rows.order_by(StayedPhoto.entry_id)))


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
        mine = author is not None and person.coordinates(author.unit_id)
        walk = walks.get(entry.walk_id or "")
        name = author.name if author else "未知人员"
        rows.append(HeldRow(entry, name, unit, walk, decision, by.name if by else "", mine, restricted.hides_raw(person, entry)))
    return rows
