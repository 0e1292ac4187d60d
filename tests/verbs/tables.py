"""What the database holds of the three lists, read as rows and by no code of the product's."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from zlc.database import db

Row = dict[str, Any]
KINDS = ("problem", "need", "rectification")
TABLES = (
    *(f"{kind}s" for kind in KINDS), *(f"{kind}_events" for kind in KINDS), "rectification_links", "rectification_evidence",
    "rectification_entries",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """`events`: line → what happened to it, in its order."""

    rows: dict[str, list[Row]]
    events: dict[str, list[Row]]

    def __getitem__(self, table: str) -> list[Row]:
        return self.rows[table]

    def of(self, line: Row) -> list[Row]:
        return self.events.get(line["id"], [])


def held() -> Held:
    db.session.flush()
    tables = db.metadata.tables
    rows = {name: [dict(row) for row in db.session.execute(select(tables[name])).mappings()] for name in TABLES}
    events: dict[str, list[Row]] = defaultdict(list)
    for kind in KINDS:
        for event in sorted(rows[f"{kind}_events"], key=lambda event: event["n"]):
            events[event[f"{kind}_id"]].append(event)
    return Held({name: sorted(found, key=_key) for name, found in rows.items()}, events)


def _key(row: Row) -> str:
    return str(row.get("id") or row["entry_id"])


class People(NamedTuple):
    """By ids: of people their names, roles and units, and of units their short names."""

    names: dict[str, str]
    roles: dict[str, list[str]]
    homes: dict[str, str]
    units: dict[str, str]


def people() -> People:
    persons = db.session.execute(select(db.metadata.tables["people"])).mappings().all()
    units = {one["id"]: one["short"] for one in db.session.execute(select(db.metadata.tables["units"])).mappings()}
    names, roles, homes = ({one["id"]: one[column] for one in persons} for column in ("name", "roles", "unit_id"))
    return People(names, roles, {id_: units[home] for id_, home in homes.items()}, units)
