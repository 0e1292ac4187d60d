"""The numbers of a summary, counted from the very rows the lists show: the same queries, narrowed by days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from zlc.accounts.models import Person, Unit
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.desk.summary.period import Period
from zlc.desk.walks.listing import WalkFilter
from zlc.problems.listing import ProblemFilter
from zlc.problems.models import Problem
from zlc.problems.states import STATES
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.standing import REACHED
from zlc.walks.times.minutes import walk_minutes


@dataclass(frozen=True)
class StageTime:
    """How long one stage took in each walk that has it (ms), from short to long."""

    stage: str
    lengths: list[int]


@dataclass(frozen=True)
class Summary:
    unit: Unit
    period: Period
    walks: list[Walk]
    sessions: list[Walk]
    void: int
    problems: list[Problem]
    set_aside: int

    @property
    def reached(self) -> list[tuple[str, int]]:
        """(走到底, 在走 or 未到底, how many walks). One whose opening has not come is none of them."""
        return [(word, sum(walk.reached == code for walk in self.walks)) for code, word in REACHED.items()]

    @property
    def cases(self) -> int:
        return sum(counter.count for walk in self.sessions if (counter := walk.read_state().counter))

    @property
    def stage_times(self) -> list[StageTime]:
        found = [_stage_lengths(walk.read_state()) for walk in self.walks]
        times = []
        for stage in STAGES:
            lengths = sorted(one[stage] for one in found if stage in one)
            if lengths:
                times.append(StageTime(stage, lengths))
        return times

    @property
    def states(self) -> list[tuple[str, int]]:
        """(state, how many problems), those that occur, in the order of the desk."""
        return _counted((problem.state for problem in self.problems), STATES)

    @property
    def categories(self) -> list[tuple[str, int]]:
        """(category, how many), the most frequent first."""
        found = Counter(problem.category or "" for problem in self.problems)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def in_state(self, state: str) -> list[Problem]:
        return [problem for problem in self.problems if problem.state == state]


def summary_of(person: Person, unit: Unit, period: Period) -> Summary:
    """What this person may see of the unit's walks begun, and problems found, within the period."""
    walks = _walks(person, unit, period)
    kept = [walk for walk in walks if walk.status != "void"]
    return Summary(
        unit=unit,
        period=period,
        walks=[walk for walk in kept if not walk.counter],
        sessions=[walk for walk in kept if walk.counter],
        void=len(walks) - len(kept),
        problems=_problems(person, unit, period),
        set_aside=_set_aside(person, unit, period),
    )


def _walks(person: Person, unit: Unit, period: Period) -> list[Walk]:
    begins, ends = period.bounds
    rows = Walk.visible_to(person).where(*WalkFilter(unit=unit.id).conditions())
    rows = rows.where(Walk.begins_at >= begins, Walk.begins_at < ends)
    return list(db.session.scalars(rows.order_by(Walk.begins_at, Walk.id)))


def _problems(person: Person, unit: Unit, period: Period) -> list[Problem]:
    begins, ends = period.bounds
    rows = Problem.visible_to(person).where(*ProblemFilter(unit=unit.id).conditions(person), Problem.counts)
    rows = rows.where(Problem.found_at >= begins, Problem.found_at < ends)
    rows = rows.options(joinedload(Problem.unit), joinedload(Problem.assignee))
    return list(db.session.scalars(rows.order_by(Problem.quarter, Problem.number, Problem.id)))


def _set_aside(person: Person, unit: Unit, period: Period) -> int:
    begins, ends = period.bounds
    wanted = ProblemFilter(unit=unit.id, states=tuple(STATES))
    rows = Problem.visible_to(person).where(*wanted.conditions(person), ~Problem.counts)
    rows = rows.where(Problem.found_at >= begins, Problem.found_at < ends)
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _stage_lengths(state: WalkState) -> dict[str, int]:
    """Stage → how long it took in this walk, its closed spans together; what was not measured is not there."""
    lengths: dict[str, int] = {}
    for span, minutes in zip(state.spans, walk_minutes(state).spans, strict=True):
        if span.stage is None or minutes is None:  # away, or still running
            continue
        lengths[span.stage] = lengths.get(span.stage, 0) + minutes
    return {stage: length for stage, length in lengths.items() if length > 0}


def _counted(values: Iterable[str], order: Iterable[str]) -> list[tuple[str, int]]:
    found = Counter(values)
    return [(value, found[value]) for value in order if found[value]]
