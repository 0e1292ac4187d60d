"""安排再走一遍: whether it was put right is shown by walking the same matter again. The request stands in the rectification's row
(`rewalk`) until a walk was begun from it, and is on the unit's phones meanwhile. They are methods of Rectification."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.errors import NotNow
from zlc.problems.said import LONGEST_MATTER, typed
from zlc.rectifications import giving, who
from zlc.rectifications.states import VERBS
from zlc.rectifications.verbs import SAME, WHY, done
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


def plan_rewalk(self: Rectification, by: Person, matter: str, due_on: date | None) -> None:
    """Asked for, or, where it was, another matter or day."""
    matter = typed(matter, LONGEST_MATTER, "matter", "请写再走哪个事项。")
    day = giving.check_day(due_on)
    who.check(self, by, VERBS["plan_rewalk"])
    asked: dict[str, Any] = {"matter_id": _matter_id(self, matter), "matter": matter, "due_on": day.isoformat()}
    if self.rewalk == asked:
        raise NotNow(SAME)
    self.rewalk = asked
    done(self, by, VERBS["plan_rewalk"], text=matter, due_on=day.isoformat())


def withdraw_rewalk(self: Rectification, by: Person, reason: str) -> None:
    """Whoever has set out already walks on; their walk is told here when it comes (ties.py)."""
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["withdraw_rewalk"])
    if not self.rewalk:
        raise NotNow("现在没有等人再走的安排，没有重复登记。")
    self.rewalk = None
    done(self, by, VERBS["withdraw_rewalk"], reason)


def matter_of(one: Rectification) -> str:
    """The one to be walked again, as long as nobody says otherwise."""
    return str(one.rewalk["matter"]) if one.rewalk else one.matter_name


def _matter_id(one: Rectification, name: str) -> str | None:
    """That of its problems, if it is called so; else one that is offered under this name, its own unit's first."""
    for problem in one.problems:
        if problem.matter_id and problem.matter_name == name:
            return problem.matter_id
    own = (Matter.unit_id == one.unit_id).desc()
    return db.session.scalar(select(Matter.id).where(Matter.name == name, Matter.active).order_by(own, Matter.id).limit(1))
