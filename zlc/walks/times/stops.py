"""停表: the stretches in which the office's clock stood, with what was written down about them."""

from typing import NamedTuple

from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.walks.fold.state import Stopped, WalkState
from zlc.walks.times.durations import WorkingDays, working_days
from zlc.walks.times.minutes import shares

WHY_STOPPED = {"supplement": "补正", "suspended": "特别程序"}
STOPPING = {"supplement": "outcome", "suspended": "suspended"}  # the kind of entry that stopped the clock


class Stop(NamedTuple):
    """A stretch in which the office's clock stood, with the reason its entry gives; `ends` None: it still stands.
    `minutes`: its length as it is said, so that all of them add up."""

    word: str
    reason: str
    begins: int
    ends: int | None
    minutes: int | None

    @property
    def words(self) -> str:
        return "还没有恢复" if self.minutes is None else clock.spoken_length(self.minutes)

    @property
    def days(self) -> WorkingDays | None:
        return None if self.ends is None else working_days(self.begins, self.ends, is_working_day)


def stops_of(state: WalkState) -> list[Stop]:
    over = iter(shares([one.ends - one.begins for one in state.stopped if one.ends is not None]))
    return [
        Stop(WHY_STOPPED[one.why], _reason(state, one), one.begins, one.ends, None if one.ends is None else next(over))
        for one in state.stopped
    ]


def _reason(state: WalkState, stopped: Stopped) -> str:
    """What the entry says that stopped the clock at that instant."""
    kind = STOPPING[stopped.why]
    for entry_id in state.order:
        entry = state.entries[entry_id]
        if (entry.kind, entry.time, entry.void) == (kind, stopped.begins, False):
            return str(entry.fields.get("reason") or "")
    return ""
