"""The names behind the ids of a walk: its people, matter and unit, in four queries at most."""

from collections.abc import Iterable

from sqlalchemy import select

from zlc.accounts.models import Person, Unit
from zlc.accounts.owner_links import OwnerLink
from zlc.catalogue.editions import editions
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.words import check_key

AT_ONCE = 5000  # asked for by one statement: a walk, or a brought file, names as many ids as it likes


def people_named(ids: Iterable[str | None]) -> dict[str, str]:
    """Person id → name; also of who acts by a link (accounts/owner_links.py)."""
    wanted = {one for one in ids if one}
    found = _named(Person, wanted)
    if others := list(wanted - found.keys()):
        found |= {link.id: link.said_name for link in _links(others)}
    return found


def matters_named(ids: Iterable[str | None]) -> dict[str, str]:
    """Matter id → name."""
    return _named(Matter, ids)


def _named(model: type[Person] | type[Matter] | type[Unit], ids: Iterable[str | None]) -> dict[str, str]:
    wanted = list({one for one in ids if one})
    found: dict[str, str] = {}
    for first in range(0, len(wanted), AT_ONCE):
        rows = select(model.id, model.name).where(model.id.in_(wanted[first : first + AT_ONCE]))
        found |= {row.id: row.name for row in db.session.execute(rows)}
    return found


def _links(ids: list[str]) -> list[OwnerLink]:
    parts = (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
    return [link for part in parts for link in db.session.scalars(select(OwnerLink).where(OwnerLink.id.in_(part)))]


def matter_of(walk: Walk, names: dict[str, str]) -> str:
    """The matter's name as a list shows it, from names fetched for the whole list."""
    return names.get(walk.matter_id or "") or walk.matter_text or ("坐窗口" if walk.counter else "未记事项")


def names_in(state: WalkState) -> dict[str, str]:
    """Every id and code that the walk's entries and amendments mention → what people call it."""
    channel = state.opening.get("channel")
    known = editions()
    people = {entry.by for entry in state.entries.values()}
    values = [
        entry.fields.get(field) for entry in state.entries.values() for field in ("matter", "unit")
    ]
    for amendment in state.amendments.values():
        values += [change["value"] for change in amendment.set.values()]
    ids = {value for value in values if isinstance(value, str) and len(value) == 36}
    return {
        **known.step_names(channel, state.begins),
        **{check_key(item): name for item, name in known.item_names(state.begins).items()},
        **_named(Unit, ids),
        **matters_named(ids),
        **people_named(people),
    }
