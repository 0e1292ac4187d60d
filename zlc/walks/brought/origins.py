"""来源: which entries came by file, who brought them and who vouched; and the files that were brought."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.database import Model, db
from zlc.walks.journal import commits

# Who vouched for an entry that came by file, as people read it.
VOUCHED = {"sealed": "手机校验相符", "person": "记录人本人导入", "agreed": "记录人登录后确认"}
AT_ONCE = 500


class BroughtFile(Model):
    """A file of unsent data, once for each who brought it; `person_id` is whose it says to be, `wrong` how many of its
    lines have a seal that does not hold, `n` counts all files."""

    __tablename__ = "brought_files"
    __table_args__ = (Index("ix_brought_files_day", "brought_by", "at"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    brought_by: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    n: Mapped[int] = mapped_column(unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    bytes: Mapped[int] = mapped_column(BigInteger)
    wrong: Mapped[int] = mapped_column(default=0)


class Origin(Model):
    """An entry that came by file and counts; one that a phone pushed has none. `vouched` is a key of VOUCHED."""

    __tablename__ = "origins"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(64), index=True)
    brought_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger)
    vouched: Mapped[str] = mapped_column(String(10))
    vouched_at: Mapped[int] = mapped_column(BigInteger)


def mark(entry_ids: Iterable[str], file: str, brought_by: str, at: int, vouched: str) -> None:
    """Say of entries just stored that they came by this file."""
    now = clock.now_ms()
    for entry_id in entry_ids:
        db.session.add(
            Origin(entry_id=entry_id, file=file, brought_by=brought_by, at=at, vouched=vouched, vouched_at=now)
        )
    db.session.flush()


def origins_of(entry_ids: Sequence[str]) -> dict[str, Origin]:
    """Entry id → where it came from, for those that came by file."""
    found: dict[str, Origin] = {}
    for first in range(0, len(entry_ids), AT_ONCE):
        some = entry_ids[first : first + AT_ONCE]
        found |= {row.entry_id: row for row in db.session.scalars(select(Origin).where(Origin.entry_id.in_(some)))}
    return found


def note_file(sha256: str, brought_by: str, person_id: str, size: int) -> BroughtFile:
    """The row of this file; the first time it is brought counts."""
    row = db.session.get(BroughtFile, (sha256, brought_by))
    if row is None:
        n = commits.following("brought_files")
        row = BroughtFile(sha256=sha256, brought_by=brought_by, n=n, person_id=person_id, bytes=size)
        db.session.add(row)
        db.session.flush()
    return row
