"""The story of a proof or an intermediary from top to bottom: asked for, amended, decided, as one timeline."""

from dataclasses import dataclass
from typing import Any

from zlc.demands.models import Demand
from zlc.demands.proof_states import JUDGE, STATES, TINTS
from zlc.desk.problems.moments import Moment, happened, moments_of, people_in, struck_by
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.names import names_in, people_named
from zlc.walks.words import Names


@dataclass(frozen=True)
class Story:
    names: Names
    moments: list[Moment]
    struck_by: str


def story_of(one: Demand, walk: Walk, state: WalkState) -> Story:
    """`state` is its walk's."""
    events = one.history()
    names = names_in(state) | people_named([*people_in(events), one.recorder_id])
    done = [_happened(one, event, names) for event in events]
    return Story(names, moments_of(one, walk, state, names, done, found="记录"), struck_by(one, events, names))


def _happened(one: Demand, event: Any, names: Names) -> Moment:
    detail, word = event.detail, one.TABLE.EVENTS[event.verb]
    if event.verb == "moved":
        return happened(event, names, word, [f"原属{detail['unit']}，编号不变"], "")
    if event.verb != JUDGE.event:
        return happened(event, names, word, [], "")
    lines = [f"原定：{STATES[detail['before']]}"] if detail["before"] != "new" else []
    lines += [f"依据：{detail['basis']}"] if detail["basis"] else []
    return happened(event, names, f"定为「{STATES[detail['decision']]}」", lines, TINTS[detail["decision"]])
