"""What a problem shows of its rectifications: its state, and who is to do what until when. Written here and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from zlc.database import db
from zlc.problems.models import Problem

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

FOLLOW = {"confirmed", "rectifying", "solved", "closed"}  # states that say what becomes of it; others say that nothing will


def of_problem(problem_id: str) -> list[Rectification]:
    """All that a problem has ever had, the nearest day first."""
    return _serving("problem_id", problem_id)


def of_need(need_id: str) -> list[Rectification]:
    """The same of a need."""
    return _serving("need_id", need_id)


def _serving(column: str, id_: str) -> list[Rectification]:
    from zlc.rectifications.models import Rectification, RectificationLink

    rows = select(Rectification).join(RectificationLink, RectificationLink.rectification_id == Rectification.id)
    found = db.session.scalars(rows.where(getattr(RectificationLink, column) == id_))
    return sorted(found, key=lambda one: (one.due_on or date.max, one.serial))


def nearest(problem_id: str) -> tuple[str, Rectification | None]:
    """The state that follows for the problem, and the rectification that it names: the nearest open one, else what waits for its
    verification, else what was closed."""
    from zlc.rectifications.states import OPEN

    standing = [one for one in of_problem(problem_id) if one.state != "cancelled"]
    for state, among in (("rectifying", OPEN), ("solved", {"submitted"}), ("closed", {"closed"})):
        if found := next((one for one in standing if one.state in among), None):
            return state, found
    return "confirmed", None


def follow(one: Rectification, by: str | None, did: str) -> None:
    """`one` has changed: so does what its problems show of it, and their history says so."""
    for problem in one.problems:
        if refresh(problem):
            problem.happened("followed", by, did=did, rectification=one.id, number=one.full_number, **shown(problem))


def refresh(problem: Problem) -> bool:
    """Whether the problem shows anything else now."""
    db.session.flush()
    state, named = nearest(problem.id)
    state = state if problem.state in FOLLOW else problem.state
    now = (state, named.owner_id if named else None, named.unlisted if named else "", named.due_on if named else None)
    if now == (problem.state, problem.assignee_id, problem.department, problem.due_on):
        return False
    problem.state, problem.assignee_id, problem.department, problem.due_on = now
    problem.assignee = named.owner if named else None
    problem.haystack = problem.searchable()
    problem.touch()
    return True


def shown(problem: Problem) -> dict[str, str]:
    """For the history."""
    return {"to": problem.responsible, "due_on": problem.due_on.isoformat() if problem.due_on else ""}
