"""单位: which of them the list shows, who leads them today, and how many people they have."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from zlc import clock
from zlc.accounts.models import OUTSIDE, UNIT_KINDS, Headship, Person, Unit
from zlc.asked import PAGE, Args, ListFilter, text_of
from zlc.database import db

ONLY = {"headless": "今天没有主要负责人", "several": "今天有几位主要负责人"}


@dataclass(frozen=True)
class UnitFilter(ListFilter):
    """`q`: part of a name, or of the name of somebody who led it."""

    ARRANGE: ClassVar[frozenset[str]] = frozenset()

    q: str = ""
    kind: str = ""
    only: str = ""

    @classmethod
    def read(cls, args: Args) -> "UnitFilter":
        asked = {name: text_of(args, name) for name in ("q", "kind", "only", "after")}
        known = {"kind": UNIT_KINDS, "only": ONLY}
        return cls(**{name: one if one in known.get(name, {one}) else "" for name, one in asked.items()})

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.q:
            led = select(Headship.unit_id).where(Headship.name.icontains(self.q, autoescape=True))
            names = (column.icontains(self.q, autoescape=True) for column in (Unit.name, Unit.short))
            found.append(or_(*names, Unit.id.in_(led)))
        if self.kind:
            found.append(Unit.kind == self.kind)
        if self.only == "headless":
            found += [_in_office() == 0, Unit.kind.not_in(OUTSIDE)]
        if self.only == "several":
            found.append(_in_office() > 1)
        return found


def _in_office() -> ScalarSelect[int]:
    """How many lead the unit today, as Unit.heads_on counts them."""
    today = clock.today()
    lasts = or_(Headship.ends_on.is_(None), Headship.ends_on >= today)
    wanted = select(func.count()).where(Headship.unit_id == Unit.id, Headship.begins_on <= today, lasts)
    return wanted.correlate(Unit).scalar_subquery()


class UnitRow(NamedTuple):
    unit: Unit
    heads: list[Headship]  # of today; the first one counts
    people: int


class UnitsPage(NamedTuple):
    rows: list[UnitRow]
    total: int
    next_after: str


def page_of(person: Person, wanted: UnitFilter) -> UnitsPage:
    """Fifty of those that this person may open, by the name that is shown."""
    found = select(Unit).where(*wanted.conditions())
    if not person.opens_all_units:
        found = found.where(Unit.id == person.unit_id)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    last = db.session.get(Unit, wanted.after) if wanted.after else None
    if last is not None:
        found = found.where(or_(Unit.short > last.short, (Unit.short == last.short) & (Unit.id > last.id)))
    page = found.order_by(Unit.short, Unit.id).limit(PAGE + 1).options(joinedload(Unit.parent), selectinload(Unit.headships))
    units = list(db.session.scalars(page))
    people = people_in([unit.id for unit in units[:PAGE]])
    rows = [UnitRow(unit, unit.heads_on(clock.today()), people.get(unit.id, 0)) for unit in units[:PAGE]]
    return UnitsPage(rows, total, units[PAGE - 1].id if len(units) > PAGE else "")


def people_in(unit_ids: list[str]) -> dict[str, int]:
    """How many accounts in use each of them has; a unit without any is left out."""
    wanted = select(Person.unit_id, func.count()).where(Person.unit_id.in_(unit_ids), Person.active).group_by(Person.unit_id)
    return dict(db.session.execute(wanted).all())
