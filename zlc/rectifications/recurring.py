"""复发: a confirmed problem of the same matter and category, found within 180 days of a closing. Asked for each time and stored nowhere: a
matter or category that is corrected later, and a problem that turns out to be untrue, are right at once."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, select
from sqlalchemy.orm import aliased

from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications.models import Rectification, RectificationEvent, RectificationLink

DAYS = 180
WITHIN = DAYS * 24 * 3600 * 1000  # ms
CONFIRMED = ("confirmed", "rectifying", "solved", "closed")
Earlier, Later = aliased(Problem), aliased(Problem)


def _pairs() -> Select[Any]:
    """What a rectification served that was closed, and what was found after it. Each closing counts, also one that was reopened since."""
    closing = and_(RectificationEvent.rectification_id == RectificationLink.rectification_id, RectificationEvent.verb == "verified")
    found_again = and_(
        Later.matter_id == Earlier.matter_id, Later.category == Earlier.category, Later.found_at > RectificationEvent.at,
        Later.found_at <= RectificationEvent.at + WITHIN,
    )  # fmt: skip
    pairs = select(literal(1)).select_from(RectificationLink).join(Earlier, Earlier.id == RectificationLink.problem_id)
    pairs = pairs.join(RectificationEvent, closing).join(Later, found_again)
    return pairs.where(Later.state.in_(CONFIRMED), ~Later.struck)


def recurred(person: Person) -> ColumnElement[bool]:
    """Of a rectification, as far as this person may know."""
    return person.bounded(_pairs(), Later.unit_id).where(RectificationLink.rectification_id == Rectification.id).exists()


def found_again(person: Person, one: Rectification) -> list[Problem]:
    """After a closing of this rectification, the first one first."""
    ids = _pairs().where(RectificationLink.rectification_id == one.id).with_only_columns(Later.id)
    return list(db.session.scalars(Problem.visible_to(person).where(Problem.id.in_(ids)).order_by(Problem.found_at, Problem.serial)))


def put_right_before(person: Person, problem: Problem) -> list[Rectification]:
    """Closed before this problem was found, the latest first."""
    ids = _pairs().where(Later.id == problem.id).with_only_columns(RectificationLink.rectification_id)
    rows = Rectification.visible_to(person).where(Rectification.id.in_(ids))
    return list(db.session.scalars(rows.order_by(Rectification.serial.desc())))


def among(person: Person, rows: list[Rectification]) -> set[str]:
    """The ids of those of a list that came back."""
    ids = [one.id for one in rows]
    return set(db.session.scalars(select(Rectification.id).where(Rectification.id.in_(ids), recurred(person))))
