"""问题清单: what was asked for in the URL, and the page of problems that answers it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Protocol
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Date, Select, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems import numbers
from zlc.problems.models import Problem
from zlc.problems.states import SEVERITIES, STATES
from zlc.search import index

PAGE = 50
MOST_COUNTED = 1000
LONGEST_QUERY = 100
SORTS = {"found": "最近发现在前", "due": "时限近的在前", "number": "按编号"}
# Not listed unless asked for: a list of work should not open with what needs none.
SET_ASIDE = ("withdrawn", "duplicate")
NO_DAY = literal(date(9999, 12, 31), Date())


class Args(Protocol):
    """The query of a URL: a key may come several times."""

    def getlist(self, key: str) -> list[str]: ...


def text_of(args: Args, key: str) -> str:
    """The first value, short enough to be one and without what a database cannot hold; else empty."""
    return next(iter(args.getlist(key)), "").strip()[:LONGEST_QUERY].replace("\0", "")


@dataclass(frozen=True)
class ProblemFilter:
    """One view of the list. Unknown values are dropped, so that an old link still opens."""

    q: str = ""
    states: tuple[str, ...] = ()
    category: str = ""
    stage: str = ""
    severity: int | None = None
    quarter: str = ""
    assignee: str = ""
    unit: str = ""
    mine: bool = False
    sort: str = "found"
    after: str = ""

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
            assignee=text("assignee"),
            unit=text("unit"),
            mine=text("mine") == "1",
            sort=sort if sort in SORTS else "found",
            after=text("after"),
        )

    def query(self) -> list[tuple[str, str]]:
        """The filter as the pairs of its URL, without the place in the list."""
        pairs = [("q", self.q), *(("state", state) for state in self.states)]
        pairs += [(key, getattr(self, key)) for key in ("category", "stage", "quarter", "assignee", "unit")]
        pairs.append(("severity", str(self.severity or "")))
        pairs.append(("mine", "1" if self.mine else ""))
        pairs.append(("sort", self.sort if self.sort != "found" else ""))
        return [(key, value) for key, value in pairs if value]

    @property
    def narrowed(self) -> bool:
        return any(key != "sort" for key, _ in self.query())

    @property
    def further(self) -> int:
        """How many of the filters behind 「更多筛选」 are set."""
        return sum(map(bool, (self.category, self.stage, self.severity, self.assignee, self.mine)))

    def url(self, path: str, **changes: Any) -> str:
        """`path` with this filter, some of it changed: what the links of the list are made of."""
        changed = replace(self, **changes)
        pairs = changed.query() + ([("after", changed.after)] if "after" in changes else [])
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def conditions(self, person: Person) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = list(index.matching(Problem, self.q))
        if self.states:
            found.append(Problem.state.in_(self.states))
        elif not self.q:
            found.append(Problem.state.not_in(SET_ASIDE))
        columns = {
            Problem.category: self.category,
            Problem.stage: self.stage,
            Problem.severity: self.severity,
            Problem.quarter: self.quarter,
            Problem.assignee_id: self.assignee,
            Problem.unit_id: self.unit,
        }
        found += [column == value for column, value in columns.items() if value]
        if self.mine:
            found.append(or_(Problem.assignee_id == person.id, Problem.recorder_id == person.id))
        return found


@dataclass(frozen=True)
class ProblemPage:
    """`total` counts no further than MOST_COUNTED: nobody reads on, and counting a million takes long."""

    problems: list[Problem]
    total: int
    next_after: str | None

    @property
    def total_words(self) -> str:
        return f"共 {self.total} 条" if self.total < MOST_COUNTED else f"{MOST_COUNTED} 条以上"


def page_of(person: Person, wanted: ProblemFilter) -> ProblemPage:
    """Fifty problems, how many there are in all, and where the next page begins (by key, at any depth)."""
    matching_all = Problem.visible_to(person).where(*wanted.conditions(person))
    total = _counted(matching_all)
    page = _after(person, matching_all, wanted).order_by(*_order(wanted.sort)).limit(PAGE + 1)
    rows = list(db.session.scalars(page.options(joinedload(Problem.unit), joinedload(Problem.assignee))))
    more = len(rows) > PAGE
    return ProblemPage(rows[:PAGE], total, rows[PAGE - 1].id if more else None)


def set_aside_count(person: Person, wanted: ProblemFilter) -> int:
    """How many the list leaves out because nobody asked for them."""
    if wanted.states or wanted.q:
        return 0
    conditions = replace(wanted, states=SET_ASIDE).conditions(person)
    return _counted(Problem.visible_to(person).where(*conditions))


def _counted(rows: Select[Problem]) -> int:
    some = rows.with_only_columns(Problem.id).limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def quarters(person: Person) -> list[str]:
    """The quarters that have problems, newest first."""
    rows = Problem.visible_to(person).with_only_columns(Problem.quarter).distinct()
    return sorted(db.session.scalars(rows), reverse=True)


def _order(sort: str) -> list[Any]:
    if sort == "due":
        return [func.coalesce(Problem.due_on, NO_DAY), Problem.id]
    if sort == "number":
        return [Problem.quarter.desc(), Problem.number.desc(), Problem.id.desc()]
    return [Problem.found_at.desc(), Problem.id.desc()]


def _after(person: Person, rows: Select[Any], wanted: ProblemFilter) -> Select[Any]:
    """The rows behind the last one already shown; an unknown place is the beginning."""
    last = None
    if wanted.after:
        last = db.session.scalar(Problem.visible_to(person).where(Problem.id == wanted.after))
    if last is None:
        return rows
    if wanted.sort == "due":
        due = func.coalesce(Problem.due_on, NO_DAY)
        reached = literal(last.due_on, Date()) if last.due_on else NO_DAY
        return rows.where(or_(due > reached, and_(due == reached, Problem.id > last.id)))
    if wanted.sort == "number":
        same = and_(Problem.quarter == last.quarter, Problem.number < last.number)
        tie = and_(Problem.quarter == last.quarter, Problem.number == last.number, Problem.id < last.id)
        return rows.where(or_(Problem.quarter < last.quarter, same, tie))
    earlier = and_(Problem.found_at == last.found_at, Problem.id < last.id)
    return rows.where(or_(Problem.found_at < last.found_at, earlier))
