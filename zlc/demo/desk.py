"""What the coordinators have done with the problems so far: some confirmed, some given out, one overdue."""

from datetime import date, timedelta

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.demo import days
from zlc.demo.town import Town
from zlc.problems.models import Problem

DEPARTMENTS = {"labour": "社保综合窗口", "land": "行政审批股"}


def drive_problems(town: Town, walks: dict[str, str]) -> None:
    """`walks` are ids by matter. Goes forward in time, as a desk does."""
    mine, theirs = town.people["coordinator"], town.people["coordinator2"]
    labour, land = DEPARTMENTS["labour"], DEPARTMENTS["land"]
    today = clock.today()
    yesterday, last_week = days.working_days_ago(1), days.working_days_ago(6)

    with clock.frozen_at(days.at(last_week, "09:20")):
        _problem(walks["food"], "form").reject(mine, "elsewhere", "食品经营许可由市市场监管局办理，已移交。")
        for category, due_on in (("queue", today + timedelta(days=2)), ("strange_proof", yesterday)):
            _give_out(_problem(walks["transfer"], category), mine, town.people["clerk"], due_on, labour)
        _problem(walks["transfer"], "inconsistent").confirm(mine)
    with clock.frozen_at(days.at(days.working_days_ago(5), "10:40")):
        facilities = _problem(walks["mortgage"], "facilities")
        _give_out(facilities, theirs, town.people["clerk2"], today + timedelta(days=25), land)
    with clock.frozen_at(days.at(yesterday, "16:05")):
        _problem(walks["enrolment"], "awareness").confirm(mine)


def _problem(walk_id: str, category: str) -> Problem:
    return db.session.scalars(
        select(Problem).where(Problem.walk_id == walk_id, Problem.category == category)
    ).one()


def _give_out(problem: Problem, by: Person, to: Person, due_on: date, department: str) -> None:
    problem.confirm(by)
    problem.assign(by, to, due_on, department)
