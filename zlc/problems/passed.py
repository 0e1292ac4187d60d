"""What a problem keeps of being handed over (passing.py): whom it is offered to, until when, how often it came back, who may open it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    or_,
    select,
)
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.problems import passing
from zlc.problems.line import Line
from zlc.problems.states import EVENTS, Verb
from zlc.walks.models import Walk


def indexes() -> list[Index]:
    """Of the few rows that have any of it."""
    found = []
    for name, column in (("handed_to", "handed_to"), ("disputed", "disputed_since"), ("take_by", "take_by")):
        there = sql_text(f"{column} IS NOT NULL")
        found.append(Index(f"ix_problems_{name}", column, sqlite_where=there, postgresql_where=there))
    gone = sql_text("unit_id <> numbered_by")
    return [*found, Index("ix_problems_gone", "numbered_by", sqlite_where=gone, postgresql_where=gone)]


class Passed(Line):
    """A mixin of Problem. While 移交中 `handed_to` is the unit that is to take it until `take_by`, or `handed_body` what has no account
    here. `sent_back`: how often it was; twice, it waits for the office since `disputed_since`. `passed_on`: another unit took it, so
    that it no longer goes where its walk goes; `ruled_at`: the office has said whose it is, for good."""

    handed_to: Mapped[str | None] = mapped_column(String(36), ForeignKey("units.id"))
    handed_body: Mapped[str] = mapped_column(Text, default="")
    take_by: Mapped[date | None] = mapped_column(Date)
    sent_back: Mapped[int] = mapped_column(default=0)
    disputed_since: Mapped[int | None] = mapped_column(BigInteger)
    passed_on: Mapped[bool] = mapped_column(Boolean, default=False)
    ruled_at: Mapped[int | None] = mapped_column(BigInteger)

    if TYPE_CHECKING:
        receiver: Mapped[Unit | None]
    else:

        @declared_attr
        def receiver(cls) -> Mapped[Unit | None]:
            return relationship(Unit, foreign_keys=[cls.handed_to])

    hand_over = passing.hand_over
    take_back = passing.take_back
    take_over = passing.take_over
    send_back = passing.send_back
    decide = passing.decide
    settle = passing.settle

    def passes_by(self, verb: Verb) -> bool:
        """Whether a verb that its state allows is open, as far as handing over goes."""
        if verb.name in ("take_over", "send_back"):
            return self.handed_to is not None
        if verb.name == "settle":
            return bool(self.handed_body)
        if verb.name == "decide":
            return self.state == "handed" or self.disputed_since is not None
        return verb.name != "hand_over" or (self.disputed_since is None and self.ruled_at is None)

    def lapse(self, state: str = "") -> None:
        """Nobody is to take it any more. `state`: where it stands now, if not where it stood before."""
        if self.state == "handed":
            self.state = state or ("confirmed" if self.frozen else "new")
        self.receiver, self.handed_to, self.handed_body, self.take_by = None, None, "", None

    def open_verbs(self, person: Person) -> list[Verb]:
        return [verb for verb in super().open_verbs(person) if self.passes_by(verb)]

    def may_be_done_by(self, verb: Verb, person: Person) -> bool:
        """Who has taken it may still be told that it is taken."""
        of = self.handed_to or (self.unit_id if self.passed_on else "")
        return ("receiver" in verb.by and person.coordinates(of)) or super().may_be_done_by(verb, person)

    @classmethod
    def open_to(cls, person: Person) -> Select[Self]:
        """Also what is handed to their unit, and waits."""
        if person.reads_all_units or not person.records:
            return cls.visible_to(person)
        return select(cls).where(or_(cls.unit_id == person.unit_id, cls.handed_to == person.unit_id, *cls.besides(person)))

    @classmethod
    def besides(cls, person: Person) -> list[ColumnElement[bool]]:
        """What else this person may open."""
        return []

    @classmethod
    def shows(cls, person: Person, id_: Any) -> bool:
        """Whether this person may open it: then its photos too, whosever the walk is."""
        return isinstance(id_, str) and db.session.scalar(cls.open_to(person).where(cls.id == id_)) is not None

    @classmethod
    def where_it_went(cls, person: Person, id_: str) -> str:
        one = db.session.get(cls, id_)
        if one is None or not person.records:
            return ""
        if told := one._taken_back_from(person.unit_id):
            return told
        if not (one.passed_on and one._was_of(person.unit_id)):
            return ""
        its_walk = "是走流程时发现的，走流程的记录仍在原单位。" if one.walk_id else ""
        last = one._last_of("taken", "ruled")
        who = f"（{_said_of(last)}）" if last else ""
        return f"问题 {one.full_number} 已移交{one.unit.short}{who}，由那里处理，编号不变。{its_walk}"

    @property
    def told_as(self) -> str:
        """Where it stands, for whoever reads its walk: 「已移交 市人社局，整改中」."""
        return str(self.told_to_its_walk().get("state_name", self.state_name))

    def told_to_its_walk(self) -> dict[str, Any]:
        """What the phones of its walk's unit are told otherwise: where it is, and not who does what about it there."""
        if self.state == "handed":
            return {"state_name": f"移交中，等{self.receiver.short}接收" if self.receiver else f"移交中，等{self.handed_body}答复"}
        if not self.away:
            return {}
        stands = "" if self.state == "confirmed" else f"，{self.state_name}"
        return {"state_name": f"已移交 {self.unit.short}{stands}", "responsible": "", "due_on": None, "light": None}

    @property
    def away(self) -> bool:
        """Whether another unit has it than its walk."""
        if not (self.passed_on and self.walk_id):
            return False
        return db.session.get_one(Walk, self.walk_id).unit_id != self.unit_id

    def _taken_back_from(self, unit_id: str) -> str:
        """For the unit that was to take it, and may have its page open still."""
        last = self._last_of("handed", "recalled", "ruled", "moved")
        if last is None or last.verb != "recalled" or last.detail["had"] != unit_id:
            return ""
        return f"{_said_of(last)}，问题 {self.full_number} 仍由{self.unit.short}处理。"

    def _last_of(self, *verbs: str) -> Any:
        return next((event for event in reversed(self.history()) if event.verb in verbs), None)

    def _was_of(self, unit_id: str) -> bool:
        walk = db.session.get(Walk, self.walk_id) if self.walk_id else None
        given = {event.detail.get("had") for event in self.history()}
        return unit_id in {self.numbered_by, walk.unit_id if walk else None, *given}


def _said_of(event: Any) -> str:
    """「联络员丙已在 11月23日 周一 14:32 接收」"""
    return f"{db.session.get_one(Person, event.by).name}已在 {clock.spoken(event.at)} {EVENTS[event.verb]}"
