"""本半年 of whoever leads a unit: three figures, each counted as the page counts it that its line on the phone leads to."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.listing import ProblemFilter
from zlc.problems.models import Problem
from zlc.walks.models import Walk

# What a head has to look at: nobody has said yet whether it is so.
TO_SEE = ProblemFilter(states=("new",))
LATE = ProblemFilter(late=True)


def duty_of(head: Person) -> dict[str, Any]:
    """What the phone keeps of it (docs/sync.md, GET /hello)."""
    first, last = half_year_of(clock.today())
    return {
        "first": first.isoformat(), "last": last.isoformat(), "reached": _reached(head, first, last),
        "to_see": _counted(TO_SEE, head), "late": _counted(LATE, head),
    }  # fmt: skip


def _counted(wanted: ProblemFilter, head: Person) -> int:
    return wanted.rows(head).only(Problem.counts).count()


def half_year_of(day: date) -> tuple[date, date]:
    """Its first and its last day."""
    return (date(day.year, 1, 1), date(day.year, 6, 30)) if day.month <= 6 else (date(day.year, 7, 1), date(day.year, 12, 31))


def _reached(head: Person, first: date, last: date) -> int:
    """走到底, of the walks of the unit that were begun on these days: what 汇总 says of them."""
    begins, ends = clock.bounds(first, last)
    walks = Walk.visible_to(head).where(Walk.unit_id == head.unit_id, Walk.reached == "end")
    walks = walks.where(Walk.begins_at >= begins, Walk.begins_at < ends)
    return db.session.scalar(select(func.count()).select_from(walks.subquery())) or 0
