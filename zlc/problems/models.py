"""问题: one row per problem entry, and one per problem that was registered on the desk, which has no walk. While 新发现 the
former follows the journal; once confirmed it is the desk's, and what the recorder amends later stands beside it until somebody
accepts it."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.categories import SEVERITIES
from zlc.database import Model
from zlc.problems import musts, passed, seen, states, suggestions, verbs
from zlc.problems.found_by import words_of
from zlc.problems.happened import Happened
from zlc.problems.lights import Light, light_of, overdue, wire_of
from zlc.problems.line import Line
from zlc.problems.passed import Passed
from zlc.problems.sources import LONGEST_OUTSIDE_NUMBER, SOURCES, channel_name
from zlc.problems.states import AWAITED, UNDER_WAY
from zlc.problems.tasked import Tasked
from zlc.settings.editions import in_force
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
WAYS = ("state", "category", "stage", "severity", "quarter", "source")


MARKED = sql_text("must_since IS NOT NULL")  # few are


class Problem(Tasked, Passed, Line, Model):
    """The row's id is its entry's id, if it has one. `source`: see sources.py; `channel` and `outside_number` are of a registered
    one: by which way it came, and the number it has there. (`commit`, `n`) is where the phones' cursor finds its last change,
    `serial` its place among all that ever came: the last word of every order, and by which the search index knows it. `full_number`
    is what it was called when it came, `numbered_by` the unit that counted it (line.py). `suggestion`: 优化建议, `must_since`: 必须改.

    Who is responsible and until when is what its nearest rectification says, kept here for the list, the phones and paper, and written by
    zlc/rectifications/following.py alone; `rectification_count`: how many it has ever had.

    `settled` lists the amendments already in its values or accepted since; `waiting` those that stand
    beside a confirmed problem: {"id", "by", "time", "reason", "set": {column: value}}.
    """

    __tablename__ = "problems"
    __table_args__ = (
        UniqueConstraint("numbered_by", "quarter", "number"),
        Index("ix_problems_cursor", "commit", "n", unique=True),
        Index("ix_problems_serial", "serial", unique=True),
        Index("ix_problems_matter", "matter_id", "category", "found_at"),
        Index("ix_problems_must", "must_since", "unit_id", sqlite_where=MARKED, postgresql_where=MARKED),
        *passed.indexes(),
        *(Index(f"ix_problems_unit_{order}", "unit_id", *columns) for order, columns in ORDERS.items()),
        *(Index(f"ix_problems_{order}", *columns) for order, columns in ORDERS.items()),
        *(
            Index(f"ix_problems_{way}_{order}", way, *(column for column in columns if column != way))
            for way in WAYS for order, columns in ORDERS.items() if columns[0] != way
        ),
    )

    CALLED: ClassVar[str] = "问题"
    OF: ClassVar[str] = "problem_id"
    LOADED: ClassVar[tuple[str, ...]] = ("unit", "assignee")
    TABLE: ClassVar[Any] = states

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    walk_id: Mapped[str | None] = mapped_column(ForeignKey("walks.id"), index=True)
    source: Mapped[str] = mapped_column(String(20), default="walk")
    channel: Mapped[str | None] = mapped_column(String(20))
    outside_number: Mapped[str] = mapped_column(String(LONGEST_OUTSIDE_NUMBER), default="")
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
    suggestion: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    must_since: Mapped[int | None] = mapped_column(BigInteger)
    rectification_count: Mapped[int] = mapped_column(default=0)
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("problems.id"))
    settled: Mapped[list[str]] = mapped_column(JSON, default=list)
    waiting: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    haystack: Mapped[str] = mapped_column(Text, default="")
    commit: Mapped[int] = mapped_column(BigInteger)
    n: Mapped[int] = mapped_column(default=0)
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    assignee: Mapped[Person | None] = relationship()

    @property
    def source_name(self) -> str:
        return SOURCES.get(self.source, self.source)

    @property
    def suggested(self) -> str:
        return suggestions.words_of(self.suggestion)

    @property
    def channel_name(self) -> str:
        return channel_name(self.channel)

    @property
    def severity_name(self) -> str:
        return SEVERITIES.get(self.severity or 0, "未记")

    @property
    def light(self) -> Light | None:
        """Only what is still under way has one, and what somebody has not taken in time."""
        if self.take_by and self.state in AWAITED:
            return overdue(self.take_by, clock.today())
        return light_of(self.due_on, clock.today(), in_force()) if self.under_way else None

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def responsible(self) -> str:
        """Who is to put it right: 「医保科 张敏」; empty while it has no rectification."""
        return " ".join(filter(None, (self.department, self.assignee.name if self.assignee else "")))

    def open_verbs(self, person: Person) -> list[states.Verb]:
        found = [verb for verb in super().open_verbs(person) if not verb.sources or self.source in verb.sources]
        return [verb for verb in found if verb.name not in musts.OPEN or musts.OPEN[verb.name] == (self.must_since is not None)]

    version = property(seen.version_of)
    check_seen = seen.check_seen
    confirm = verbs.confirm
    classify = verbs.classify
    correct = verbs.correct
    keep = verbs.keep
    reject = verbs.reject
    reopen = verbs.reopen
    suggest = suggestions.suggest
    require = musts.require
    lift = musts.lift
    accept_amendment = verbs.accept_amendment
    leave_amendment = verbs.leave_amendment

    def searchable(self) -> str:
        columns = {one.key: getattr(self, one.key) for one in type(self).__table__.columns}
        return words_of(columns, self.assignee.name if self.assignee else "")

    def to_wire(self, answer: "Answer | None" = None) -> dict[str, Any]:
        """What the recorder's phone keeps of it (docs/sync.md, GET /changes)."""
        kept = {
            "id": self.id, "walk": self.walk_id, "number": self.short_number,
            "state": self.state, "state_name": self.state_name, "text": self.text,
            "category": self.category, "stage": self.stage, "severity": self.severity,
            "found_at": self.found_at, "responsible": self.responsible,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "light": wire_of(self.due_on, in_force()) if self.due_on and self.under_way else None,
            "answer": answer._asdict() if answer else None,
            "struck": self.struck, "commit": self.commit,
        }  # fmt: skip
        return kept | self.told_to_its_walk()

    def touch(self) -> None:
        """The phones are to hear of this change."""
        self.commit, self.n = commits.take([self.id]), 0


class ProblemEvent(Happened, Model):
    """To a problem."""

    __tablename__ = "problem_events"
    __table_args__ = (UniqueConstraint("problem_id", "n"),)

    problem_id: Mapped[str] = mapped_column(ForeignKey("problems.id"))
    about: Mapped[Problem] = relationship()


Problem.EVENT = ProblemEvent
