"""A walk is marked when entries come, and folded right after; until then whoever reads it folds it first."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from zlc import database
from zlc.database import db
from zlc.walks.models import Walk

COLUMNS = (
    "id", "unit_id", "marked", "status", "counter", "totals", "problem_count", "conflict_count", "photo_count",
)  # fmt: skip


def units_of(walk_ids: Iterable[str]) -> dict[str, str]:
    """Walk → the unit it belongs to, for those of the walks that we know."""
    asked = list(set(walk_ids))
    if not asked:
        return {}
    return dict(database.rows("select id, unit_id from walks where id in ?", asked))


def mark(walk_ids: Collection[str], known: Mapping[str, str], unit_id: str) -> None:
    """Mark these walks; those not `known` begin here, as walks of the unit `unit_id`."""
    new = [walk_id for walk_id in walk_ids if walk_id not in known]
    old = [walk_id for walk_id in walk_ids if walk_id in known]
    lines = [(walk_id, unit_id, True, "waiting_open", False, "{}", 0, 0, 0) for walk_id in new]
    database.insert_rows(Walk, COLUMNS, lines)
    if old:
        database.rows("update walks set marked = ? where id in ?", True, old)
        for walk in [one for one in db.session if isinstance(one, Walk) and one.id in old]:
            db.session.expire(walk, ["marked"])


def any_marked() -> bool:
    return bool(database.rows("select 1 from walks where marked = ? limit 1", True))


def marked(among: Iterable[str] | None = None) -> list[str]:
    """The marked walks (of those given), in the order in which everybody folds them."""
    only, asked = ("", []) if among is None else (" and id in ?", [list(among)])
    if asked == [[]]:
        return []
    return [walk_id for (walk_id,) in database.rows(f"select id from walks where marked = ?{only} order by id", True, *asked)]


def fill(walk: Walk, columns: Mapping[str, Any]) -> None:
    """Write these columns of the walk now, without the unit of work."""
    stored = {name: json.dumps(value) if name == "totals" else value for name, value in columns.items()}
    names = ", ".join(f"{name} = ?" for name in stored)
    database.rows(f"update walks set {names} where id = ?", *stored.values(), walk.id)
    for name, value in columns.items():
        set_committed_value(walk, name, value)
