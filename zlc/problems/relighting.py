"""What the phones are to hear when the office sets the lights otherwise: their rows carry what a light is made from."""

from sqlalchemy import select, update

from zlc.database import db
from zlc.problems.models import Problem
from zlc.problems.states import UNDER_WAY
from zlc.settings.settings import Settings
from zlc.walks.journal import commits


def tell_phones(before: Settings, after: Settings) -> None:
    """Gives every problem that has a light a new place for their cursor, if lights have changed. Holds the lock until the commit."""
    if (before.soon_days, before.calm) == (after.soon_days, after.calm):
        return
    lit = select(Problem.id).where(Problem.state.in_(UNDER_WAY), Problem.due_on.is_not(None)).order_by(Problem.serial)
    if ids := list(db.session.scalars(lit)):
        commit = commits.take(ids)
        db.session.execute(update(Problem), [{"id": one, "commit": commit, "n": n} for n, one in enumerate(ids)])
