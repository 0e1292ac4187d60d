"""差距: the figures that came out worse than published. What is 未公布 proposes nothing: there is nothing to be worse than."""

from typing import NamedTuple

from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.problems.drafts.draft import Draft
from zlc.walks.fold import WalkState
from zlc.walks.times.comparison import Compared
from zlc.walks.times.handling import handling


class Proposal(NamedTuple):
    """What the problem of one figure is called, and where it belongs."""

    lead: str
    category: str
    stage: str | None = None


PROPOSALS = {
    "materials": Proposal("要的材料比公示的多", "hidden_requirement"),
    "limit": Proposal("办理超过公示的时限", "unpredictable", "result"),
    "steps": Proposal("办理环节比公示的多", "hidden_requirement"),
    "trips": Proposal("跑动次数比公示的多", "hidden_requirement"),
    "online": Proposal("公示可以网办，网上没有办成", "hidden_requirement"),
    "wait": Proposal("等候比承诺的久", "queue", "queue"),
}


def drafts_of(compared: list[Compared], state: WalkState) -> list[Draft]:
    return [_draft(line, state) for line in compared if line.verdict == "worse"]


def _draft(line: Compared, state: WalkState) -> Draft:
    proposal = PROPOSALS[line.code]
    check = None if line.code == "wait" else line.code  # no item of the checklist
    return Draft(line.code, line.item, _text(line, state), proposal.category, proposal.stage, check)


def _text(line: Compared, state: WalkState) -> str:
    """What it is, and both figures."""
    text = f"{PROPOSALS[line.code].lead}：公示 {line.published}，实走 {line.measured}，{line.words}"
    length = handling(state, is_working_day) if line.code == "limit" else None
    if length is not None and length.stopped:
        text += f"（已扣除停表 {clock.spoken_length(length.stopped_said)}）"
    return f"{text}。"
