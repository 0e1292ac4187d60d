"""Published against measured (公示与实走): the five figures of 事项流程, and the wait.

Pure: what is published comes in as plain values, the rest is the fold's state. What nobody published
or recorded reads 未公布 or 未记, never zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from zlc.clock import spoken_length
from zlc.walks.durations import calendar_time, measured, net_time, working_days

DAY = 24 * 3600 * 1000
Calendar = Callable[[date], tuple[bool, bool]]
UNKNOWN, NOT_RECORDED = "未公布", "未记"


class Limit(Protocol):
    @property
    def value(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def spoken(self) -> str: ...


@dataclass(frozen=True)
class Published:
    """What the office promises about a matter; None: nothing is published."""

    materials: Sequence[str] | None = None
    limit: Limit | None = None
    steps: int | None = None
    trips: int | None = None
    channels: Sequence[str] = ()
    wait_minutes: int | None = None


class Line(NamedTuple):
    """`verdict` is same · worse · better · open (cannot be said); `words` says it for people."""

    item: str
    published: str
    measured: str
    verdict: str
    words: str


@dataclass
class Stopped:
    """A stretch in which the office's clock stood."""

    begins: int
    ends: int | None


class Length(NamedTuple):
    """One stretch in the three ways of counting. `known` False: 「未含调休」, weekends only."""

    begins: int
    ends: int
    calendar: int
    working_days: int
    known: bool
    net: int
    net_working_days: int


def compare(published: Published, state: dict[str, Any], calendar: Calendar) -> list[Line]:
    done = state["status"] == "finished"
    steps = len({(s["stage"], s["step"]) for s in state["spans"] if s["kind"] != "away"})
    trips = state["trips"] if state["spans"] else None
    return [
        _materials(published.materials, state),
        _limit(published.limit, handling(state, calendar)),
        _steps(published.steps, steps or None, done),
        _count("跑动次数", published.trips, trips, "次", done),
        _online(published.channels, state),
        _wait(published.wait_minutes, state, done),
    ]


def length_of(
    begins: int | None, ends: int | None, state: dict[str, Any], calendar: Calendar
) -> Length | None:
    """Calendar time, working days and time net of the stopped clock; None while one end is missing."""
    if begins is None or ends is None or measured(begins, ends) is None:
        return None
    stopped = [Stopped(one["begins"], one["ends"]) for one in state["stopped"]]
    worked = working_days(begins, ends, calendar)
    return Length(
        begins, ends, calendar_time(begins, ends), worked.days, worked.known,
        net_time(begins, ends, stopped), max(0, worked.days - _stopped_days(begins, ends, stopped, calendar)),
    )  # fmt: skip


def handling(state: dict[str, Any], calendar: Calendar) -> Length | None:
    """From the first acceptance to the result in hand; 补正 in between stops the clock, so `net` counts."""
    entries = [state["entries"][entry_id] for entry_id in state["order"]]
    entries = [entry for entry in entries if not entry["void"]]
    accepted = [
        e["time"] for e in entries if e["kind"] == "outcome" and e["fields"].get("result") == "accepted"
    ]
    begun = [s["begins"] for s in state["spans"] if s["stage"] == "acceptance"]
    done = [e["time"] for e in entries if e["kind"] == "outcome" and e["fields"].get("result") == "done"]
    begins = min(accepted or begun, default=None)
    return length_of(begins, max(done, default=None) or state["ends"], state, calendar)


def _stopped_days(begins: int, ends: int, stopped: list[Stopped], calendar: Calendar) -> int:
    """Working days on which the clock stood; overlapping intervals count once."""
    total, reached = 0, begins
    for one in sorted(stopped, key=lambda one: one.begins):
        start, stop = max(one.begins, reached), min(ends if one.ends is None else one.ends, ends)
        if stop > start:
            total += working_days(start, stop, calendar).days
            reached = stop
    return total


def _difference(published: int, measured: int, unit: str, done: bool) -> tuple[str, str]:
    if measured > published:
        return "worse", f"多 {measured - published} {unit}"
    if not done:
        return "open", "未走完"
    if measured < published:
        return "better", f"少 {published - measured} {unit}"
    return "same", "一致"


def _count(item: str, published: int | None, measured: int | None, unit: str, done: bool) -> Line:
    shown = UNKNOWN if published is None else f"{published} {unit}"
    found = NOT_RECORDED if measured is None else f"{measured} {unit}"
    if published is None or measured is None:
        return Line(item, shown, found, "open", "不比")
    return Line(item, shown, found, *_difference(published, measured, unit, done))


def _steps(published: int | None, measured: int | None, done: bool) -> Line:
    """Fewer than published is no praise: the walker may have been turned away half-way."""
    line = _count("办理环节", published, measured, "个", done)
    return line._replace(verdict="open") if line.verdict == "better" else line


def _materials(published: Sequence[str] | None, state: dict[str, Any]) -> Line:
    asked = [state["entries"][entry_id]["fields"] for entry_id in state["materials"]]
    unit = "份"
    line = _count("要件数量", len(published) if published else None, len(asked) or None, unit, True)
    extra = [str(fields.get("name", "")) for fields in asked if fields.get("listed") is False]
    if extra:
        counted = f"{line.words}，" if published else ""
        return line._replace(verdict="worse", words=f"{counted}未列入指南：{'、'.join(extra)}")
    return line


def _limit(published: Limit | None, measured: Length | None) -> Line:
    item, shown = "办理时限", published.spoken if published else UNKNOWN
    if measured is None:
        return Line(item, shown, NOT_RECORDED, "open", "不比")
    mark = "" if measured.known else "（未含调休）"
    days = -(-measured.net // DAY)
    by_day = published is not None and published.unit == "day"
    found = f"{days} 天" if by_day else f"{measured.net_working_days} 个工作日{mark}"
    if published is None:
        return Line(item, shown, found, "open", "不比")
    over = (days if by_day else measured.net_working_days) - published.value
    if over > 0:
        return Line(item, shown, found, "worse", f"超 {over} {'天' if by_day else '个工作日'}")
    return Line(item, shown, found, "same", "在时限内")


def _online(channels: Sequence[str], state: dict[str, Any]) -> Line:
    item = "网上办事"
    offered = "online" in channels
    shown = UNKNOWN if not channels else "可网办" if offered else "不可网办"
    fields = state["open"]["fields"] if state["open"] else {}
    if fields.get("channel") != "online":
        return Line(item, shown, "本次走现场", "open", "不比")
    found = {"finished": "网上走完"}.get(state["status"], "网上未走完")
    if not channels or (offered and state["status"] != "finished"):
        return Line(item, shown, found, "open", "不比" if not channels else "未走完")
    return Line(
        item, shown, found, "same" if offered else "better", "一致" if offered else "公示未列，实际可办"
    )


def _wait(minutes: int | None, state: dict[str, Any], done: bool) -> Line:
    item, waited = "等候", state["totals"]["waiting"]
    shown = UNKNOWN if minutes is None else f"{minutes} 分"
    if not waited or not any(span["kind"] == "waiting" and span["ends"] is not None for span in state["spans"]):
        return Line(item, shown, NOT_RECORDED, "open", "不比")
    found = spoken_length(waited)
    if minutes is None:
        return Line(item, shown, found, "open", "不比")
    over = waited - minutes * 60_000
    if over > 0:
        return Line(item, shown, found, "worse", f"超 {spoken_length(over)}")
    return Line(item, shown, found, *(("same", "在承诺内") if done else ("open", "未走完")))
