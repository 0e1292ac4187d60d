"""A need's story from top to bottom: collected, amended, studied, decided, answered, as one timeline."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zlc import clock
from zlc.desk.problems.moments import (
    Moment,
    Waiting,
    change_lines,
    happened,
    moments_of,
    people_in,
    struck_by,
    waiting_of,
)
from zlc.needs.models import Need, NeedEvent
from zlc.needs.states import EVENTS, HOW
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.names import names_in, people_named
from zlc.walks.words import NEEDS, Names

COLUMNS = {"text": "内容", "whose": "谁提的", "found_at": "收集时间"}
TINTS = {"studied": "blue", "adopted": "office", "answered": "green"}


@dataclass(frozen=True)
class Story:
    names: Names
    moments: list[Moment]
    waiting: list[Waiting]
    struck_by: str


def story_of(need: Need, walk: Walk, state: WalkState) -> Story:
    """`state` is its walk's."""
    events = need.history()
    names = names_in(state) | people_named([*people_in(events), need.recorder_id])
    done = [_happened(event, names) for event in events]
    return Story(
        names, moments_of(need, walk, state, names, done, found="收集"), waiting_of(need, names, COLUMNS, _shown),
        struck_by(need, events, names),
    )  # fmt: skip


def _happened(event: NeedEvent, names: Names) -> Moment:
    lines, detail = change_lines(event, names, COLUMNS, _shown), event.detail
    if event.verb == "answered":
        day = clock.spoken_day(date.fromisoformat(detail["on"]))
        lines = [f"{day}，{HOW[detail['how']]}回应{detail['to']}", detail["text"]]
    elif event.verb == "begun":
        due_on = f"时限 {clock.spoken_day(date.fromisoformat(detail['due_on']))}" if detail["due_on"] else ""
        lines = [detail["number"], *filter(None, (detail["to"] and f"责任：{detail['to']}", due_on))]
    elif event.verb == "moved":
        lines = [f"原属{detail['unit']}，编号不变"]
    return happened(event, names, EVENTS[event.verb], lines, TINTS.get(event.verb, ""))


def _shown(column: str, value: Any, _names: Names) -> str:
    if value in (None, ""):
        return "（空）"
    if column == "whose":
        return NEEDS.get(value, str(value))
    return clock.spoken(value) if column == "found_at" else str(value)
