"""A problem's full number has its unit's short name in it: when that changes, its problems are found by the new one."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from zlc.accounts.models import Unit
from zlc.database import db
from zlc.problems.models import Problem


def find_by_new_name(unit: Unit) -> None:
    wanted = select(Problem).where(Problem.unit_id == unit.id).options(joinedload(Problem.unit), joinedload(Problem.assignee))
    for problem in db.session.scalars(wanted):
        problem.haystack = problem.searchable()
