"""需求: one row per need entry. While 新收集 it follows the journal; once it is studied it is the desk's, and what the recorder
amends later stands beside it until somebody accepts it."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Boolean, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import Model
from zlc.needs import seen, states, verbs
from zlc.needs.found_by import words_of
from zlc.needs.states import HOW, STATES
from zlc.problems.happened import Happened
from zlc.problems.line import Line
from zlc.problems.sources import SOURCES
from zlc.problems.states import Verb
from zlc.walks.words import NEEDS

# Each order of the list, and what is often asked for alone across all units, as zlc/problems/models.py has them.
ORDERS = {"found": ("found_at", "serial", "state", "quarter", "whose"), "number": ("quarter", "number", "serial")}
WAYS = ("state", "whose", "stage", "quarter")


class Need(Line, Model):
    """The row's id is its entry's id; `serial` its place among all that ever came: the last word of every order, and by which the
    search index knows it. `full_number` is what it was called when it came, `numbered_by` the unit that counted it (line.py).

    `whose`: who asks for it; `source`: where it comes from; `decided`: adopted or declined, also after it was answered. `settled`
    and `waiting` are as a problem's.
    """

    __tablename__ = "needs"
    __table_args__ = (
        UniqueConstraint("numbered_by", "quarter", "number"),
        Index("ix_needs_serial", "serial", unique=True),
        *(Index(f"ix_needs_unit_{order}", "unit_id", *columns) for order, columns in ORDERS.items()),
        *(Index(f"ix_needs_{order}", *columns) for order, columns in ORDERS.items()),
        *(
            Index(f"ix_needs_{way}_{order}", way, *(column for column in columns if column != way))
            for way in WAYS for order, columns in ORDERS.items() if columns[0] != way
        ),
    )

    CALLED: ClassVar[str] = "需求"
    OF: ClassVar[str] = "need_id"
    TABLE: ClassVar[Any] = states

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    walk_id: Mapped[str | None] = mapped_column(ForeignKey("walks.id"), index=True)
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
    whose: Mapped[str | None] = mapped_column(String(20))
    stage: Mapped[str | None] = mapped_column(String(20))
    found_at: Mapped[int] = mapped_column(BigInteger)
    arrived_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    recorder_id: Mapped[str] = mapped_column(String(36), index=True)
    matter_id: Mapped[str | None] = mapped_column(String(36))
    matter_name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    photo_count: Mapped[int] = mapped_column(default=0)
    decided: Mapped[str | None] = mapped_column(String(20))
    answer_text: Mapped[str] = mapped_column(Text, default="")
    answered_to: Mapped[str] = mapped_column(Text, default="")
    answered_how: Mapped[str | None] = mapped_column(String(20))
    answered_on: Mapped[date | None] = mapped_column(Date)
    settled: Mapped[list[str]] = mapped_column(JSON, default=list)
    waiting: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    haystack: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])

    @property
    def source_name(self) -> str:
        return SOURCES.get(self.source, self.source)

    @property
    def whose_name(self) -> str:
        return NEEDS.get(self.whose or "", "未记谁提的")

    @property
    def decided_name(self) -> str:
        return STATES.get(self.decided or "", "")

    @property
    def how_name(self) -> str:
        return HOW.get(self.answered_how or "", "")

    version = property(seen.version_of)
    check_seen = seen.check_seen
    study = verbs.study
    adopt = verbs.adopt
    decline = verbs.decline
    keep = verbs.keep
    answer = verbs.answer
    accept_amendment = verbs.accept_amendment
    leave_amendment = verbs.leave_amendment

    def open_verbs(self, person: Person) -> list[Verb]:
        """As Line has it; what was declined is not begun."""
        return [verb for verb in super().open_verbs(person) if verb.name != "begin" or self.decided == "adopted"]

    def searchable(self) -> str:
        return words_of({one.key: getattr(self, one.key) for one in type(self).__table__.columns})


class NeedEvent(Happened, Model):
    """To a need."""

    __tablename__ = "need_events"
    __table_args__ = (UniqueConstraint("need_id", "n"),)

    need_id: Mapped[str] = mapped_column(ForeignKey("needs.id"))
    about: Mapped[Need] = relationship()


Need.EVENT = NeedEvent
