"""Who asks, and what every request of the desk begins with."""

from pathlib import Path

from flask import current_app
from sqlalchemy import ColumnElement, select

from zlc import database
from zlc.accounts import access
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.errors import NotFound, NotNow
from zlc.rectifications import arrived
from zlc.walks.journal import commits, folding
from zlc.walks.models import Walk


def reader() -> Person:
    """The person asking, if they read walks and problems at all."""
    who = access.person()
    if not who.sees_walks:
        raise NotFound
    return who


def data_folder() -> Path:
    return Path(current_app.config["DATA"])


def begin_reading() -> Person:
    """What a page begins with: the list caught up."""
    who = reader()
    folding.catch_up()
    arrived.catch_up()
    return who


def begin_change() -> Person:
    """What a POST of these pages begins with: the same, and nobody else changing it."""
    who = begin_reading()
    database.write()
    commits.lock()
    return who


def check_arrived(walk: Walk, wish: str) -> None:
    """Raises NotNow while nothing of the walk has come; `wish` is what it was wanted for, a verb as 「打印」."""
    if not walk.folded:
        raise NotNow(f"这次走流程的内容还没有收到，现在没有可{wish}的。手机联网上传后再{wish}。")


def all_units(*those: ColumnElement[bool]) -> list[tuple[str, str]]:
    """(id, short name), by what is shown."""
    rows = db.session.execute(select(Unit.id, Unit.short).where(*those).order_by(Unit.short, Unit.id))
    return [(row.id, row.short) for row in rows]


def units_to_choose(who: Person) -> list[tuple[str, str]]:
    """For those who read several units; nobody else is asked."""
    return all_units() if who.reads_all_units else []
