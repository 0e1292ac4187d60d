"""受限照片: its words and its hash are for its author and the coordinator of its walk's unit; everybody else learns that
it is there. So are the amendments of it, which repeat its words.

Which photos those are is what the fold says (photos.is_restricted); it is kept in a table, so that a pull need not fold.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict, replace
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import sql, sql_rows
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.walks import stayed
from zlc.walks.entries.entry import read_body
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import AmendmentState, EntryState
from zlc.walks.journal import commits
from zlc.walks.known import fold_known
from zlc.walks.models import Entry, Walk
from zlc.walks.photos import photos

Authors = dict[str, str | None]
# Of a photo that a reader may not see there remains where it hangs, and which file is awaited: no page says the latter.
TOLD = ("of", "redacted", "sha256")
# Amendments of these say nothing that a photo shows; those of any other field may repeat its words.
FLAGS = ("at", "void", "of", "redacted", "restricted")
WORDS = ("caption", "sha256", "restricted")
HIDDEN = "受限，只给本人和联络员看"


class RestrictedPhoto(Model):
    """A restricted photo of a walk. `author_id` is None for one that has not come yet, but of whose words an amendment
    has: until it comes, it counts as restricted."""

    __tablename__ = "restricted_photos"

    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), primary_key=True, index=True)
    author_id: Mapped[str | None] = mapped_column(String(36))


class Withheld(EntryState, gc=False):
    """A restricted photo as it is shown to whom its words are not for."""


def restricted_in(state: WalkState) -> Authors:
    """Photo → its author, of those that are restricted; None where the photo itself has not come."""
    entries = state.entries
    found: Authors = {
        id_: entry.by for id_, entry in entries.items() if entry.kind == "photo" and photos.is_restricted(entry)
    }
    for one in state.amendments.values():
        if one.target not in entries and not one.set.keys().isdisjoint(WORDS):
            found[one.target] = None
    return found


def is_restricted(entry_id: str) -> bool:
    """Of an entry that has been folded."""
    return bool(sql.rows("select 1 from restricted_photos where entry_id = ?", entry_id))


def follow(walk: Walk, state: WalkState) -> None:
    """Keep the table as the fold says. What becomes restricted, or known to be not, is sent anew to every phone: with
    or without its body. In the folding transaction, which holds the commit lock."""
    if not state.photos and not state.amendments and not any(e.kind == "photo" for e in state.entries.values()):
        return
    now = restricted_in(state)
    rows = sql.rows("select entry_id, author_id from restricted_photos where walk_id = ?", walk.id)
    before: Authors = dict(rows)
    if now == before:
        return
    changed = {id_ for id_ in now.keys() | before.keys() if now.get(id_, "") != before.get(id_, "")}
    gone = "delete from restricted_photos where walk_id = ? and entry_id = ?"
    sql.ask(*((gone, walk.id, id_) for id_ in sorted(changed & before.keys())))
    new = [(walk.id, id_, now[id_]) for id_ in sorted(changed & now.keys())]
    sql_rows.insert_rows(RestrictedPhoto, ("walk_id", "entry_id", "author_id"), new)
    _send_again(walk, state, {id_ for id_ in changed if id_ in before or not _from_the_first(state, id_)})


def _from_the_first(state: WalkState, photo: str) -> bool:
    """It came restricted, so that nobody was ever sent its body."""
    entry = state.entries.get(photo)
    return entry is None or "restricted" not in entry.amended


def _send_again(walk: Walk, state: WalkState, about: set[str]) -> None:
    amendments = [id_ for id_, one in state.amendments.items() if one.target in about]
    ids = sorted([*(id_ for id_ in about if id_ in state.entries), *amendments])
    if not ids:
        return
    number = commits.take(ids)
    place = 'update entries set "commit" = ?, n = ? where id = ? and walk_id = ?'
    sql.ask(*((place, number, n, id_, walk.id) for n, id_ in enumerate(ids)))
    for one in [one for one in db.session if isinstance(one, Entry) and one.id in ids]:
        db.session.expire(one, ["commit", "n"])


def withheld(person: Person, rows: Sequence[Any]) -> set[str]:
    """Those of the rows (an entry's id, walk, kind, author and body at least) whose body is not for this person."""
    asked = [row for row in rows if row.kind in ("photo", "amend") and row.body and row.author_id != person.id]
    if not asked:
        return set()
    ids = sorted({row.walk_id for row in asked if row.walk_id})
    walks = sql.rows("select id, unit_id, marked or fault is not null from walks where id in ?", ids)
    hidden = _restricted_of({id_: bool(unsure) for id_, unit, unsure in walks if not person.coordinates(unit)})
    hidden |= _stayed_in([id_ for id_, unit, _ in walks if person.coordinates(unit)], person)
    return {row.id for row in asked if row.walk_id in hidden and _hides(hidden[row.walk_id or ""], row, person)}


def _hides(shut: Authors | None, row: Any, person: Person) -> bool:
    if shut is None:
        return True  # nobody can say what is restricted in this walk: its photos keep to themselves
    data = read_body(row.body or b"").data
    photo = row.id if row.kind == "photo" else data.get("target")
    return photo in shut and shut[photo] != person.id


def _restricted_of(walks: Mapping[str, bool]) -> dict[str, Authors | None]:
    """By walk; None for one that cannot be folded. One of which the table may not say all yet (`unsure`) is folded."""
    folded = {id_: _folded(id_) for id_, unsure in walks.items() if unsure}
    sure: dict[str, Authors] = {id_: {} for id_, unsure in walks.items() if not unsure}
    if sure:
        wanted = "select walk_id, entry_id, author_id from restricted_photos where walk_id in ?"
        for walk_id, entry_id, author_id in sql.rows(wanted, list(sure)):
            sure[walk_id][entry_id] = author_id
    return {**folded, **sure}


def _stayed_in(walk_ids: list[str], person: Person) -> dict[str, Authors | None]:
    """By walk, the photos that stayed in another unit when it came to this coordinator's; walks without any left out."""
    found: dict[str, Authors | None] = {}
    wanted = (
        "select r.walk_id, r.entry_id, r.author_id, s.unit_id from restricted_photos r"
        " join stayed_photos s on s.entry_id = r.entry_id where r.walk_id in ?"
    )
    for walk_id, entry_id, author_id, unit_id in sql.rows(wanted, walk_ids) if walk_ids else ():
        if not person.coordinates(unit_id):
            found[walk_id] = {**(found.get(walk_id) or {}), entry_id: author_id}
    return found


def _folded(walk_id: str) -> Authors | None:
    try:
        return restricted_in(fold_known(walk_id))
    except Exception:  # as folding.fold_marked, which has said why
        return None


def seen_by(person: Person, unit_id: str, state: WalkState) -> WalkState:
    """The state of a walk of this unit as this person may read it: nothing built from it tells more."""
    shut = restricted_in(state)
    home = stayed.units_of(shut) if shut else {}
    hidden = {id_ for id_, author in shut.items() if not stayed.may_read(person, home.get(id_, unit_id), author)}
    if not hidden:
        return state
    entries, amendments = dict(state.entries), dict(state.amendments)
    for id_ in hidden & entries.keys():
        entries[id_] = _withheld(entries[id_])
    for id_, one in amendments.items():
        if one.target in hidden and one.by != person.id:
            amendments[id_] = _without_words(one)
    conflicts = [one for one in state.conflicts if one.target not in hidden or one.field in FLAGS]
    return replace(state, entries=entries, amendments=amendments, conflicts=conflicts)


def _withheld(photo: EntryState) -> Withheld:
    told = {name: value for name, value in photo.fields.items() if name in TOLD}
    return Withheld(**asdict(photo) | {"fields": {**told, "restricted": True}})


def _without_words(amendment: AmendmentState) -> AmendmentState:
    said = {name: change for name, change in amendment.set.items() if name in FLAGS}
    reason = amendment.reason if amendment.reason == "undo" else HIDDEN
    return replace(amendment, set=said, reason=reason)


def hides_raw(person: Person, entry: Entry) -> bool:
    """Whether a held body is not for this person, who would read it as it came: no rule has understood it, so what may
    be about a restricted photo counts as one."""
    author = db.session.get(Person, entry.author_id)
    if entry.body is None or stayed.may_read(person, author.unit_id if author else "", entry.author_id):
        return False
    try:
        data = msgspec.json.decode(entry.body)["data"]
        restricted, target, words = data.get("restricted"), data.get("target"), str(data.get("set"))
    except (msgspec.DecodeError, UnicodeError, LookupError, TypeError, AttributeError, RecursionError):
        return b"restricted" in entry.body
    if entry.kind != "amend":
        return bool(restricted)
    asked = select(RestrictedPhoto.entry_id).where(RestrictedPhoto.entry_id == str(target).replace("\0", ""))
    return "restricted" in words or db.session.scalar(asked.limit(1)) is not None
