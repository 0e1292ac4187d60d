"""What is published about one matter, as plain data: for comparing, checking and storing many at once."""

from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import delete, insert, select, update

from zlc.catalogue.models import Limit, Material, Matter, limit_of
from zlc.database import db, uuid7
from zlc.sql_rows import insert_rows

Values = dict[str, Any]
AskedFor = tuple[str, int, bool]  # a material: name, copies, original


@dataclass(frozen=True)
class Published:
    """None means 「未公布」. A field's value in JSON: a limit is [value, unit], a material [name, copies, original]."""

    unit_id: str
    name: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    materials: tuple[AskedFor, ...] = ()
    steps: int | None = None
    trips: int | None = None
    statutory: Limit | None = None
    promised: Limit | None = None
    fee: str | None = None
    frequent: bool = False
    blocked: bool = False
    wait_minutes: int | None = None
    place: str | None = None
    active: bool = True
    further: dict[str, str] = field(default_factory=dict)

    def with_values(self, values: Values, whole: bool = False) -> "Published":
        """With these fields as JSON says; those of `further` are added to what is there, or are it, `whole`."""
        given = {name: _read(name, value) for name, value in values.items()}
        if "further" in values and not whole:
            given["further"] = {**self.further, **values["further"]}
        return replace(self, **given)

    def differing(self, other: "Published") -> Values:
        """The fields in which `other` differs, as JSON, as they are here: `other.with_values(…, whole=True)` is this again."""
        return {
            one.name: _written(getattr(self, one.name))
            for one in fields(self)
            if getattr(self, one.name) != getattr(other, one.name)
        }


def _written(value: Any) -> Any:
    if isinstance(value, Limit):
        return [value.value, value.unit]
    return [list(one) if isinstance(one, tuple) else one for one in value] if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if name in ("statutory", "promised"):
        return Limit(*value) if value is not None else None
    if name == "materials":
        return tuple((title, copies, original) for title, copies, original in value)
    return tuple(value) if name in ("aliases", "channels") else value


def all_published(unit_id: str | None = None) -> dict[str, Published]:
    """Every matter of the unit, or of all, also those not in use, but for those taken back, by id. Two queries."""
    table = Matter.__table__.c
    wanted = select(*table).where(~table.taken_back).order_by(table.id)
    asked = select(Material.matter_id, Material.name, Material.copies, Material.original)
    if unit_id is not None:
        wanted = wanted.where(table.unit_id == unit_id)
        asked = asked.where(Material.matter_id.in_(select(Matter.id).where(Matter.unit_id == unit_id)))
    materials: dict[str, list[AskedFor]] = defaultdict(list)
    for row in db.session.execute(asked.order_by(Material.matter_id, Material.position)):
        materials[row.matter_id].append((row.name, row.copies, row.original))
    return {row.id: _of_row(row, tuple(materials[row.id])) for row in db.session.execute(wanted)}


def published_of(matter: Matter) -> Published:
    return _of_row(matter, tuple((one.name, one.copies, one.original) for one in matter.materials))


def _of_row(row: Any, materials: tuple[AskedFor, ...]) -> Published:
    return Published(
        unit_id=row.unit_id, name=row.name, code=row.code, aliases=tuple(row.aliases), channels=tuple(row.channels),
        materials=materials, steps=row.steps, trips=row.trips, fee=row.fee,
        statutory=limit_of(row.statutory_value, row.statutory_unit),
        promised=limit_of(row.promised_value, row.promised_unit),
        frequent=row.frequent, blocked=row.blocked, wait_minutes=row.wait_minutes, place=row.place,
        active=row.active, further=dict(row.further),
    )  # fmt: skip


def _columns(one: Published) -> dict[str, Any]:
    """The row of `matters`, but for its id."""
    same = {
        name: getattr(one, name)
        for name in ("unit_id", "name", "code", "steps", "trips", "fee", "frequent", "blocked", "wait_minutes",
                     "place", "active", "further")
    }  # fmt: skip
    for name, limit in (("statutory", one.statutory), ("promised", one.promised)):
        same[f"{name}_value"] = limit.value if limit else None
        same[f"{name}_unit"] = limit.unit if limit else None
    return same | {"aliases": list(one.aliases), "channels": list(one.channels)}


def store(new: list[Published], changed: dict[str, Published]) -> list[str]:
    """Add the new matters and give the changed ones, by id, what is published now; in the caller's transaction. The ids of the
    new ones, in their order. What was before is kept by changes.py."""
    ids = [uuid7() for _ in new]
    if new:
        added = [{"id": key, **_columns(one)} for key, one in zip(ids, new, strict=True)]
        db.session.execute(insert(Matter), added)
    if changed:
        db.session.execute(update(Matter), [{"id": key, **_columns(one)} for key, one in changed.items()])
        _forget_materials(list(changed))
    lines = [
        (uuid7(), key, position, name, copies, original)
        for key, one in [*zip(ids, new, strict=True), *changed.items()]
        for position, (name, copies, original) in enumerate(one.materials)
    ]
    insert_rows(Material, ("id", "matter_id", "position", "name", "copies", "original"), lines)
    db.session.expire_all()
    return ids


def _forget_materials(matter_ids: list[str]) -> None:
    for start in range(0, len(matter_ids), 500):
        some = matter_ids[start : start + 500]
        db.session.execute(delete(Material).where(Material.matter_id.in_(some)))
