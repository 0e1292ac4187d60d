"""Where the files of a walk's photos are."""

from typing import Any

from sqlalchemy import select, tuple_

from zlc.database import db
from zlc.walks.entries.entry import read_body
from zlc.walks.fold import WalkState
from zlc.walks.models import Entry
from zlc.walks.photos.disk import Held
from zlc.walks.photos.photos import PhotoFile, PhotoReceipt

AT_ONCE = 5000  # photos asked for by one statement: SQLite takes 32,766 values


def whereabouts(state: WalkState) -> dict[str, Held | None]:
    """The photo entries of a folded walk whose bytes their own authors have sent, each with its file; None: it is lost."""
    wanted = {id_: (sha256, state.entries[id_].by) for id_, sha256 in _hashes(state).items()}
    pairs, asked = tuple_(PhotoReceipt.sha256, PhotoReceipt.person_id), list(set(wanted.values()))
    rows = select(PhotoReceipt.person_id, PhotoFile).join(PhotoFile, PhotoFile.sha256 == PhotoReceipt.sha256)
    there: dict[tuple[str, str], Held | None] = {}
    for first in range(0, len(asked), AT_ONCE):
        found = db.session.execute(rows.where(pairs.in_(asked[first : first + AT_ONCE])))
        there |= {(file.sha256, person): None if file.lost_at else file.held for person, file in found}
    return {entry_id: there[pair] for entry_id, pair in wanted.items() if pair in there}


def _hashes(state: WalkState) -> dict[str, Any]:
    """Photo → the hash that its author wrote. Which picture it is no amendment changes: else a colleague might put the
    file of a restricted photo behind another one of its author's, and look."""
    found = {id_: state.entries[id_].fields.get("sha256") for id_ in state.photos}
    changed = [id_ for id_ in found if "sha256" in state.entries[id_].amended]
    for first in range(0, len(changed), AT_ONCE):
        rows = select(Entry.id, Entry.body).where(Entry.id.in_(changed[first : first + AT_ONCE]), Entry.body.is_not(None))
        found |= {row.id: read_body(row.body or b"").data.get("sha256") for row in db.session.execute(rows)}
    return found
