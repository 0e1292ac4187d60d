"""A walk is marked when entries come, and folded right after; until then whoever reads it folds it first."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from zlc import sql
from zlc.database import db
from zlc.walks.models import Walk

BEGIN = (
    "insert into walks (id, unit_id, marked, status, counter, totals, problem_count, conflict_count, photo_count)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def units(walk_ids: Iterable[str]) -> sql.Query:
    """Asks for walk → the unit it belongs to, for those of the walks that we know."""
    return "select id, unit_id from walks where id in ?", list(walk_ids)


def marking(touched: Collection[str], begun: Mapping[str, str]) -> list[sql.Query]:
    """What marks the walks `touched`; some of them begin here, in the unit that `begun` says."""
    queries: list[sql.Query] = [
        (BEGIN, walk_id, unit_id, True, "waiting_open", False, "{}", 0, 0, 0) for walk_id, unit_id in begun.items()
    ]
    if old := [walk_id for walk_id in touched if walk_id not in begun]:
        queries.append(("update walks set marked = ? where id in ?", True, old))
        for walk in [one for one in db.session if isinstance(one, Walk) and one.id in old]:
            db.session.expire(walk, ["marked"])
    return queries


def marked(among: Iterable[str] | None = None, *, unit_id: str | None = None) -> list[str]:
    """The marked walks (of those given, of a unit), in the order in which everybody folds them."""
    asked: list[Any] = [True]
    wanted = "select id from walks where marked = ?"
    if among is not None:
        only = list(among)
        if not only:
            return []
        wanted, asked = f"{wanted} and id in ?", [*asked, only]
    if unit_id is not None:
        wanted, asked = f"{wanted} and unit_id = ?", [*asked, unit_id]
    return [walk_id for (walk_id,) in sql.rows(f"{wanted} order by id", *asked)]


def fill(walk: Walk, columns: Mapping[str, Any]) -> None:
    """Write these columns of the walk now, without the unit of work."""
    stored = {name: json.dumps(value) if name == "totals" else value for name, value in columns.items()}
    names = ", ".join(f"{name} = ?" for name in stored)
    sql.rows(f"update walks set {names} where id = ?", *stored.values(), walk.id)
    for name, value in columns.items():
        set_committed_value(walk, name, value)
