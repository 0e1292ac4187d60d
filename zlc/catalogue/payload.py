"""What a phone keeps of the catalogue, so that it can be used with no network (GET /api/v1/catalogue)."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.calendar import turned_days
from zlc.catalogue.categories import CATEGORIES, USUAL
from zlc.catalogue.checklist import Group
from zlc.catalogue.editions import Edition, editions
from zlc.catalogue.models import Material, Matter, limit_of
from zlc.catalogue.requests import open_requests
from zlc.database import db

Json = dict[str, Any]
LATE = timedelta(days=365)  # what was due longer ago is counted by weekdays


def catalogue_for(person: Person, rewalks: Sequence[Json] = ()) -> Json:
    """Everything under the keys of docs/sync.md, in a fixed order: seven queries, however many matters. `rewalks`: what the unit's
    rectifications ask to walk again, which this package does not know of."""
    known, units, (offered, stopped) = editions(), _all_units(), _matters()
    payload: Json = {
        "person": {"id": person.id, "name": person.name, "unit": person.unit_id, "decides": person.decides},
        "units": _units(units),
        "people": _colleagues(person),
        "matters": offered,
        "stopped": stopped,
        **_edition(known.current),
        "earlier": [{"until": after.at, **_edition(one)} for one, after in pairwise(known.all)],
        "categories": [{"category": code, "name": name} for code, name in CATEGORIES.items()],
        "usual": USUAL,
        "requests": open_requests(person.unit_id) if person.records else [],
        "rewalks": list(rewalks),
        "heads": _heads(next((unit for unit in units if unit.id == person.unit_id), None)),
        "turned": [day.isoformat() for day in turned_days(clock.today().replace(month=1, day=1) - LATE)],
    }
    return {"version": version_of(payload), **payload}


def version_of(payload: Json) -> str:
    """The ETag: equal for equal content, whatever the machine. Ignores a `version` already in it."""
    content = {key: value for key, value in payload.items() if key != "version"}
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:32]


def _all_units() -> list[Unit]:
    return list(db.session.scalars(select(Unit).options(selectinload(Unit.headships)).order_by(Unit.name, Unit.id)))


def _units(units: list[Unit]) -> list[Json]:
    today = clock.today()
    return [
        {
            "id": unit.id,
            "name": unit.name,
            "short": unit.short,
            "kind": unit.kind,
            "head": {"name": head.name, "title": head.title} if (head := unit.head_on(today)) else None,
        }
        for unit in units
    ]


def _heads(unit: Unit | None) -> list[Json]:
    """Who has led the unit, with days: a walk is corrected long after it was made."""
    return [
        {"name": one.name, "title": one.title, "begins_on": one.begins_on.isoformat(),
         "ends_on": one.ends_on.isoformat() if one.ends_on else None}
        for one in (unit.headships if unit else [])
    ]  # fmt: skip


def _colleagues(person: Person) -> list[Json]:
    return [
        {"id": one.id, "name": one.name, "title": one.title, "unit": one.unit_id}
        for one in person.colleagues()
    ]


def _matters() -> tuple[list[Json], list[Json]]:
    """Those to choose from; and those that are not offered any more, by which walks of before are still called."""
    asked = _materials()
    table = Matter.__table__.c
    # Rows, not objects: a phone asks for all matters of the city, and objects cost four times as much.
    # What else the guide says is for the desk's checks alone.
    wanted = [column for column in table if column.name != "further"]
    told: tuple[list[Json], list[Json]] = [], []
    for row in db.session.execute(select(*wanted).order_by(table.name, table.id)):
        told[0 if row.active else 1].append({
            "id": row.id,
            "unit": row.unit_id,
            "name": row.name,
            "code": row.code,
            "aliases": row.aliases,
            "channels": row.channels,
            "materials": asked[row.id],
            "steps": row.steps,
            "trips": row.trips,
            "statutory": _limit(row.statutory_value, row.statutory_unit),
            "promised": _limit(row.promised_value, row.promised_unit),
            "fee": row.fee,
            "frequent": row.frequent,
            "blocked": row.blocked,
            "wait_minutes": row.wait_minutes,
            "place": row.place,
        })  # fmt: skip
    return told


def _materials() -> dict[str, list[Json]]:
    columns = Material.matter_id, Material.name, Material.copies, Material.original
    rows = db.session.execute(select(*columns).order_by(Material.matter_id, Material.position))
    asked: dict[str, list[Json]] = defaultdict(list)
    for row in rows:
        asked[row.matter_id].append({"name": row.name, "copies": row.copies, "original": row.original})
    return asked


def _edition(edition: Edition) -> Json:
    return {
        "templates": {name: [step._asdict() for step in steps] for name, steps in edition.templates.items()},
        "checklist": [_group(group) for group in edition.checklist],
    }


def _limit(value: int | None, unit: str | None) -> Json | None:
    limit = limit_of(value, unit)
    return {"value": limit.value, "unit": limit.unit} if limit else None


def _group(group: Group) -> Json:
    return {
        "group": group.group,
        "name": group.name,
        "items": [item._asdict() for item in group.items],
        "tags": [tag._asdict() for tag in group.tags],
    }
