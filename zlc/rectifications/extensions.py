"""申请延期: asked for in time, and decided by somebody else. They are methods of Rectification."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import working_day_before
from zlc.errors import NotNow, Refusal
from zlc.rectifications import giving, who
from zlc.rectifications.states import VERBS
from zlc.rectifications.verbs import WHY, done
from zlc.rectifications.who import Doer
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

NOTHING_ASKED = "现在没有待定的延期申请，没有重复登记。"


def last_day_to_ask(due_on: date) -> date:
    return working_day_before(due_on, 1)


def ask_extension(self: Rectification, by: Doer, due_on: date | None, reason: str) -> None:
    """At least one working day before it is due."""
    day = giving.check_day(due_on)
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["ask_extension"])
    if self.extension:
        raise NotNow("已经有一份延期申请待定，没有重复登记。")
    if self.due_on is None or clock.today() > (last := last_day_to_ask(self.due_on)):
        until = f"最晚 {clock.spoken_day(last)} 申请" if self.due_on else "没有时限"
        raise NotNow(f"延期要在到期前至少 1 个工作日申请（{until}），现在来不及了，没有登记。请找联络员改时限。")
    if day <= self.due_on:
        raise Refusal(f"新的时限要晚于现在的（{clock.spoken_day(self.due_on)}）。", status=422, field="due_on")
    self.extension = {"by": by.id, "due_on": day.isoformat(), "reason": reason}
    done(self, by, VERBS["ask_extension"], reason, due_on=day.isoformat())


def grant(self: Rectification, by: Person) -> None:
    day = _asked(self, by, "grant")
    self.due_on, self.extension = giving.check_day(day), None
    done(self, by, VERBS["grant"], due_on=day.isoformat())


def refuse(self: Rectification, by: Person, reason: str) -> None:
    reason = checked_reason(reason, WHY)
    _asked(self, by, "refuse")
    self.extension = None
    done(self, by, VERBS["refuse"], reason)


def _asked(one: Rectification, by: Person, name: str) -> date:
    who.check(one, by, VERBS[name])
    if not one.extension:
        raise NotNow(NOTHING_ASKED)
    return date.fromisoformat(one.extension["due_on"])
