"""绿 黄 红: computed from dates, never set by hand, and always written as a word too."""

from datetime import date
from typing import NamedTuple

# 「距办结时限 3 天内」 turns yellow (西安市纪委电子督查系统).
SOON_DAYS = 3


class Light(NamedTuple):
    """`tint` names the style; `words` say it without the colour."""

    tint: str
    words: str


def light_of(due_on: date | None, today: date) -> Light | None:
    """The light of something that is still open; None while nobody has set a day."""
    if due_on is None:
        return None
    left = (due_on - today).days
    if left < 0:
        return Light("red", f"红 逾期 {-left} 天")
    if left == 0:
        return Light("amber", "黄 今天到期")
    return Light(
        "amber" if left <= SOON_DAYS else "green", f"{'黄' if left <= SOON_DAYS else '绿'} 还有 {left} 天"
    )
