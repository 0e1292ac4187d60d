"""单位一览: what each unit has to do with what was found there. Pointed out with the rows behind it, never ranked or scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.units import listing as units
from zlc.desk.units.listing import UnitFilter, UnitRow
from zlc.problems.models import Problem
from zlc.problems.numbers import quarter_of
from zlc.problems.states import BEFORE_CLOSING
from zlc.rectifications import listing as rectifications
from zlc.rectifications import recurring
from zlc.rectifications.models import Rectification
from zlc.rectifications.states import LIT


@dataclass(frozen=True)
class Figure:
    """One column: the rows that it counts, by the unit that `unit` says they are, and the list that shows the same rows."""

    head: str
    unit: Any
    rows: Sequence[Any]
    endpoint: str
    asked: Mapping[str, Any]
    tint: str = ""

    def counts(self, unit_ids: Sequence[str]) -> dict[str, int]:
        """Unit → how many; those without any are left out."""
        rows = select(self.unit, func.count()).where(self.unit.in_(unit_ids), *self.rows).group_by(self.unit)
        return dict(db.session.execute(rows).all())


@dataclass(frozen=True)
class OverviewRow:
    """`counts` in the order of the figures."""

    of: UnitRow
    counts: list[int]

    @property
    def quiet(self) -> bool:
        """零问题: nothing was found there this quarter."""
        return self.counts[0] == 0


@dataclass(frozen=True)
class Overview:
    figures: list[Figure]
    rows: list[OverviewRow]
    total: int
    next_after: str


def figures(person: Person) -> list[Figure]:
    quarter = quarter_of(clock.today())
    problems, fixes, unit = "problems.problem_list", "problems.rectification_list", Problem.unit_id
    untouched = {"must": "1", "state": ["new", "confirmed"]}
    return [
        Figure("本季发现", unit, [Problem.quarter == quarter, Problem.counts], problems, {"quarter": quarter}),
        Figure("待确认", unit, [Problem.state == "new", Problem.counts], problems, {"state": "new"}),
        Figure("待立项", unit, [Problem.state == "confirmed", Problem.counts], problems, {"state": "confirmed"}),
        Figure("移交待接收", Problem.handed_to, [Problem.handed_to.is_not(None), Problem.counts], problems, {"passing": "in"}),
        Figure("退回过两次", unit, [Problem.disputed_since.is_not(None), Problem.state.in_(BEFORE_CLOSING), Problem.counts], problems,
               {"passing": "disputed"}, "red"),
        Figure("必须改未动", unit, [Problem.must_since.is_not(None), Problem.state.in_(("new", "confirmed")), Problem.counts], problems,
               untouched, "red"),
        Figure("整改逾期", Rectification.unit_id, [Rectification.due_on < clock.today(), Rectification.state.in_(LIT)], fixes,
               {"late": "1"}, "red"),
        Figure("待核验", Rectification.unit_id, [Rectification.state == "submitted"], fixes, {"state": "submitted"}),
        Figure("长期坚持无进展", Rectification.unit_id, [rectifications.idle()], fixes, {"idle": "1"}, "amber"),
        Figure("复发", Rectification.unit_id, [recurring.recurred(person)], fixes, {"followup": "recurred"}, "red"),
    ]  # fmt: skip


def overview(person: Person, wanted: UnitFilter) -> Overview:
    page = units.page_of(person, wanted)
    columns, ids = figures(person), [row.unit.id for row in page.rows]
    found = [column.counts(ids) for column in columns]
    rows = [OverviewRow(row, [counts.get(row.unit.id, 0) for counts in found]) for row in page.rows]
    return Overview(columns, rows, page.total, page.next_after)
