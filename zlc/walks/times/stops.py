"""停表 and 受理前补正: when the papers were with the applicant, or a special procedure ran, with what was written down about it."""

from typing import NamedTuple

from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.walks.fold.state import Stopped, WalkState
from zlc.walks.times.acceptance import Accepted, accepted_of
from zlc.walks.times.durations import WorkingDays, working_days

WHY_STOPPED = {"supplement": "补正", "suspended": "特别程序"}


class Stop(NamedTuple):
    """`reason`: what its entries say; `ends` None: it still lasts. `before`: it began before the acceptance, when no clock
    ran that it could have stopped."""

    why: str
    reason: str
    begins: int
    ends: int | None
    before: bool

    @property
    def word(self) -> str:
        return WHY_STOPPED[self.why]

    @property
    def words(self) -> str:
        return "还没有恢复" if self.ends is None else clock.spoken_length(self.ends - self.begins)

    @property
    def days(self) -> WorkingDays | None:
        return None if self.ends is None else working_days(self.begins, self.ends, is_working_day)


def stops_of(state: WalkState) -> list[Stop]:
    """Each for itself, in order."""
    accepted = accepted_of(state, is_working_day)
    return [Stop(one.why, _reason(state, one), one.begins, one.ends, _is_before(one, accepted)) for one in state.stopped]


def heads(stops: list[Stop]) -> list[tuple[str, list[Stop]]]:
    """「停表 1 次」 and 「受理前补正 2 次」, each with its own."""
    stopping = [one for one in stops if not one.before]
    before = [one for one in stops if one.before]
    named = (("停表", stopping), ("受理前补正", before))
    return [(f"{word} {len(some)} 次", some) for word, some in named if some]


def late_notice(state: WalkState) -> str:
    """Said where nobody was told in time; empty otherwise."""
    accepted = accepted_of(state, is_working_day)
    if accepted is None or not accepted.late:
        return ""
    return f"补正告知晚于收到材料后五个工作日，按行政许可法第三十二条自收到之日 {clock.spoken(accepted.at)} 起算受理。"


def _is_before(one: Stopped, accepted: Accepted | None) -> bool:
    """A special procedure has nothing to begin with before an acceptance: where none is known, one was not written down."""
    if accepted is None:
        return one.why == "supplement"
    return one.begins < accepted.at and one.ends is not None and one.ends <= accepted.at


def _reason(state: WalkState, stopped: Stopped) -> str:
    said = [str(state.entries[entry_id].fields.get("reason") or "") for entry_id in stopped.entries]
    return "；".join(dict.fromkeys(filter(None, said)))
