"""问题清单: what was asked for in the URL, and the page of problems that answers it."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, and_, func, literal, not_, or_, select

from zlc import clock
from zlc.accounts.models import Person
from zlc.asked import Args, ListFilter, day_of, days_words, text_of, within
from zlc.catalogue.categories import SEVERITIES
from zlc.database import db
from zlc.ordered import Order, Rows, Way, aside, way_by
from zlc.problems import numbers, paged
from zlc.problems.models import ORDERS as INDEXED
from zlc.problems.models import Problem
from zlc.problems.paged import ListPage
from zlc.problems.sources import SOURCES
from zlc.problems.states import AWAITED, BEFORE_CLOSING, SET_ASIDE, STATES, UNDER_WAY
from zlc.problems.tasked import helped_by
from zlc.search import index

SORTS = {"found": "最近发现在前", "due": "时限近的在前", "number": "按编号"}
ORDERS = {
    "found": Order((Problem.found_at, Problem.serial), descending=True),
    "due": Order((Problem.due_on, Problem.serial), gaps=True),
    "number": Order((Problem.quarter, Problem.number, Problem.serial), descending=True),
}
# 移交, as the list is asked for it; what a unit has handed over itself stands in its own tab.
PASSING = {"in": "移交来的", "help": "协办的", "disputed": "退回过两次", "beyond": "需上级协调"}
ONLY = {"aside": "没有计入的（已撤回、划去或重复）"}
UNCLASSIFIED = "unclassified"  # what the URL calls problems without a category


@dataclass(frozen=True)
class ProblemFilter(ListFilter):
    UNSEEN = frozenset({"from", "to", "only"})

    q: str = ""
    states: tuple[str, ...] = field(default=(), metadata={"key": "state"})
    category: str = ""
    stage: str = ""
    severity: int | None = None
    quarter: str = ""
    source: str = ""
    assignee: str = ""
    unit: str = ""
    mine: bool = False
    late: bool = False
    must: bool = False
    passing: str = ""
    first: date | None = field(default=None, metadata={"key": "from"})
    last: date | None = field(default=None, metadata={"key": "to"})
    only: str = ""
    sort: str = "found"

    @classmethod
    def read(cls, args: Args) -> "ProblemFilter":
        text = partial(text_of, args)
        severity, sort, quarter = text("severity"), text("sort"), text("quarter")
        return cls(
            q=text("q"),
            states=tuple(state for state in STATES if state in args.getlist("state")),
            category=text("category"),
            stage=text("stage"),
            severity=int(severity) if severity in map(str, SEVERITIES) else None,
            quarter=quarter if numbers.is_quarter(quarter) else "",
            source=text("source") if text("source") in SOURCES else "",
            assignee=text("assignee"),
            unit=text("unit"),
            mine=text("mine") == "1",
            late=text("late") == "1",
            must=text("must") == "1",
            passing=text("passing") if text("passing") in PASSING else "",
            first=day_of(args, "from"),
            last=day_of(args, "to"),
            only=text("only") if text("only") in ONLY else "",
            sort=sort if sort in SORTS else "found",
            after=text("after"),
        )

    @property
    def further(self) -> int:
        """How many of the filters behind 「更多筛选」 are set."""
        asked = (self.unit, self.category, self.stage, self.severity, self.source, self.assignee, self.mine, self.late, self.must)
        return sum(map(bool, (*asked, self.passing)))

    def conditions(self, person: Person) -> list[ColumnElement[bool]]:
        """What narrows the list, but for the unit whose problems alone this person may know of."""
        found = [way.branches[0] if len(way.branches) == 1 else or_(*way.branches) for way in self._ways(person)]
        return [*found, *self._rest()]

    def rows(self, person: Person, every: bool = False) -> Rows:
        """The problems that this person may know of and that the filter lets through, for whoever reads them in an order.
        `every`: those too that are left out because nobody asked for them."""
        return paged.rows_of(Problem, ORDERS["found"], person, self.q, self._ways(person), self._rest(every), self._whose(person))

    def _whose(self, person: Person) -> Way | None:
        """What is not of the person's unit, and is listed all the same when it is asked for."""
        unit = person.unit_id if person.records else ""
        if self.passing == "in":
            return way_by(Problem.handed_to, unit, ordered=False)
        if self.passing == "help":
            helped = helped_by(unit)
            return Way((Problem.id.in_(helped),), aside(Problem.id).in_(helped), ordered=False)
        return None

    def _ways(self, person: Person) -> list[Way]:
        columns = {
            Problem.unit_id: self.unit if self.passing != "in" else "",
            Problem.category: self.category if self.category != UNCLASSIFIED else "",
            Problem.stage: self.stage,
            Problem.severity: self.severity,
            Problem.quarter: self.quarter,
            Problem.source: self.source,
        }
        ways = [way_by(column, value, known=column.key in INDEXED["found"]) for column, value in columns.items() if value]
        if self.category == UNCLASSIFIED:
            ways.append(Way((Problem.category.is_(None),), aside(Problem.category).is_(None)))
        if self.states:
            ways.append(way_by(Problem.state, *self.states, known=True))
        if self.assignee:
            ways.append(way_by(Problem.assignee_id, self.assignee, ordered=False))
        if self.must:
            ways.append(Way((Problem.must_since.is_not(None),), aside(Problem.must_since).is_not(None), ordered=False))
        if self.passing == "in" and self.unit:
            ways.append(way_by(Problem.handed_to, self.unit, ordered=False))
        elif self.passing == "in":
            ways.append(Way((Problem.handed_to.is_not(None),), aside(Problem.handed_to).is_not(None), ordered=False))
        if self.passing == "disputed":
            ways.append(Way((Problem.disputed_since.is_not(None),), aside(Problem.disputed_since).is_not(None), ordered=False))
        if self.passing == "beyond":
            ways.append(way_by(Problem.state, "handed", known=True))
        if self.mine:
            both = Problem.assignee_id, Problem.recorder_id
            either, otherwise = (or_(*(of == person.id for of in columns)) for columns in (both, map(aside, both)))
            ways.append(Way((either,), otherwise, ordered=False))
        return ways

    def _rest(self, every: bool = False) -> list[ColumnElement[bool]]:
        found = list(index.looked_at(Problem, self.q))
        if self.late:  # what has a red light (lights.py)
            late = and_(Problem.due_on < clock.today(), Problem.state.in_(UNDER_WAY))
            found.append(or_(late, and_(Problem.take_by < clock.today(), Problem.state.in_(AWAITED))))
        if self.passing == "disputed":
            found.append(Problem.state.in_(BEFORE_CLOSING))
        if self.passing == "beyond":
            found.append(Problem.handed_to.is_(None))
        found += within(Problem.found_at, self.first, self.last)
        if self.only:
            found.append(not_(Problem.counts))
        elif not (every or self.states or self.q):
            found.append(Problem.state.not_in(SET_ASIDE))
        return found

    @property
    def unseen_words(self) -> str:
        days = days_words(self.first, self.last)
        return "，".join(filter(None, (f"{days}发现" if days else "", ONLY.get(self.only, ""))))


def page_of(person: Person, wanted: ProblemFilter) -> ListPage:
    quiet = not (wanted.states or wanted.q or wanted.late or wanted.only or wanted.passing)
    page = paged.page_of(Problem, person, wanted, ORDERS[wanted.sort], quiet)
    return replace(page, units=True) if wanted.passing in ("in", "help") else page


def waiting(person: Person) -> list[tuple[str, str, int]]:
    """(of PASSING, its words, how many) of what waits for this person: for the receiver's coordinator what is to be taken, and what the
    unit assists in, for the office what it has the last word on."""
    asked = ("in", "help") if person.decides else ("disputed", "beyond") if person.oversees else ()
    counts = {code: ProblemFilter(passing=code).rows(person).count(paged.MOST_COUNTED) for code in asked}
    return [(code, PASSING[code], count) for code, count in counts.items() if count]


def gone(person: Person) -> int:
    """How many that the person's unit has numbered are another's now: the numbers that its list lacks."""
    if not person.records:
        return 0
    elsewhere = select(literal(1)).where(Problem.numbered_by == person.unit_id, Problem.unit_id != Problem.numbered_by)
    return db.session.scalar(select(func.count()).select_from(elsewhere.limit(paged.MOST_COUNTED).subquery())) or 0


def responsible(person: Person, wanted: ProblemFilter) -> list[tuple[str, str]]:
    """(id, name) of everybody who is in charge of a problem of the unit, whose account may be closed by now. Of all units
    together they would be too many to choose from."""
    unit_id = wanted.unit if person.reads_all_units else person.unit_id
    if not (unit_id or wanted.assignee):
        return []
    theirs = select(literal(1)).where(Problem.assignee_id == Person.id, aside(Problem.unit_id) == unit_id).exists()
    rows = select(Person.id, Person.name, Person.active).where(or_((Person.unit_id == unit_id) & theirs, Person.id == wanted.assignee))
    found = sorted(db.session.execute(rows), key=lambda row: (not row.active, row.name))
    return [(row.id, row.name if row.active else f"{row.name}（已停用）") for row in found]
