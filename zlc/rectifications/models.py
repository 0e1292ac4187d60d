"""整改: one row for each thing that somebody is to put right. It serves one or more problems, or a need; each may have several."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.accounts.owner_links import OwnerLink
from zlc.database import Model, uuid7
from zlc.needs.models import Need
from zlc.problems.happened import Happened
from zlc.problems.lights import Light, light_of
from zlc.problems.line import Line
from zlc.problems.models import Problem
from zlc.problems.suggestions import FIGURES
from zlc.rectifications import (
    attaching,
    closing,
    effects,
    extensions,
    found_by,
    linking,
    publishing,
    rewalks,
    seen,
    states,
    verbs,
    who,
)
from zlc.rectifications.giving import LONGEST_NAME
from zlc.rectifications.states import CAUSES, KINDS, LIT, VERBS, Step
from zlc.settings.editions import in_force

# Each order of the list, and what is often asked for alone across all units, as zlc/problems/models.py has them.
ORDERS = {
    "begun": ("begun_at", "serial", "state", "quarter", "kind"),
    "due": ("due_on", "serial"),
    "number": ("quarter", "number", "serial"),
}
WAYS = ("state", "quarter", "kind")
TO_WALK = text("rewalk IS NOT NULL")  # few of all


class Rectification(Line, Model):
    """`full_number` is what it was called when it began, `numbered_by` the unit that counted it; both stay. `text` and
    `matter_name` are those of the first of them, by which a list knows it. `begun_by` brought it about, `given_by` gave it to
    whoever has it now. `owner_name`: of one without an account, in `department`; `link_id`: the link that opens it to them now
    (accounts/owner_links.py). `extension`: the one that was asked for and not decided, {"by", "due_on", "reason"}. `rewalk`: the walk
    that is asked for and was not begun yet, {"matter_id", "matter", "due_on"}. `note_count` counts what was added without changing
    anything else, so that a page that shows less is told from one that shows all. `recheck_on`: from which day the effect of what was
    closed is to be looked at again; none where it was, or is not closed. `guide`: see publishing.py."""

    __tablename__ = "rectifications"
    __table_args__ = (
        UniqueConstraint("numbered_by", "quarter", "number"),
        Index("ix_rectifications_serial", "serial", unique=True),
        Index("ix_rectifications_to_walk", "unit_id", sqlite_where=TO_WALK, postgresql_where=TO_WALK),
        *(Index(f"ix_rectifications_unit_{order}", "unit_id", *columns) for order, columns in ORDERS.items()),
        *(Index(f"ix_rectifications_{order}", *columns) for order, columns in ORDERS.items()),
        *(
            Index(f"ix_rectifications_{way}_{order}", way, *(column for column in columns if column != way))
            for way in WAYS for order, columns in ORDERS.items() if columns[0] != way
        ),
    )

    CALLED: ClassVar[str] = "整改"
    OF: ClassVar[str] = "rectification_id"
    LOADED: ClassVar[tuple[str, ...]] = ("unit", "owner")
    TABLE: ClassVar[Any] = states
    walk_id = None  # it comes from problems, never from a journal

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    quarter: Mapped[str] = mapped_column(String(6))
    number: Mapped[int]
    numbered_by: Mapped[str] = mapped_column(ForeignKey("units.id"))
    full_number: Mapped[str] = mapped_column(Text)
    serial: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    matter_name: Mapped[str] = mapped_column(Text, default="")
    problem_count: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[int] = mapped_column(BigInteger)
    begun_by: Mapped[str | None] = mapped_column(String(36))
    given_by: Mapped[str | None] = mapped_column(String(36))
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    department: Mapped[str] = mapped_column(String(60), default="")
    owner_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    link_id: Mapped[str | None] = mapped_column(String(36))
    difficulty: Mapped[str | None] = mapped_column(String(1))
    due_on: Mapped[date | None] = mapped_column(Date)
    cause: Mapped[str | None] = mapped_column(String(20))
    measure: Mapped[str] = mapped_column(Text, default="")
    figure: Mapped[str | None] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(Text, default="")
    criterion: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(Text, default="")
    submitted_by: Mapped[str | None] = mapped_column(String(36))
    extension: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    rewalk: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    note_count: Mapped[int] = mapped_column(default=0)
    recheck_on: Mapped[date | None] = mapped_column(Date, index=True)
    guide: Mapped[str | None] = mapped_column(String(10), index=True)
    haystack: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    owner: Mapped[Person | None] = relationship()
    link: Mapped[OwnerLink | None] = relationship(primaryjoin=lambda: foreign(Rectification.link_id) == OwnerLink.id, viewonly=True)
    problems: Mapped[list[Problem]] = relationship(
        secondary="rectification_links", viewonly=True, order_by="RectificationLink.n", sync_backref=False
    )

    needs: Mapped[list[Need]] = relationship(
        secondary="rectification_links", viewonly=True, order_by="RectificationLink.n", sync_backref=False
    )

    @hybrid_property
    def struck(self) -> bool:
        """No record of its own could be struck out."""
        return False

    @struck.inplace.expression
    @classmethod
    def _struck(cls) -> ColumnElement[bool]:
        return false()

    @property
    def begun_on(self) -> date:
        return clock.local(self.begun_at).date()

    @property
    def kind_name(self) -> str:
        return KINDS.get(self.kind, self.kind)

    @property
    def cause_name(self) -> str:
        return CAUSES.get(self.cause or "", "")

    @property
    def criterion_said(self) -> str:
        """「材料 2 份；窗口不再要复印件」."""
        figure = f"{FIGURES.get(self.figure, self.figure)} {self.target}" if self.figure else ""
        return "；".join(filter(None, (figure, self.criterion)))

    @property
    def planned(self) -> bool:
        """Whether what a completion must rest on stands."""
        return bool(self.cause and self.measure and self.criterion_said)

    @property
    def unlisted(self) -> str:
        """Who is responsible as far as no account says it: 「医保科 李师傅」."""
        return " ".join(filter(None, (self.department, self.owner_name)))

    @property
    def responsible(self) -> str:
        return " ".join(filter(None, (self.unlisted, self.owner.name if self.owner else "")))

    @property
    def under_way(self) -> bool:
        return self.state in LIT

    @property
    def light(self) -> Light | None:
        return light_of(self.due_on, clock.today(), in_force()) if self.under_way else None

    def open_verbs(self, person: who.Doer) -> list[Any]:
        """What this person may do with it now, the likely thing first."""
        return [verb for verb in VERBS.values() if self._is_open(verb) and who.may(self, person, verb)]

    def _is_open(self, verb: Step) -> bool:
        pending = bool(self.extension)
        rest = {
            "grant": pending, "refuse": pending, "ask_extension": not pending, "withdraw_rewalk": bool(self.rewalk),
            "give_link": bool(self.owner_name), "revoke_link": self.link_id is not None,
            **dict.fromkeys(("uphold", "relapse"), self.recheck_due), "waive": self.guide == publishing.BEHIND}  # fmt: skip
        return self.state in verb.states and rest.get(verb.name, True)

    version = property(seen.version_of)
    check_seen = seen.check_seen
    searchable = found_by.searchable
    claim = verbs.claim
    decline = verbs.decline
    plan = verbs.plan
    note = verbs.note
    reassign = verbs.reassign
    reschedule = verbs.reschedule
    ask_extension = extensions.ask_extension
    grant = extensions.grant
    refuse = extensions.refuse
    plan_rewalk = rewalks.plan_rewalk
    withdraw_rewalk = rewalks.withdraw_rewalk
    attach = attaching.attach
    submit = closing.submit
    verify = closing.verify
    fail = closing.fail
    give_link = linking.give_link
    revoke_link = linking.revoke_link
    keep_up = closing.keep_up
    cancel = closing.cancel
    reopen = closing.reopen
    recheck_due = property(effects.is_due)
    uphold = effects.uphold
    relapse = effects.relapse
    waive = publishing.waive


class RectificationLink(Model):
    """What a rectification serves: a problem or a need, the first one first."""

    __tablename__ = "rectification_links"
    __table_args__ = (
        UniqueConstraint("rectification_id", "n"), UniqueConstraint("problem_id", "rectification_id"),
        UniqueConstraint("need_id", "rectification_id"),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"))
    n: Mapped[int]
    problem_id: Mapped[str | None] = mapped_column(ForeignKey("problems.id"))
    need_id: Mapped[str | None] = mapped_column(ForeignKey("needs.id"))


class RectificationEvent(Happened, Model):
    """To a rectification."""

    __tablename__ = "rectification_events"
    __table_args__ = (UniqueConstraint("rectification_id", "n"), Index("ix_rectification_events_verb", "verb", "at"))

    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"))
    about: Mapped[Rectification] = relationship()


Rectification.EVENT = RectificationEvent
