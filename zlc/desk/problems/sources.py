"""Where the rows of a list come from, as its rows say it."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from zlc.database import db
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.walks.models import MODES, Walk


class Source(NamedTuple):
    """「陪同办」; 「拟记」, of a walk 「陪同办」; 「登记」, by way of 「座谈会」."""

    word: str
    more: str

    def __str__(self) -> str:
        return f"{self.word}（{self.more}）" if self.more else self.word


def sources_of(problems: Iterable[Problem | Need]) -> dict[str, Source]:
    """Row's id → where it comes from, for a whole list in one query."""
    found = list(problems)
    ids = {problem.walk_id for problem in found if problem.walk_id}
    rows = db.session.execute(select(Walk.id, Walk.mode, Walk.counter).where(Walk.id.in_(ids))) if ids else ()
    ways = {row.id: "坐窗口" if row.counter else MODES.get(row.mode or "", "走流程") for row in rows}
    return {problem.id: _source(problem, ways.get(problem.walk_id or "", "")) for problem in found}


def _source(problem: Problem | Need, way: str) -> Source:
    """`way`: in which way its walk was walked; empty for one that has none."""
    if isinstance(problem, Problem) and problem.source in ("desk", "task"):
        return Source(problem.source_name, problem.channel_name)
    return Source(problem.source_name, way) if problem.source == "proposal" else Source(way or problem.source_name, "")
