"""What was sent by links: which bytes, and how much one link may send."""

from sqlalchemy import BigInteger, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.accounts.owner_links import OwnerLink
from zlc.database import Model, db
from zlc.files import keeping
from zlc.files.refused import NotTaken
from zlc.files.taking import Taken

MB = 1024 * 1024
MOST_FILES, MOST_BYTES = 60, 600 * MB  # of one link: whoever it was passed on to fills no disk
FULL = f"一个链接最多收 {MOST_FILES} 份、{MOST_BYTES // MB} MB，这一份没有收。请交给联络员添加。"


class LinkFile(Model):
    """A file that was sent by a link, as photo_receipts and paper_receipts say of people. `kind`: photo or file."""

    __tablename__ = "owner_link_files"

    link_id: Mapped[str] = mapped_column(ForeignKey("owner_links.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    bytes: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


def check_room(link: OwnerLink, size: int) -> None:
    """Raises NotTaken."""
    used = select(func.count(), func.coalesce(func.sum(LinkFile.bytes), 0)).where(LinkFile.link_id == link.id)
    count, total = db.session.execute(used).one()
    if count >= MOST_FILES or total + size > MOST_BYTES:
        raise NotTaken(FULL)


def acknowledge(link: OwnerLink, taken: Taken) -> None:
    """The rows, after the file. Raises NotTaken."""
    check_room(link, taken.kept.bytes)
    keeping.hold(taken)
    db.session.merge(LinkFile(link_id=link.id, sha256=taken.sha256, kind="photo" if taken.is_photo else "file", bytes=taken.kept.bytes))
    db.session.flush()


def sent_by(link: OwnerLink, hashes: list[str]) -> dict[str, str]:
    """Hash → what it is, of those that came by this link."""
    rows = select(LinkFile.sha256, LinkFile.kind).where(LinkFile.link_id == link.id, LinkFile.sha256.in_(hashes))
    return {row.sha256: row.kind for row in db.session.execute(rows)}
