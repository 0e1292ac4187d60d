"""受限照片: an authorisation, for its author and one coordinator only. When its walk is handed to another unit it stays
behind: the coordinator is for ever that of the unit in which it was taken."""

from collections.abc import Iterable

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.database import db
from zlc.walks.models import StayedPhoto


def stayed(entry_ids: Iterable[str]) -> dict[str, str]:
    """Photo entry → the unit in which it stayed, for those whose walk has left it."""
    rows = select(StayedPhoto.entry_id, StayedPhoto.unit_id).where(StayedPhoto.entry_id.in_(list(entry_ids)))
    return {row.entry_id: row.unit_id for row in db.session.execute(rows)}


def trusted(person: Person, author_id: str, unit_id: str) -> bool:
    """Whether this person may see a restricted photo of this author. `unit_id`: where it stayed, else its walk's."""
    return person.id == author_id or (person.is_a("coordinator") and person.unit_id == unit_id)


def leave_behind(photo_ids: Iterable[str], unit_id: str) -> None:
    """These restricted photos do not go along with their walk, which leaves the unit now. What stayed elsewhere before
    stays there."""
    ids = list(photo_ids)
    before = stayed(ids)
    db.session.add_all(StayedPhoto(entry_id=id_, unit_id=unit_id) for id_ in ids if id_ not in before)
    db.session.flush()
