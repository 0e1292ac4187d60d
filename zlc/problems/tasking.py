"""交办: the office gives something to a unit, which leads, and to others, which assist. The leading unit signs for it, and it is a
problem of that unit as any other; each of the units may begin a rectification of its own. `sign` is a method of Problem (models.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.calendar import working_day_after
from zlc.database import db
from zlc.errors import Forbidden, Refusal
from zlc.problems import deadlines, numbers
from zlc.problems.guards import check_driver, check_state
from zlc.problems.said import LONGEST_TEXT, columns_of, typed
from zlc.problems.states import TASK, VERBS
from zlc.settings.editions import in_force
from zlc.texts import clean_text

if TYPE_CHECKING:
    from zlc.problems.models import Problem

YOURS = "交办由营商办做。没有改动任何内容。"


@dataclass(frozen=True)
class Task:
    """What the office says of it. `unit` leads, `helpers` assist: ids."""

    unit: str
    helpers: Sequence[str]
    text: str
    wanted_on: date | None
    category: str = ""
    severity: str = ""
    matter: str = ""

    def columns(self, unit_id: str) -> dict[str, Any]:
        """As the row keeps it. Raises Refusal (422) naming the field at fault."""
        text = typed(self.text, LONGEST_TEXT, "text", "请写明交办什么。", lines=True)
        if self.wanted_on is None:
            raise Refusal("请写要求办结的日子。", status=422, field="wanted_on")
        if fault := deadlines.fault_of(self.wanted_on, clock.today()):
            raise Refusal(fault.said, status=422, field="wanted_on")
        return {"text": text, "wanted_on": self.wanted_on, **columns_of(unit_id, self.category, self.severity, self.matter)}


def check_may_give(person: Person) -> None:
    if not person.oversees:
        raise Forbidden(YOURS)


def give(by: Person, task: Task, key: str = "") -> Problem:
    """新发现 of the leading unit, to be signed for. The caller holds the commit lock, and commits. Raises Forbidden, NotNow, Refusal."""
    from zlc.problems.registering import new_id, numbered

    check_may_give(by)
    id_ = new_id(by, key, TASK)
    unit = _unit(task.unit)
    if unit is None:
        raise Refusal("请选主办单位。", status=422, field="unit")
    helpers = [_unit(one) for one in dict.fromkeys(task.helpers)]
    if None in helpers or unit in helpers:
        raise Refusal("协办单位请从列出的里面选，不含主办单位。", status=422, field="helpers")
    today, columns = clock.today(), task.columns(unit.id)
    until = working_day_after(today, in_force().sign_days)
    one = numbered(
        unit, numbers.quarter_of(today), id=id_, source="task", recorder_id=by.id, found_at=clock.now_ms(),
        take_by=until, **columns,
    )  # fmt: skip
    one.helpers = [helper for helper in helpers if helper]
    one.happened(
        TASK.event, by.id, to=unit.short, helpers=[helper.short for helper in one.helpers],
        due_on=columns["wanted_on"].isoformat(), until=until.isoformat(),
    )  # fmt: skip
    return one


def sign(self: Problem, by: Person) -> None:
    """→ 已确认. As every verb that its own unit's coordinator does."""
    check_driver(self, by)
    check_state(self, VERBS["sign"])
    self.state, self.frozen, self.take_by = "confirmed", True, None
    self.touch()
    self.happened(VERBS["sign"].event, by.id)


def wanted_of(problem: Problem) -> date | None:
    """The day that the office wants, where it may still be set."""
    day = problem.wanted_on
    return None if day is None or deadlines.fault_of(day, clock.today()) else day


def _unit(unit_id: str) -> Unit | None:
    unit = db.session.get(Unit, clean_text(unit_id)) if unit_id else None
    return None if unit is None or unit.outside else unit
