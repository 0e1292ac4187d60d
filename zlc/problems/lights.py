"""绿 黄 红 (or 蓝 黄 红, a setting): computed from dates, never set by hand, and always written as a word too."""

from datetime import date
from typing import NamedTuple

from zlc.catalogue.calendar import working_day_before
from zlc.settings.settings import LIGHTS, Settings


class Light(NamedTuple):
    """`tint` names the style; `words` say it without the colour."""

    tint: str
    words: str


def light_of(due_on: date | None, today: date, by: Settings) -> Light | None:
    """The light of something that is still open; None while nobody has set a day."""
    if due_on is None:
        return None
    left = (due_on - today).days
    if late := overdue(due_on, today):
        return late
    if left == 0:
        return Light("amber", "黄 今天到期")
    if today >= soon_from(due_on, by):
        return Light("amber", f"黄 还有 {left} 天")
    return Light(by.calm, f"{calm_word(by)} 还有 {left} 天")


def overdue(due_on: date | None, today: date) -> Light | None:
    """Only the red one: of what lights when its days are over, and not before."""
    return Light("red", f"红 逾期 {(today - due_on).days} 天") if due_on is not None and due_on < today else None


def soon_from(due_on: date, by: Settings) -> date:
    """The day from which it is yellow: so many working days are left then (「距办结时限 3 天内」, 西安市纪委电子督查系统)."""
    return working_day_before(due_on, by.soon_days)


def calm_word(by: Settings) -> str:
    """「绿」, 「蓝」"""
    return LIGHTS[by.calm][0]


def wire_of(due_on: date, by: Settings) -> dict[str, str]:
    """What a phone needs to say the same without the calendar of working days (docs/sync.md, GET /changes)."""
    return {"soon_on": soon_from(due_on, by).isoformat(), "tint": by.calm, "word": calm_word(by)}
