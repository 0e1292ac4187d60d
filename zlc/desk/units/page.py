"""What the page of one unit shows: its facts, who led it from when to when, and how all that came to be."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.accounts import headships, units
from zlc.accounts.models import UNIT_KINDS, Headship, Person, Unit
from zlc.accounts.unit_changes import UnitChange, changes_of
from zlc.database import db
from zlc.desk.units.listing import people_in

NAMES = units.FIELDS | headships.FIELDS


class HeadRow(NamedTuple):
    """`state` is 在任, 已离任 or 未到任; `overlaps`: with whom on which days, and who counts there."""

    one: Headship
    days: str
    state: str
    counts_today: bool
    overlaps: list[str]


class Told(NamedTuple):
    """One change: (what, before, after) of each field; before is empty of what was new."""

    change: UnitChange
    how: str
    about: str
    fields: list[tuple[str, str, str]]


class UnitPage(NamedTuple):
    above: list[Unit]
    below: list[Unit]
    people: int
    heads: list[HeadRow]
    history: list[Told]


def page_of(unit: Unit) -> UnitPage:
    below = list(db.session.scalars(select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.name, Unit.id)))
    return UnitPage(
        above=list(units.upwards(unit))[:0:-1], below=below, people=people_in([unit.id]).get(unit.id, 0), heads=_heads(unit),
        history=_history(unit),
    )  # fmt: skip


def _heads(unit: Unit) -> list[HeadRow]:
    """Who came last first."""
    today = clock.today()
    counts = unit.head_on(today)
    return [
        HeadRow(one, headships.days_of(one), _state(one, today), one is counts, _overlaps(unit, one))
        for one in reversed(unit.headships)
    ]


def _state(one: Headship, today: date) -> str:
    if one.begins_on > today:
        return "未到任"
    return "在任" if one.ends_on is None or one.ends_on >= today else "已离任"


def _overlaps(unit: Unit, one: Headship) -> list[str]:
    found = []
    for other in headships.overlapping(unit, one.begins_on, one.ends_on):
        if other is one:
            continue
        first, ends = max(one.begins_on, other.begins_on), [day for day in (one.ends_on, other.ends_on) if day]
        last = headships.spoken(min(ends)) if ends else "今"
        later = max(one, other, key=lambda it: (it.begins_on, it.id))
        found.append(f"和{other.name}的任期重叠：{headships.spoken(first)}至{last}，按{later.name}算")
    return found


def _history(unit: Unit) -> list[Told]:
    """The latest first."""
    changes = changes_of(unit.id)
    values = [(field, one) for change in changes for side in (change.before, change.after) for field, one in side.items() if one]
    names = {row.id: row.short for row in db.session.execute(select(Unit.id, Unit.short).where(Unit.id.in_(_ids(values, "parent_id"))))}
    people = db.session.scalars(select(Person).where(Person.id.in_(_ids(values, "person_id"))))
    names |= {one.id: f"{one.name}（{one.username}）" for one in people}
    return [_told(change, names) for change in changes]


def _ids(values: list[tuple[str, Any]], field: str) -> list[str]:
    return sorted({one for name, one in values if name == field})


def _told(change: UnitChange, names: dict[str, str]) -> Told:
    fields = [
        (NAMES[field], words_of(field, change.before.get(field), names) if change.before else "", words_of(field, after, names))
        for field, after in change.after.items()
    ]
    return Told(change, change.how_name, change.headship.name if change.headship else "", fields)


def words_of(field: str, value: Any, names: dict[str, str]) -> str:
    """A value as the history has it, for people."""
    if value is None:
        return "没有写"
    if field == "kind":
        return UNIT_KINDS.get(value, value)
    if field in ("begins_on", "ends_on"):
        return headships.spoken(date.fromisoformat(value))
    return names.get(value, str(value)) if field.endswith("_id") else str(value)
