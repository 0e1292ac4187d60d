"""等结果: what was handed in, and has no result yet. Whoever recorded it is reminded until there is one."""

from dataclasses import dataclass

from zlc.catalogue.models import Limit
from zlc.walks.fold import WalkState
from zlc.walks.times.durations import DAY, Calendar
from zlc.walks.times.handling import Length, length_of, outcomes


def waits_since(state: WalkState) -> int | None:
    """When it was accepted (unix ms), or what waits began; None unless a walk waits for its result."""
    steps = [span for span in state.spans if span.kind != "away"]
    if state.reached != "going" or not steps or steps[-1].kind != "office":
        return None
    accepted = [one.time for one in outcomes(state) if one.fields.get("result") == "accepted"]
    begun = [span.begins for span in steps if span.stage == "acceptance"]
    return min(accepted or begun or [steps[-1].begins])


@dataclass(frozen=True)
class Waiting:
    """How long a result has been waited for, by the office's clock, and how long it was promised to take."""

    length: Length
    limit: Limit | None

    @property
    def over(self) -> bool:
        if self.limit is None:
            return False
        by_day = self.limit.unit == "day"
        return (self.length.net // DAY if by_day else self.length.net_working_days) > self.limit.value

    @property
    def words(self) -> str:
        """「3 个工作日，承诺 5 个工作日」"""
        mark = "" if self.length.known else "（未含调休）"
        by_day = self.limit is not None and self.limit.unit == "day"
        waited = f"{self.length.net // DAY} 天" if by_day else f"{self.length.net_working_days} 个工作日{mark}"
        return f"{waited}，承诺 {self.limit.spoken}" if self.limit else waited


def waiting(state: WalkState, limit: Limit | None, now: int, calendar: Calendar) -> Waiting | None:
    since = waits_since(state)
    length = length_of(since, now, state, calendar) if since is not None else None
    return Waiting(length, limit) if length else None
