"""证明, 中介: one row for each entry of a walk that names one. It follows the journal as long as its walk does; what was decided about
a proof stands beside, whatever is amended later."""

from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Boolean, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Unit
from zlc.catalogue.checklist import INTERMEDIARY, PROOF, Group
from zlc.database import Model
from zlc.demands import agency_states, deciding, proof_states, tags
from zlc.problems.happened import Happened
from zlc.problems.line import Line
from zlc.problems.sources import SOURCES
from zlc.search.words import haystack_of

# Each order of the lists, and what is often asked for alone across all units, as zlc/needs/models.py has them.
ORDERS = {"found": ("found_at", "serial", "state", "tags", "quarter"), "number": ("quarter", "number", "serial")}
WAYS = ("state", "tags", "quarter")


def indexes_of(table: str) -> list[Index]:
    found = [Index(f"ix_{table}_serial", "serial", unique=True), Index(f"ix_{table}_alike", "alike", "unit_id")]
    for order, columns in ORDERS.items():
        found += [Index(f"ix_{table}_unit_{order}", "unit_id", *columns), Index(f"ix_{table}_{order}", *columns)]
        found += [
            Index(f"ix_{table}_{way}_{order}", way, *(column for column in columns if column != way)) for way in WAYS if columns[0] != way
        ]
    return found


def alike_of(row: dict[str, Any]) -> str:
    """The same for the same name and matter, in whichever walk and unit."""
    return sha256(f"{row['matter_id'] or row['matter_name']}\0{''.join(row['text'].split())}".encode()).hexdigest()[:32]


class Demand(Line):
    """A mixin: what both lists keep. The row's id is its entry's id, `text` the name, `tags` as tags.py has them, `alike` what it
    has in common with the same one of other walks; the rest is as a need's."""

    GROUP: ClassVar[Group]

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    quarter: Mapped[str] = mapped_column(String(6))
    number: Mapped[int]
    numbered_by: Mapped[str] = mapped_column(ForeignKey("units.id"))
    full_number: Mapped[str] = mapped_column(Text)
    serial: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="new")
    frozen: Mapped[bool] = mapped_column(Boolean, default=False)
    struck: Mapped[bool] = mapped_column(Boolean, default=False)
    text: Mapped[str] = mapped_column(Text)
    tags: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str | None] = mapped_column(String(20))
    at_window: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    found_at: Mapped[int] = mapped_column(BigInteger)
    arrived_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    recorder_id: Mapped[str] = mapped_column(String(36))
    matter_id: Mapped[str | None] = mapped_column(String(36), index=True)
    matter_name: Mapped[str] = mapped_column(Text)
    photo_count: Mapped[int] = mapped_column(default=0)
    settled: Mapped[list[str]] = mapped_column(JSON, default=list)
    waiting: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    alike: Mapped[str] = mapped_column(String(32))
    haystack: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    @classmethod
    def unit(cls) -> Mapped[Unit]:
        return relationship(foreign_keys=[cls.unit_id])

    @property
    def source_name(self) -> str:
        return SOURCES.get(self.source, self.source)

    @property
    def tag_names(self) -> list[str]:
        return tags.names(self.GROUP, self.tags)

    @property
    def asked_at(self) -> str:
        """「市政务大厅，窗口 3」; empty where nobody said."""
        return "，".join(filter(None, (self.place, f"窗口 {self.at_window}" if self.at_window else "")))


class Proof(Demand, Model):
    """`listed`: whether the guide has it; `shareable_from`: by whom it could be shared; `basis`: by which rule it is asked for, as
    whoever decided wrote it."""

    __tablename__ = "proofs"
    __table_args__ = (UniqueConstraint("numbered_by", "quarter", "number"), *indexes_of("proofs"))

    CALLED: ClassVar[str] = "证明"
    OF: ClassVar[str] = "proof_id"
    TABLE: ClassVar[Any] = proof_states
    GROUP: ClassVar[Group] = PROOF

    listed: Mapped[bool | None] = mapped_column(Boolean)
    shareable_from: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(String(36))
    decided_at: Mapped[int | None] = mapped_column(BigInteger)

    version = property(deciding.version_of)
    check_seen = deciding.check_seen
    judge = deciding.judge

    @property
    def listed_name(self) -> str:
        return {True: "指南列了", False: "指南没有列", None: "没有记指南列没列"}[self.listed]


class Intermediary(Demand, Model):
    """`fee` in yuan, `days` as the walk was told."""

    __tablename__ = "intermediaries"
    __table_args__ = (UniqueConstraint("numbered_by", "quarter", "number"), *indexes_of("intermediaries"))

    CALLED: ClassVar[str] = "中介"
    OF: ClassVar[str] = "intermediary_id"
    TABLE: ClassVar[Any] = agency_states
    GROUP: ClassVar[Group] = INTERMEDIARY

    fee: Mapped[float | None] = mapped_column(Float)
    days: Mapped[float | None] = mapped_column(Float)

    @property
    def fee_said(self) -> str:
        return "" if self.fee is None else f"{self.fee:,.10g} 元"

    @property
    def days_said(self) -> str:
        return "" if self.days is None else f"{self.days:.10g} 天"


class ProofEvent(Happened, Model):
    __tablename__ = "proof_events"
    __table_args__ = (UniqueConstraint("proof_id", "n"),)

    proof_id: Mapped[str] = mapped_column(ForeignKey("proofs.id"))
    about: Mapped[Proof] = relationship()


class IntermediaryEvent(Happened, Model):
    __tablename__ = "intermediary_events"
    __table_args__ = (UniqueConstraint("intermediary_id", "n"),)

    intermediary_id: Mapped[str] = mapped_column(ForeignKey("intermediaries.id"))
    about: Mapped[Intermediary] = relationship()


Proof.EVENT, Intermediary.EVENT = ProofEvent, IntermediaryEvent


def words_of(row: dict[str, Any], group: Group) -> str:
    """The haystack of a row with these columns. Whoever adds to it makes the haystacks of old rows anew."""
    said = (*tags.names(group, row["tags"]), row["place"], row["at_window"], row["note"], row.get("shareable_from"))
    return haystack_of((row["text"], row["matter_name"], row["full_number"], *filter(None, said)))
