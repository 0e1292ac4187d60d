"""问题: one row per problem entry. While 新发现 it follows the journal; once confirmed it is the desk's,
and what the recorder amends later stands beside it until somebody accepts it."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    and_,
    select,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.categories import SEVERITIES
from zlc.database import Model, db, uuid7
from zlc.errors import NotFound
from zlc.problems import numbers, seen, verbs
from zlc.problems.found_by import words_of
from zlc.problems.lights import Light, light_of
from zlc.problems.states import SET_ASIDE, STATES, TINTS, UNDER_WAY
from zlc.texts import clean_text
from zlc.walks.journal import commits

if TYPE_CHECKING:
    from zlc.problems.answers import Answer

# Each order of the list, and what is often asked for alone across all units: each with each is an index. What is counted
# is counted in the first order, whose indexes also know what else is often asked for: no row need be looked at for it.
ORDERS = {
    "found": ("found_at", "serial", "state", "quarter", "stage", "severity"),
    "due": ("due_on", "serial"),
    "number": ("quarter", "number", "serial"),
}
WAYS = ("state", "category", "stage", "severity", "quarter")


class Problem(Model):
    """The row's id is its entry's id. (`commit`, `n`) is where the phones' cursor finds its last change, `serial` its place
    among all that ever came: the last word of every order, and by which the search index knows it.

    `settled` lists the amendments already in its values or accepted since; `waiting` those that stand
    beside a confirmed problem: {"id", "by", "time", "reason", "set": {column: value}}.
    """

    __tablename__ = "problems"
    __table_args__ = (
        UniqueConstraint("unit_id", "quarter", "number"),
        Index("ix_problems_cursor", "commit", "n", unique=True),
        Index("ix_problems_serial", "serial", unique=True),
        Index("ix_problems_unit_found", "unit_id", *ORDERS["found"]),
        Index("ix_problems_unit_due", "unit_id", *ORDERS["due"]),
        *(Index(f"ix_problems_{order}", *columns) for order, columns in ORDERS.items()),
        *(
            Index(f"ix_problems_{way}_{order}", way, *(column for column in columns if column != way))
            for way in WAYS for order, columns in ORDERS.items() if columns[0] != way
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    quarter: Mapped[str] = mapped_column(String(6))
    number: Mapped[int]
    serial: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="new")
    frozen: Mapped[bool] = mapped_column(Boolean, default=False)
    struck: Mapped[bool] = mapped_column(Boolean, default=False)
    text: Mapped[str] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(String(40))
    stage: Mapped[str | None] = mapped_column(String(20))
    stage_entry: Mapped[str | None] = mapped_column(String(36))
    check_item: Mapped[str | None] = mapped_column(String(60))
    severity: Mapped[int | None]
    found_at: Mapped[int] = mapped_column(BigInteger)
    arrived_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    recorder_id: Mapped[str] = mapped_column(String(36), index=True)
    matter_id: Mapped[str | None] = mapped_column(String(36))
    matter_name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    photo_count: Mapped[int] = mapped_column(default=0)
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    department: Mapped[str] = mapped_column(String(60), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("problems.id"))
    settled: Mapped[list[str]] = mapped_column(JSON, default=list)
    waiting: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    haystack: Mapped[str] = mapped_column(Text, default="")
    commit: Mapped[int] = mapped_column(BigInteger)
    n: Mapped[int] = mapped_column(default=0)
    unit: Mapped[Unit] = relationship()
    assignee: Mapped[Person | None] = relationship()

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        return person.bounded(select(cls), cls.unit_id)

    @classmethod
    def of(cls, person: Person, problem_id: str) -> Self:
        """Raises NotFound for an unknown problem and for another unit's alike."""
        wanted = cls.visible_to(person).where(cls.id == clean_text(problem_id))
        found = db.session.scalar(wanted.options(joinedload(cls.unit), joinedload(cls.assignee)))
        if found is None:
            raise NotFound
        return found

    @hybrid_property
    def counts(self) -> bool:
        """Whether it is one of the problems that any figure counts: on a page, in a list, on paper. Its record stands, which
        is all that the phone and the walk's fold know of; and the desk has not set it aside."""
        return not self.struck and self.state not in SET_ASIDE

    @counts.inplace.expression
    @classmethod
    def _counts(cls) -> ColumnElement[bool]:
        return and_(~cls.struck, cls.state.not_in(SET_ASIDE))

    @property
    def full_number(self) -> str:
        return numbers.full_number(self.quarter, self.unit.short, self.number)

    @property
    def short_number(self) -> str:
        return numbers.short_number(self.quarter, self.number)

    def number_said(self, units: bool = False) -> str:
        """As a list says it; `units`: it has several. The short one would be another's too there, and of another year."""
        several = units or clock.says_year(int(self.quarter[:4]))
        return self.full_number if several else self.short_number

    @property
    def found_on(self) -> date:
        return clock.local(self.found_at).date()

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def uncounted_as(self) -> str:
        """Why it counts nowhere, in a word; empty for one that does."""
        return "" if self.counts else self.state_name if self.state in SET_ASIDE else f"{self.state_name}，记录已划去"

    @property
    def tint(self) -> str:
        return TINTS.get(self.state, "")

    @property
    def severity_name(self) -> str:
        return SEVERITIES.get(self.severity or 0, "未记")

    @property
    def light(self) -> Light | None:
        """Only what is still under way has a light."""
        return light_of(self.due_on, clock.today()) if self.under_way else None

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def responsible(self) -> str:
        """Who is to put it right: 「医保科 张敏」; empty before it is assigned."""
        return " ".join(filter(None, (self.department, self.assignee.name if self.assignee else "")))

    version = property(seen.version_of)
    check_seen = seen.check_seen
    may_be_driven_by = verbs.may_be_driven_by
    open_verbs = verbs.open_verbs
    confirm = verbs.confirm
    assign = verbs.assign
    change_day = verbs.change_day
    classify = verbs.classify
    reject = verbs.reject
    reopen = verbs.reopen
    accept_amendment = verbs.accept_amendment

    def searchable(self) -> str:
        columns = {one.key: getattr(self, one.key) for one in type(self).__table__.columns}
        return words_of(columns, self.unit.short, self.assignee.name if self.assignee else "")

    def to_wire(self, answer: "Answer | None" = None) -> dict[str, Any]:
        """What the recorder's phone keeps of it (docs/sync.md, GET /changes)."""
        return {
            "id": self.id, "walk": self.walk_id, "number": self.short_number,
            "state": self.state, "state_name": self.state_name, "text": self.text,
            "category": self.category, "stage": self.stage, "severity": self.severity,
            "found_at": self.found_at, "responsible": self.responsible,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "answer": answer._asdict() if answer else None,
            "struck": self.struck, "commit": self.commit,
        }  # fmt: skip

    def happened(self, verb: str, by: str | None, reason: str = "", **detail: Any) -> None:
        """Add to the history. `by` is a person's id; None when the walk itself moved."""
        waiting = sum(isinstance(one, ProblemEvent) and one.problem is self for one in db.session.new)
        n = commits.following("problem_events", "problem_id", self.id) + waiting
        event = ProblemEvent(problem=self, n=n, verb=verb, by=by, reason=reason, detail=detail)
        db.session.add(event)

    def touch(self) -> None:
        """The phones are to hear of this change."""
        self.commit, self.n = commits.take([self.id]), 0

    def history(self) -> list["ProblemEvent"]:
        """Everything that happened to it on the desk, in the order in which it happened, whatever the clock said."""
        events = select(ProblemEvent).where(ProblemEvent.problem_id == self.id)
        return list(db.session.scalars(events.order_by(ProblemEvent.n)))


class ProblemEvent(Model):
    """One thing that happened to a problem on the desk: who, when, why. Only ever added; `n` counts those of one problem."""

    __tablename__ = "problem_events"
    __table_args__ = (UniqueConstraint("problem_id", "n"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    problem_id: Mapped[str] = mapped_column(ForeignKey("problems.id"))
    n: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str | None] = mapped_column(String(36))
    verb: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    problem: Mapped[Problem] = relationship()
