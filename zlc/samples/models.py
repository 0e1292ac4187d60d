"""抽查: what was drawn, by which rule, and what was found per line. Findings are only ever added."""

from datetime import date

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import Model, uuid7
from zlc.rectifications.models import Rectification
from zlc.versions import mark_of


class Sample(Model):
    """`size` of the `of` closings from `first_on` to `last_on`, of one unit or of all, in the order that `seed` gives them. `drawn_as`
    says all of that: the same again is this one."""

    __tablename__ = "samples"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    drawn_as: Mapped[str] = mapped_column(String(64), unique=True)
    seed: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    of: Mapped[int]
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"))
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms, index=True)
    unit: Mapped[Unit | None] = relationship()
    person: Mapped[Person] = relationship()
    lines: Mapped[list["SampleLine"]] = relationship(order_by="SampleLine.n", back_populates="sample")

    @property
    def period(self) -> str:
        return f"{clock.spoken_date(self.first_on)} 至 {clock.spoken_date(self.last_on)}"

    @property
    def found(self) -> int:
        """How many lines have been looked at."""
        return sum(bool(line.findings) for line in self.lines)


class SampleLine(Model):
    """`digest`: by which it was drawn; `closed_at`: the last closing in the period."""

    __tablename__ = "sample_lines"
    __table_args__ = (UniqueConstraint("sample_id", "n"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    sample_id: Mapped[str] = mapped_column(ForeignKey("samples.id"))
    n: Mapped[int]
    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"))
    digest: Mapped[str] = mapped_column(String(64))
    closed_at: Mapped[int] = mapped_column(BigInteger)
    sample: Mapped[Sample] = relationship(back_populates="lines")
    rectification: Mapped[Rectification] = relationship()
    findings: Mapped[list["SampleFinding"]] = relationship(order_by="SampleFinding.n", back_populates="line")

    @property
    def version(self) -> str:
        """What whoever writes what they found was shown."""
        return mark_of([one.id for one in self.findings])

    @property
    def latest(self) -> "SampleFinding | None":
        return self.findings[-1] if self.findings else None


class SampleFinding(Model):
    """`stands`: 属实, it was put right as the closing says."""

    __tablename__ = "sample_findings"
    __table_args__ = (UniqueConstraint("line_id", "n"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    line_id: Mapped[str] = mapped_column(ForeignKey("sample_lines.id"))
    n: Mapped[int]
    stands: Mapped[bool] = mapped_column(Boolean)
    text: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    line: Mapped[SampleLine] = relationship(back_populates="findings")
    person: Mapped[Person] = relationship()

    @property
    def word(self) -> str:
        return "属实" if self.stands else "不属实"
