"""Which papers we hold, and who sent them: whoever knows a hash has nothing by it, only who sent the file may put it somewhere."""

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.database import Model
from zlc.files.disk import Paper


class PaperFile(Model):
    """A PDF, DOCX or XLSX, named by the hash it arrived under; `kept_sha256` is that of the cleaned file. `lost_at`: when it was
    found gone or changed."""

    __tablename__ = "paper_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    format: Mapped[str] = mapped_column(String(10))
    bytes: Mapped[int] = mapped_column(BigInteger)
    kept_sha256: Mapped[str] = mapped_column(String(64))
    stored_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    lost_at: Mapped[int | None] = mapped_column(BigInteger)

    @property
    def held(self) -> Paper:
        return Paper(self.sha256, self.format, self.bytes, self.kept_sha256)


class PaperReceipt(Model):
    """This person sent these bytes."""

    __tablename__ = "paper_receipts"

    sha256: Mapped[str] = mapped_column(ForeignKey("paper_files.sha256"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
