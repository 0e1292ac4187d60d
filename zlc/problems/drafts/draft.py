"""A problem as it is proposed, and the words that all of them share. Pure."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from zlc.documents.masking import shortened
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import Span

LONGEST_NAME, LONGEST_NOTE = 60, 400  # so that no draft is longer than a problem may be


class Draft(NamedTuple):
    """`code`: of a figure, else the entry that it was drawn from; `known_as`: under what else the same thing may have been decided.

    `fact`: what somebody judged, word by word; nothing for what is counted. `entries`: what it was drawn from. `recorded`: somebody has
    written this problem down by hand.
    """

    code: str
    item: str
    text: str
    category: str | None
    stage: str | None = None
    check: str | None = None
    entries: tuple[str, ...] = ()
    fact: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    recorded: bool = False

    @property
    def codes(self) -> set[str]:
        return {self.code, *self.known_as}


def worded(head: str, state: WalkState, details: Iterable[Any] = ()) -> str:
    """「没有「自助服务」（市政务大厅，窗口 3）：机器停用。」"""
    where, said = _where(state), "；".join(_clause(one) for one in details if one)
    return f"{head}{f'（{where}）' if where else ''}{f'：{said}' if said else ''}。"


def named(value: Any) -> str:
    """「居住证明」 in its marks; what nobody named says so."""
    name = str(value or "").strip()
    return f"「{shortened(name, LONGEST_NAME)}」" if name else "（没有写名称）"


def _clause(value: Any) -> str:
    return shortened(str(value).strip().rstrip("。；;."), LONGEST_NOTE)


def _where(state: WalkState) -> str:
    said = state.opening
    if said.get("channel") == "online":
        return "网上办理"
    window = said.get("window")
    words = (said.get("place"), f"窗口 {window}" if window not in (None, "") else "")
    return "，".join(shortened(str(one), LONGEST_NAME) for one in words if one)


def stage_at(state: WalkState, time: int) -> str | None:
    """Where the walk stood then."""
    return next((span.stage for span in reversed(stages(state)) if span.begins <= time), None)


def stages(state: WalkState) -> list[Span]:
    return [span for span in state.spans if span.kind != "away"]
