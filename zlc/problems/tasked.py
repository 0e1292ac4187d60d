"""What a problem keeps of being given by the office (tasking.py): until when, and which units assist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Date, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from zlc.accounts.models import Person, Unit
from zlc.database import Model
from zlc.problems import tasking
from zlc.problems.line import Line
from zlc.problems.states import Verb


class ProblemHelper(Model):
    """协办: a unit that assists the one that leads."""

    __tablename__ = "problem_helpers"
    __table_args__ = (Index("ix_problem_helpers_unit", "unit_id", "problem_id"),)

    problem_id: Mapped[str] = mapped_column(String(36), ForeignKey("problems.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(36), ForeignKey("units.id"), primary_key=True)


class Tasked(Line):
    """A mixin of Problem. `wanted_on`: by when the office wants it put right. `take_by` (passed.py) is the day to sign for it."""

    wanted_on: Mapped[date | None] = mapped_column(Date)

    if TYPE_CHECKING:
        helpers: Mapped[list[Unit]]
    else:

        @declared_attr
        def helpers(cls) -> Mapped[list[Unit]]:
            return relationship(Unit, secondary="problem_helpers", order_by=Unit.name, sync_backref=False)

    sign = tasking.sign

    def may_be_done_by(self, verb: Verb, person: Person) -> bool:
        helps = "helper" in verb.by and person.decides and any(unit.id == person.unit_id for unit in self.helpers)
        return helps or super().may_be_done_by(verb, person)

    @classmethod
    def besides(cls, person: Person) -> list[ColumnElement[bool]]:
        """What their unit assists in."""
        return [cls.id.in_(helped_by(person.unit_id))]


def helped_by(unit_id: str) -> Select[Any]:
    return select(ProblemHelper.problem_id).where(ProblemHelper.unit_id == unit_id)
