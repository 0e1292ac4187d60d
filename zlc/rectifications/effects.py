"""成效复核: some weeks after a closing somebody looks again whether it holds. 有效 ends it, 反弹 puts it under way again. They are methods
of Rectification."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import working_day_from
from zlc.errors import NotNow
from zlc.problems.guards import check_state
from zlc.rectifications import giving, publishing, who
from zlc.rectifications.states import VERBS, Step
from zlc.rectifications.verbs import WHY, done
from zlc.settings.editions import in_force
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

SEEN = "请写看到了什么，以后查得到。"


def day_after(closed_on: date) -> date:
    """From which day the effect of what was closed then is looked at again: days of the calendar, and on to the next working day."""
    return working_day_from(closed_on + timedelta(days=in_force().effect_days))


def is_due(one: Rectification) -> bool:
    return one.recheck_on is not None and one.recheck_on <= clock.today()


def close(one: Rectification) -> None:
    one.state, one.recheck_on, one.guide = "closed", day_after(clock.today()), publishing.state_of(one)


def put_under_way(one: Rectification) -> None:
    """What had been closed, or submitted, is worked at again."""
    one.state, one.recheck_on, one.guide = "working", None, None


def uphold(self: Rectification, by: Person, seen: str) -> None:
    """有效: it stays closed, and is not asked about again."""
    seen = checked_reason(seen, SEEN)
    _check(self, by, VERBS["uphold"])
    self.recheck_on = None
    done(self, by, VERBS["uphold"], seen)


def relapse(self: Rectification, by: Person, due_on: date | None, reason: str) -> None:
    """反弹 → 整改中, with a new day: the one before lies weeks back."""
    day = giving.check_day(due_on)
    reason = checked_reason(reason, WHY)
    _check(self, by, VERBS["relapse"])
    put_under_way(self)
    self.due_on = day
    done(self, by, VERBS["relapse"], reason, due_on=day.isoformat())


def _check(one: Rectification, by: Person, verb: Step) -> None:
    who.check_may(one, by, verb)
    check_state(one, verb)
    if one.recheck_on is None:
        raise NotNow("成效已经复核过，没有重复登记。")
    if not one.recheck_due:
        raise NotNow(f"成效要到 {clock.spoken_day(one.recheck_on)} 起才复核；现在又出现的，请用「重开」。没有登记。")
