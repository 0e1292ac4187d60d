"""定措施: why it came about, what is done about it, and by what it will be seen that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from zlc.errors import Refusal
from zlc.problems.said import typed
from zlc.problems.suggestions import FIGURES
from zlc.rectifications.states import CAUSES

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

LONGEST_WORDS, LONGEST_TARGET = 1000, 60


class Wanted(NamedTuple):
    """By what it is to be measured, as a plan says it."""

    figure: str
    target: str
    criterion: str


def drafted_of(one: Rectification) -> Wanted | None:
    """What the first 优化建议 on one of its problems says; none without one."""
    said = next((problem.suggestion for problem in one.problems if problem.suggestion), None)
    if said is None:
        return None
    return Wanted(said["figure"] if said["after"] else "", said["after"], said["way"])


@dataclass(frozen=True)
class Plan:
    """`figure` and `target`: 材料 2 份; `criterion`: the same in words. One of both must be there."""

    cause: str
    measure: str
    figure: str = ""
    target: str = ""
    criterion: str = ""

    def columns(self) -> dict[str, Any]:
        """As the row keeps it. Raises Refusal (422) naming the field at fault."""
        if self.cause not in CAUSES:
            raise Refusal("请选原因。", status=422, field="cause")
        if self.figure and self.figure not in FIGURES:
            raise Refusal("指标请从列出的里面选。", status=422, field="figure")
        measure = typed(self.measure, LONGEST_WORDS, "measure", "请写怎样整改。", lines=True)
        target = typed(self.target, LONGEST_TARGET, "target")
        criterion = typed(self.criterion, LONGEST_WORDS, "criterion", lines=True)
        if bool(self.figure) != bool(target):
            raise Refusal("指标和要达到多少，请都填，或者都不填。", status=422, field="target")
        if not (target or criterion):
            raise Refusal("请写达到什么算改好了：选一个指标写明要达到多少，或者用一句话写。", status=422, field="criterion")
        return {"cause": self.cause, "measure": measure, "figure": self.figure or None, "target": target, "criterion": criterion}
