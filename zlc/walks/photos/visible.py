"""Who may look at a photo's file."""

from collections.abc import Callable
from typing import Any

from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import NotFound
from zlc.walks import stayed
from zlc.walks.entries.entry import read_body
from zlc.walks.models import Entry, Walk
from zlc.walks.photos.photos import Held, Lost, PhotoFile, PhotoReceipt, is_restricted


def visible_photo(person: Person, entry_id: str, hangs_on: Callable[[Person, Any], bool]) -> Held:
    """The file of a photo entry this person may look at. Raises NotFound otherwise, Lost. `hangs_on`: whether they may open what it
    hangs on, of a walk that they may not."""
    entry = db.session.get(Entry, entry_id)
    if entry is None or entry.kind != "photo" or entry.status != "stored" or entry.body is None:
        raise NotFound
    data, home = read_body(entry.body).data, stayed.units_of([entry_id]).get(entry_id)
    if home is None:
        walk = _walk_of(person, entry, hangs_on)
        shown = walk.read_state().entries.get(entry_id)  # none while it cannot be folded: then nobody can say
        home = walk.unit_id if data.get("restricted") or shown is None or is_restricted(shown) else None
    if home is not None and not stayed.may_read(person, home, entry.author_id):
        raise NotFound
    return sent_by(entry.author_id, data.get("sha256"))


def sent_by(person_id: str, sha256: Any) -> Held:
    """The file of these bytes, if this person has sent them. Raises NotFound, Lost."""
    sent = db.session.get(PhotoReceipt, (sha256, person_id))
    file = db.session.get(PhotoFile, sent.sha256) if sent else None
    if file is None:
        raise NotFound("这张照片还没有传到服务器。")
    if file.lost_at:
        raise Lost
    return file.held


def _walk_of(person: Person, photo: Entry, hangs_on: Callable[[Person, Any], bool]) -> Walk:
    try:
        return Walk.of(person, photo.walk_id or "")
    except NotFound:
        walk = db.session.get(Walk, photo.walk_id)
        state = walk.read_state() if walk else None
        if walk is None or state is None or photo.id not in state.photos or not hangs_on(person, state.entries[photo.id].fields.get("of")):
            raise
        return walk
