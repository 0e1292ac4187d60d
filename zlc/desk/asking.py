"""Who asks, and what every request of the desk begins with."""

from pathlib import Path

from flask import current_app
from sqlalchemy import select

from zlc import database
from zlc.accounts import access
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.errors import NotFound
from zlc.walks.journal import commits, folding


def reader() -> Person:
    """The person asking, if they read walks and problems at all."""
    who = access.person()
    if not who.sees_walks:
        raise NotFound
    return who


def data_folder() -> Path:
    return Path(current_app.config["DATA"])


def begin_change() -> Person:
    """What a POST of these pages begins with: the list caught up, and nobody else changing it."""
    who = reader()
    folding.catch_up()
    database.write()
    commits.lock()
    return who


def units_to_choose(who: Person) -> list[tuple[str, str]]:
    """(id, short name) for those who read several units; nobody else is asked."""
    if not who.reads_all_units:
        return []
    rows = db.session.execute(select(Unit.id, Unit.short).order_by(Unit.name))
    return [(row.id, row.short) for row in rows]
