"""The history of a unit and of its heads: who changed what of it, when and why."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Headship, Person, Unit
from zlc.database import Model, db, uuid7

ADDED, CORRECTED, TOOK_OFFICE, OFFICE_CORRECTED, LEFT_OFFICE = "added", "corrected", "took_office", "office_corrected", "left_office"
HOW = {
    ADDED: "添加单位", CORRECTED: "更正单位", TOOK_OFFICE: "登记主要负责人", OFFICE_CORRECTED: "更正任职", LEFT_OFFICE: "任职结束",
}  # fmt: skip
Values = dict[str, Any]


class UnitChange(Model):
    """`before`, `after`: what changed, by column, as JSON; `before` is empty of what was new. `by`: None of what was done by
    command, on the server."""

    __tablename__ = "unit_changes"
    __table_args__ = (Index("ix_unit_changes_unit", "unit_id", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    headship_id: Mapped[str | None] = mapped_column(ForeignKey("headships.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    how: Mapped[str] = mapped_column(String(20))
    before: Mapped[Values] = mapped_column(JSON, default=dict)
    after: Mapped[Values] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[Person | None] = relationship()
    headship: Mapped[Headship | None] = relationship()

    @property
    def how_name(self) -> str:
        return HOW.get(self.how, self.how)

    @property
    def author(self) -> str:
        return f"{self.person.name}（{self.person.unit.short}）" if self.person else "服务器的管理者，用命令"


def set_values(thing: Unit | Headship, values: Values) -> tuple[Values, Values]:
    """Make them so; what of them was otherwise before, and is now."""
    different = {name: value for name, value in values.items() if getattr(thing, name) != value}
    before = {name: getattr(thing, name) for name in different}
    for name, value in different.items():
        setattr(thing, name, value)
    return before, different


def keep(
    by: Person | None, how: str, unit: Unit, before: Values, after: Values, reason: str = "", headship: Headship | None = None
) -> None:
    """Note what has just been done, in the same transaction."""
    db.session.flush()  # what is new has its id
    db.session.add(UnitChange(
        unit_id=unit.id, headship_id=headship.id if headship else None, by=by.id if by else None, how=how,
        before=plain(before), after=plain(after), reason=reason,
    ))  # fmt: skip
    db.session.flush()
    db.session.expire_all()  # a unit's parent and its heads are read again, in their order


def plain(values: Values) -> Values:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def changes_of(unit_id: str) -> list[UnitChange]:
    """The latest first."""
    wanted = select(UnitChange).where(UnitChange.unit_id == unit_id).order_by(UnitChange.id.desc())
    return list(db.session.scalars(wanted))
