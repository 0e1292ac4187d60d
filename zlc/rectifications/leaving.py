"""A problem went to another unit, alone or with its walk: what its own unit had begun about it is over, unless it serves others too."""

from sqlalchemy import delete

from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import following
from zlc.rectifications.models import Rectification, RectificationLink
from zlc.rectifications.states import OPEN

WHY = "问题已移交别的单位，由那里另行立项。"


def leave(problem: Problem) -> None:
    """Whatever its state: neither unit's verbs reach the other's rows any more."""
    for one in following.of_problem(problem.id):
        if one.unit_id == problem.unit_id:
            continue
        if one.problem_count == 1 and one.state in OPEN | {"submitted"}:
            one.state, one.extension = "cancelled", None
            one.happened("cancelled", None, WHY)
        db.session.execute(
            delete(RectificationLink).where(RectificationLink.rectification_id == one.id, RectificationLink.problem_id == problem.id)
        )
        one.problem_count -= 1
        _call_after_what_is_left(one)
        one.happened("left", None, WHY, number=problem.full_number)


def _call_after_what_is_left(one: Rectification) -> None:
    """A list knows it by the first problem it serves: not by another unit's, as long as there is one of its own."""
    db.session.expire(one, ["problems"])
    if one.problems:
        one.text, one.matter_name = one.problems[0].text, one.problems[0].matter_name
        one.haystack = one.searchable()
