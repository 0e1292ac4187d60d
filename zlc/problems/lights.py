"""绿 黄 红 (or 蓝 黄 红, a setting): computed from dates, never set by hand, and always written as a word too. Days to a deadline are
working days wherever they are counted, and are called so (static/client/facts/handling.ts says the same)."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from zlc.catalogue.calendar import working_day_before, working_days_between
from zlc.settings.settings import LIGHTS, Settings


class Light(NamedTuple):
    """`tint` names the style; `words` say it without the colour."""

    tint: str
    words: str


def light_of(due_on: date | None, today: date, by: Settings) -> Light | None:
    """The light of something that is still open; None while nobody has set a day."""
    if due_on is None:
        return None
    if late := overdue(due_on, today):
        return late
    if due_on == today:
        return Light("amber", "黄 今天到期")
    left = _counted(today, due_on)
    words = f"还有 {left} 个工作日" if left else "就要到期"
    if today >= soon_from(due_on, by):
        return Light("amber", f"黄 {words}")
    return Light(by.calm, f"{calm_word(by)} {words}")


def overdue(due_on: date | None, today: date) -> Light | None:
    """Only the red one: of what lights when its days are over, and not before."""
    if due_on is None or due_on >= today:
        return None
    late = _counted(due_on, today)
    return Light("red", f"红 逾期 {late} 个工作日" if late else "红 刚逾期")


@lru_cache(maxsize=1024)  # a list has few days, and asks for each of its rows
def _counted(day: date, until: date) -> int:
    return working_days_between(day, until)


def soon_from(due_on: date, by: Settings) -> date:
    """The day from which it is yellow: so many working days are left then (「距办结时限 3 天内」, 西安市纪委电子督查系统)."""
    return working_day_before(due_on, by.soon_days)


def calm_word(by: Settings) -> str:
    """「绿」, 「蓝」"""
    return LIGHTS[by.calm][0]


def wire_of(due_on: date, by: Settings) -> dict[str, str]:
    """What a phone needs to say the same without the calendar of working days (docs/sync.md, GET /changes)."""
    return {"soon_on": soon_from(due_on, by).isoformat(), "tint": by.calm, "word": calm_word(by)}
