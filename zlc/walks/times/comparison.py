"""Published against measured (公示与实走): the five figures of 事项流程, and the wait.

What is published comes in as plain values, the rest is the fold's state. What nobody published or recorded
reads 未公布 or 未记, never zero.
"""

from collections.abc import Sequence
from typing import NamedTuple

from zlc.catalogue.editions import FIRST
from zlc.catalogue.models import Limit
from zlc.catalogue.step_templates import of_the_published_list
from zlc.clock import spoken_length
from zlc.walks.fold import WalkState
from zlc.walks.standing import REACHED
from zlc.walks.times.durations import DAY, Calendar
from zlc.walks.times.handling import Length, handling
from zlc.walks.times.minutes import MINUTE, walk_minutes
from zlc.walks.times.published import Published

UNKNOWN, NOT_RECORDED = "未公布", "未记"


class Compared(NamedTuple):
    """`code` is the checklist's item, or wait; `verdict` is same · worse · better · open (cannot be said);
    `words` says it for people."""

    code: str
    published: str
    measured: str
    verdict: str
    words: str

    @property
    def item(self) -> str:
        return "等候" if self.code == "wait" else FIRST.items[self.code]  # as the programme calls them


def differences_first(lines: list[Compared]) -> list[Compared]:
    """What is worse, then what else can be said, then what cannot be compared; within each in the programme's order."""
    return sorted(lines, key=lambda line: ("worse", "better", "same").index(line.verdict) if line.verdict != "open" else 3)


def compare(published: Published, state: WalkState, calendar: Calendar) -> list[Compared]:
    return [
        _materials(published.materials, state),
        _limit(published.limit, handling(state, calendar), state.reached == "end"),
        _steps(published.steps, steps_of(state), state),
        _trips(published.trips, state),
        _online(published.channels, state),
        _wait(published.wait_minutes, state),
    ]


def _unreached(state: WalkState) -> str:
    """What stands in the way of a verdict, in a word: who gave up on the way did not do with less. Empty where the walk came
    to its result."""
    return "" if state.reached == "end" else REACHED.get(state.reached or "", "不比")


def _difference(published: int, measured: int, unit: str, unreached: str) -> tuple[str, str]:
    if measured > published:
        return "worse", f"多 {measured - published} {unit}"
    if unreached:
        return "open", unreached
    if measured < published:
        return "better", f"少 {published - measured} {unit}"
    return "same", "一致"


def _count(code: str, published: int | None, measured: int | None, unit: str, unreached: str = "") -> Compared:
    shown = UNKNOWN if published is None else f"{published} {unit}"
    found = NOT_RECORDED if measured is None else f"{measured} {unit}"
    if published is None or measured is None:
        return Compared(code, shown, found, "open", "不比")
    return Compared(code, shown, found, *_difference(published, measured, unit, unreached))


def steps_of(state: WalkState) -> int | None:
    """办理环节: how many steps of the office's the walk passed, each counted once. None where it was stamped in none."""
    return sum(of_the_published_list(*one) for one in {(span.stage, span.step) for span in state.spans}) or None


def _steps(published: int | None, measured: int | None, state: WalkState) -> Compared:
    """Fewer than published is no praise: not every step may have been stamped."""
    line = _count("steps", published, measured, "个", _unreached(state))
    if published is None or measured is None or measured >= published:
        return line
    return line._replace(measured=f"记到 {measured} 个", verdict="open", words="不比")


def _trips(published: int | None, state: WalkState) -> Compared:
    """In 代理办 somebody else came: the applicant did not have to."""
    line = _count("trips", published, state.trips if state.spans else None, "次", _unreached(state))
    fields = state.opening
    if fields.get("mode") != "delegate" or line.measured == NOT_RECORDED or fields.get("channel") == "online":
        return line
    return line._replace(measured=f"代办人 {state.trips} 次，申请人 0 次")


def _materials(published: Sequence[str] | None, state: WalkState) -> Compared:
    asked = [state.entries[entry_id].fields for entry_id in state.materials]
    line = _count("materials", len(published) if published else None, len(asked) or None, "份")
    extra = [str(fields.get("name", "")) for fields in asked if fields.get("listed") is False]
    if not published or not extra:  # phones took whatever was typed for 清单外, also where there is no list
        return line
    return line._replace(verdict="worse", words=f"{line.words}，未列入指南：{'、'.join(extra)}")


def _limit(published: Limit | None, measured: Length | None, decided: bool) -> Compared:
    code, shown = "limit", published.spoken if published else UNKNOWN
    if measured is None:
        return Compared(code, shown, NOT_RECORDED, "open", "不比")
    days = -(-measured.net // DAY)
    by_day = published is not None and published.unit == "day"
    found = f"{days} 天" if by_day else worked(measured)
    if published is None:
        return Compared(code, shown, found, "open", "不比")
    over = (days if by_day else measured.net_working_days) - published.value
    if over > 0:
        return Compared(code, shown, found, "worse", f"超 {over} {'天' if by_day else '个工作日'}")
    return Compared(code, shown, found, *(("same", "在时限内") if decided else ("open", "没有记下办结")))


def worked(length: Length) -> str:
    """What the office took, in working days."""
    mark = "" if length.known else "（未含调休）"
    return f"{length.net_working_days} 个工作日{mark}" if length.net_working_days else f"不到 1 个工作日{mark}"


def _online(channels: Sequence[str], state: WalkState) -> Compared:
    code = "online"
    offered = "online" in channels
    shown = UNKNOWN if not channels else "可网办" if offered else "不可网办"
    if state.opening.get("channel") != "online":
        return Compared(code, shown, "本次走现场", "open", "不比")
    failed = state.result == "refused" or (state.status == "finished" and state.result == "referred")
    unreached = "" if failed else _unreached(state)
    if unreached:
        return Compared(code, shown, f"网上{unreached}", "open", unreached if offered else "不比")
    found = "网上没有办成" if failed else "网上走到底"
    if not channels or (failed and not offered):
        return Compared(code, shown, found, "open", "不比")
    if failed:
        return Compared(code, shown, found, "worse", "公示可网办，这次没有办成")
    return Compared(code, shown, found, *(("same", "一致") if offered else ("better", "公示未列，实际可办")))


def _wait(minutes: int | None, state: WalkState) -> Compared:
    code, waited, said = "wait", state.totals.waiting, walk_minutes(state).kinds["waiting"]
    shown = UNKNOWN if minutes is None else f"{minutes} 分"
    if not waited or not any(span.kind == "waiting" and span.ends is not None for span in state.spans):
        return Compared(code, shown, NOT_RECORDED, "open", "不比")
    found = spoken_length(said)
    if minutes is None or state.opening.get("channel") == "online":  # what is promised is the hall's queue
        return Compared(code, shown, found, "open", "不比")
    over = waited - minutes * MINUTE
    if over > 0:
        return Compared(code, shown, found, "worse", f"超 {spoken_length(max(said - minutes * MINUTE, 1))}")
    return Compared(code, shown, found, *_within(state))


def _within(state: WalkState) -> tuple[str, str]:
    unreached = _unreached(state)
    return ("open", unreached) if unreached else ("same", "在承诺内")
