"""Photos out of a file that somebody else brought. The bytes are kept at once; a receipt, which opens them, is written
when an entry that counts, of that person's, names their hash."""

from sqlalchemy import BigInteger, ForeignKey, String, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.walks.entries.entry import BadBody, read_body
from zlc.walks.models import Entry
from zlc.walks.photos.photos import Kept, PhotoReceipt, holding


class BroughtPhoto(Model):
    __tablename__ = "brought_photos"

    sha256: Mapped[str] = mapped_column(ForeignKey("photo_files.sha256"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(64))
    brought_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger)


def is_kept(person: Person, sha256: str) -> bool:
    return db.session.get(BroughtPhoto, (sha256, person.id)) is not None


def keep(person: Person, sha256: str, kept: Kept, file: str, by: Person) -> None:
    """The rows, after the photo's file is there: what we hold, and who brought it in whose name."""
    now = clock.now_ms()
    sql.ask(
        holding(sha256, kept),
        (
            "insert into brought_photos (sha256, person_id, file, brought_by, at) values (?, ?, ?, ?, ?)"
            " on conflict do nothing",
            sha256, person.id, file, by.id, now,
        ),
    )  # fmt: skip


def waiting(person: Person) -> set[str]:
    """The photos kept in this person's name that nothing of theirs has opened yet."""
    receipt = exists().where(PhotoReceipt.sha256 == BroughtPhoto.sha256, PhotoReceipt.person_id == person.id)
    return set(db.session.scalars(select(BroughtPhoto.sha256).where(BroughtPhoto.person_id == person.id, ~receipt)))


def vouch(person: Person) -> None:
    """Write the receipts that are due: of photos named by what counts of this person's. The caller commits."""
    kept = waiting(person)
    due = kept & _named(person) if kept else kept
    db.session.add_all(PhotoReceipt(sha256=sha256, person_id=person.id) for sha256 in sorted(due))
    db.session.flush()


def _named(person: Person) -> set[str]:
    rows = select(Entry.body).where(Entry.author_id == person.id, Entry.kind == "photo", Entry.status == "stored")
    found = set()
    for body in db.session.scalars(rows.where(Entry.body.is_not(None))):
        try:
            found.add(str(read_body(body or b"").data.get("sha256")))
        except BadBody:
            continue
    return found
