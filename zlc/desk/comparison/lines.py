"""公示与实走, a line each, with what became of the gap: the same on the walk's page, on the comparison's and on paper."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.database import db
from zlc.problems import gaps
from zlc.problems.gaps import DROPPED, GapDecision
from zlc.problems.models import Problem
from zlc.problems.states import REJECTED, SET_ASIDE
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.names import people_named
from zlc.walks.times.comparison import Compared


class Decided(NamedTuple):
    """`what`: 「已记为问题」 or 「不记为问题」; `problem`: what came of it; `by`: a name."""

    dropped: bool
    what: str
    problem: Problem | None
    by: str
    at: int
    reason: str

    @property
    def put_aside(self) -> bool:
        return self.dropped or (self.problem is not None and self.problem.state in {*REJECTED, *SET_ASIDE})

    @property
    def words(self) -> str:
        """「不记为问题，何志远 3月5日 周四 09:50 定，「已另记」」"""
        number = f" {self.problem.full_number}（{self.problem.state_name}）" if self.problem else ""
        reason = f"，「{self.reason.rstrip('。')}」" if self.reason else ""  # a sentence goes on after it
        return f"{self.what}{number}，{self.by} {clock.spoken(self.at)} 定{reason}"


class LineRow(NamedTuple):
    line: Compared
    decided: Decided | None

    @property
    def stands_out(self) -> bool:
        """Worse than published, and nobody has said that it is no problem, or none of the unit's or a true one."""
        return self.line.verdict == "worse" and not (self.decided and self.decided.put_aside)

    @property
    def decided_words(self) -> str:
        gone = "；后来的记录或公示改了，现在没有这处差距" if self.line.verdict != "worse" else ""
        return f"{self.decided.words}{gone}。" if self.decided else ""


def rows_of(walk: Walk, state: WalkState) -> list[LineRow]:
    decided = {one.code: said for one, said in decided_of(gaps.decisions_about([walk]).get(walk.id, []))}
    return [LineRow(line, decided.get(line.code)) for line in gaps.lines_of(walk, state)]


def decided_of(decisions: Sequence[GapDecision]) -> list[tuple[GapDecision, Decided]]:
    if not decisions:
        return []
    people = people_named(one.by for one in decisions)
    ids = [one.entry_id for one in decisions if one.entry_id]
    problems = {one.id: one for one in db.session.scalars(select(Problem).where(Problem.id.in_(ids)))} if ids else {}
    return [(one, _decided(one, problems.get(one.entry_id or ""), people.get(one.by, "未知人员"))) for one in decisions]


def _decided(one: GapDecision, problem: Problem | None, by: str) -> Decided:
    dropped = one.verb == DROPPED
    return Decided(dropped, "不记为问题" if dropped else "已记为问题", problem, by, one.at, one.reason)
