"""Records of evidence: what was shown that it was put right. Only ever added."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Select, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.database import Model, db, uuid7
from zlc.rectifications.link_files import LinkFile
from zlc.rectifications.states import EVIDENCE
from zlc.walks.photos.photos import PhotoFile, PhotoReceipt

LONGEST_NAME = 120
FILES = ("photo", "file")


class RectificationEvidence(Model):
    """`n` counts those of one rectification. `sha256`: under which hash the file of a photo or paper arrived, `name` what it was
    called; `walk_id`, of a walk; `matter_id` and `edition`, of a change of what is published."""

    __tablename__ = "rectification_evidence"
    __table_args__ = (UniqueConstraint("rectification_id", "n"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"))
    n: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    walk_id: Mapped[str | None] = mapped_column(String(36))
    matter_id: Mapped[str | None] = mapped_column(String(36))
    edition: Mapped[int | None]

    @property
    def kind_name(self) -> str:
        return EVIDENCE.get(self.kind, self.kind)


def of(rectification_id: str) -> Select[RectificationEvidence]:
    return select(RectificationEvidence).where(RectificationEvidence.rectification_id == rectification_id).order_by(RectificationEvidence.n)


def all_of(rectification_id: str) -> list[RectificationEvidence]:
    return list(db.session.scalars(of(rectification_id)))


def photos_of(rows: list[RectificationEvidence]) -> dict[str, PhotoFile]:
    """Record → its photo, where whoever wrote it has sent the bytes: knowing a hash opens nothing."""
    wanted = {(row.sha256, row.by): row.id for row in rows if row.kind == "photo"}
    asked = select(PhotoReceipt.person_id, PhotoFile).join(PhotoFile, PhotoFile.sha256 == PhotoReceipt.sha256)
    by_link = select(LinkFile.link_id, PhotoFile).join(PhotoFile, PhotoFile.sha256 == LinkFile.sha256)
    hashes = {sha256 for sha256, _ in wanted}
    found = [*db.session.execute(asked.where(PhotoReceipt.sha256.in_(hashes)))] if wanted else []
    found += [*db.session.execute(by_link.where(LinkFile.sha256.in_(hashes)))] if wanted else []
    there = {(file.sha256, person): file for person, file in found}
    return {id_: there[pair] for pair, id_ in wanted.items() if pair in there}


def count_of(rectification_id: str) -> int:
    rows = select(func.count()).where(RectificationEvidence.rectification_id == rectification_id)
    return db.session.scalar(rows) or 0
