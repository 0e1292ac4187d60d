"""The grounds in a quarter: by ground, the rows in the order of their units' names, never in one of how many."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.problems.numbers import quarter_begins, quarter_name, quarter_of
from zlc.rectifications.grounds import GROUNDS, Ground, Span
from zlc.rectifications.models import Rectification

BACK = 4  # quarters that can be chosen
MOST = 200  # rows of a ground


@dataclass(frozen=True)
class Pointed:
    """`why`: what was seen of it."""

    one: Rectification
    why: list[str]


@dataclass(frozen=True)
class Shown:
    ground: Ground
    rows: list[Pointed]
    total: int


def quarters() -> list[tuple[str, str]]:
    """This one first."""
    found, day = [], clock.today()
    for _ in range(BACK):
        found.append((quarter_of(day), quarter_name(quarter_of(day))))
        day = quarter_begins(day) - timedelta(days=1)
    return found


def grounds_in(person: Person, quarter: str) -> list[Shown]:
    begins, ends = clock.bounds(*_days_of(quarter))
    return [_shown(ground, Span(person, begins, ends)) for ground in GROUNDS]


def _shown(ground: Ground, span: Span) -> Shown:
    found = ground.found(span)
    wanted = select(Rectification).join(Unit, Unit.id == Rectification.unit_id).where(Rectification.id.in_(found))
    wanted = wanted.options(joinedload(Rectification.unit), joinedload(Rectification.owner)).order_by(Unit.name, Rectification.serial)
    return Shown(ground, [Pointed(one, found[one.id]) for one in db.session.scalars(wanted.limit(MOST))], len(found))


def _days_of(quarter: str) -> tuple[date, date]:
    first = date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)
    after = quarter_begins(first + timedelta(days=95))
    return first, after - timedelta(days=1)
