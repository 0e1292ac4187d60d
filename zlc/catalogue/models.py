"""Matters with what is published about them (实施清单), and the materials they ask for."""

from dataclasses import dataclass

from sqlalchemy import JSON, Boolean, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc.accounts.models import Unit
from zlc.database import Model, uuid7

LIMIT_UNITS = {"working_day": "个工作日", "day": "天", "at_once": "即办"}


@dataclass(frozen=True)
class Limit:
    """A time limit as published: 「5 个工作日」, 「30 天」, 「即办」 (value 0)."""

    value: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in LIMIT_UNITS:
            raise ValueError(f"unknown unit of a limit: {self.unit}")
        if self.value < 0:
            raise ValueError(f"a limit cannot be negative: {self.value}")

    @property
    def spoken(self) -> str:
        return LIMIT_UNITS[self.unit] if self.unit == "at_once" else f"{self.value} {LIMIT_UNITS[self.unit]}"


class Matter(Model):
    """事项 of one unit. None means 「未公布」, never zero."""

    __tablename__ = "matters"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    # Provinces number matters in different lengths (GB/T 39554.1, DB22/T 2848 …): kept as text, unchecked.
    code: Mapped[str] = mapped_column(String(60), default="")
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    steps: Mapped[int | None]
    trips: Mapped[int | None]
    statutory_value: Mapped[int | None]
    statutory_unit: Mapped[str | None] = mapped_column(String(20))
    promised_value: Mapped[int | None]
    promised_unit: Mapped[str | None] = mapped_column(String(20))
    fee: Mapped[str | None] = mapped_column(Text)
    frequent: Mapped[bool] = mapped_column(Boolean, default=False)
    blocked: Mapped[bool] = mapped_column(Boolean, default=False)
    wait_minutes: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    # Which edition of it stands here; what was before is in changes.py. `taken_back`: with the import that brought it: nobody
    # is offered it any more, and a phone that had it keeps its name.
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    taken_back: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    # What else the guide says, by the codes of further.py, as it is written there. A blank: published, and left empty.
    further: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    unit: Mapped[Unit] = relationship()
    materials: Mapped[list["Material"]] = relationship(
        back_populates="matter", order_by="Material.position", cascade="all, delete-orphan"
    )

    @property
    def statutory(self) -> Limit | None:
        return limit_of(self.statutory_value, self.statutory_unit)

    @property
    def promised(self) -> Limit | None:
        return limit_of(self.promised_value, self.promised_unit)


class Material(Model):
    """要件: one thing the published guide asks the applicant to bring."""

    __tablename__ = "materials"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    matter_id: Mapped[str] = mapped_column(ForeignKey("matters.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    copies: Mapped[int] = mapped_column(default=1)
    original: Mapped[bool] = mapped_column(Boolean, default=False)
    matter: Mapped[Matter] = relationship(back_populates="materials")


def limit_of(value: int | None, unit: str | None) -> Limit | None:
    """The limit of two columns; None when nothing is published."""
    if unit is None or (value is None and unit != "at_once"):
        return None
    return Limit(value or 0, unit)
