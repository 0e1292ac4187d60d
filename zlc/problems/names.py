"""The names behind the ids of a walk: its people, matter and unit, in four queries at most."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from zlc.accounts.models import Person, Unit
from zlc.catalogue.editions import editions
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.problems.entry_words import check_key
from zlc.walks.models import Walk

State = dict[str, Any]


def people_named(ids: Iterable[str | None]) -> dict[str, str]:
    """Person id → name."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def matters_named(ids: Iterable[str | None]) -> dict[str, str]:
    """Matter id → name."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    rows = db.session.execute(select(Matter.id, Matter.name).where(Matter.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def matter_of(walk: Walk, names: dict[str, str]) -> str:
    """The matter's name as a list shows it, from names fetched for the whole list."""
    return names.get(walk.matter_id or "") or walk.matter_text or ("坐窗口" if walk.counter else "未记事项")


def names_in(state: State) -> dict[str, str]:
    """Every id and code that the walk's entries and amendments mention → what people call it."""
    channel = state["open"]["fields"].get("channel") if state["open"] else None
    known = editions()
    people = {entry["by"] for entry in state["entries"].values()}
    values = [
        entry["fields"].get(field) for entry in state["entries"].values() for field in ("matter", "unit")
    ]
    for amendment in state["amendments"].values():
        values += [change["value"] for change in amendment["set"].values()]
    ids = {value for value in values if isinstance(value, str) and len(value) == 36}
    units = db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {
        **known.step_names(channel, state["begins"]),
        **{check_key(item): name for item, name in known.item_names(state["begins"]).items()},
        **{row.id: row.name for row in units},
        **matters_named(ids),
        **people_named(people),
    }
