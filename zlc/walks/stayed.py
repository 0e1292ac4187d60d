"""Whose a restricted photo is (受限照片, an authorisation): its author's, and that unit's coordinator's in which it was taken.
When its walk is handed to another unit, it stays behind."""

from collections.abc import Iterable

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.database import db
from zlc.walks.models import StayedPhoto

AT_ONCE = 5000


def units_of(entry_ids: Iterable[str]) -> dict[str, str]:
    """Photo entry → the unit in which it stayed, for those whose walk has left it."""
    ids = list(entry_ids)
    found: dict[str, str] = {}
    for first in range(0, len(ids), AT_ONCE):
        rows = select(StayedPhoto.entry_id, StayedPhoto.unit_id)
        rows = rows.where(StayedPhoto.entry_id.in_(ids[first : first + AT_ONCE]))
        found |= {row.entry_id: row.unit_id for row in db.session.execute(rows)}
    return found


def may_read(person: Person, unit_id: str, author_id: str | None) -> bool:
    """Whether this person may see a restricted photo by `author_id`. `unit_id`: where it stayed, else its walk's."""
    return person.id == author_id or person.coordinates(unit_id)


def leave_behind(photo_ids: Iterable[str], unit_id: str) -> None:
    """These restricted photos do not go along with their walk, which leaves the unit now. What stayed elsewhere before
    stays there."""
    ids = list(photo_ids)
    before = units_of(ids)
    db.session.add_all(StayedPhoto(entry_id=id_, unit_id=unit_id) for id_ in ids if id_ not in before)
    db.session.flush()
