"""拟记的问题 of one walk, each with what it was drawn from and what became of it: the same on its page and on paper."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from zlc.asked import PAGE
from zlc.catalogue.categories import category_name
from zlc.catalogue.step_templates import STAGES
from zlc.desk import naming
from zlc.desk.comparison.lines import Decided, decided_of
from zlc.problems import gaps
from zlc.problems.gaps import Gap
from zlc.walks.models import Walk
from zlc.walks.names import names_in

GONE, GONE_FIGURE = "后来的记录改了，现在没有这一项。", "后来的记录或公示改了，现在没有这处差距。"


class GapRow(NamedTuple):
    """`drawn_from`: (entry, its words); `past`: what was decided about it so far."""

    gap: Gap
    drawn_from: list[tuple[str, str]]
    past: list[Decided]

    @property
    def decided(self) -> Decided | None:
        return None if self.gap.open or not self.past else self.past[-1]

    @property
    def place(self) -> str:
        """「服务态度与纪律 · 受理」"""
        draft = self.gap.draft
        return " · ".join((category_name(draft.category), STAGES.get(draft.stage or "", "环节未记"))) if draft else ""

    @property
    def said(self) -> str:
        """Its words: as they were when somebody decided."""
        return self.gap.decision.said if self.gap.decision else self.gap.text

    @property
    def since(self) -> str:
        """What has changed since somebody decided."""
        if self.gap.draft is None:
            return GONE_FIGURE if self.gap.figure else GONE
        return "" if self.gap.text == self.said else f"现在是：{self.gap.text}"


@dataclass(frozen=True)
class Proposed:
    rows: list[GapRow]

    @cached_property
    def open(self) -> list[GapRow]:
        return [row for row in self.rows if row.gap.open]

    @property
    def shown(self) -> list[GapRow]:
        """What can be decided at once, then what has been."""
        return [*self.open[:PAGE], *(row for row in self.rows if not row.gap.open)]

    @property
    def further(self) -> int:
        return max(len(self.open) - PAGE, 0)

    @property
    def words(self) -> str:
        """「差距 1 处，待定 1 处；另拟记 4 条，待定 4 条」; empty where nothing is proposed."""
        figures = [row for row in self.rows if row.gap.figure]
        others = [row for row in self.rows if not row.gap.figure]
        told = [_counted("差距", "处", figures), _counted("另拟记" if figures else "拟记", "条", others)]
        return "；".join(filter(None, told))

    @property
    def recorded(self) -> list[GapRow]:
        """But for the figures, which stand in the table of 公示与实走."""
        return [row for row in self.rows if not row.gap.figure]


def _counted(word: str, unit: str, rows: list[GapRow]) -> str:
    waiting = sum(row.gap.open for row in rows)
    return f"{word} {len(rows)} {unit}" + (f"，待定 {waiting} {unit}" if waiting else "") if rows else ""


def proposed_of(walk: Walk) -> Proposed:
    found = gaps.gaps_of(walk)
    if not found:
        return Proposed([])
    state = walk.read_state()
    names = names_in(state)
    said = {id(one): words for one, words in decided_of([one for gap in found for one in gap.past])}
    return Proposed(
        [
            GapRow(
                gap, [(one, naming.about(state, one, names)) for one in (gap.draft.entries if gap.draft else ())],
                [said[id(one)] for one in gap.past],
            )
            for gap in found
        ]
    )  # fmt: skip
