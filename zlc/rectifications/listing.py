"""整改清单: what was asked for in the URL, and the page of rectifications that answers it."""

from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import ColumnElement, select

from zlc import clock
from zlc.accounts.models import Person
from zlc.asked import Args, ListFilter, text_of
from zlc.ordered import Order, Rows, Way, aside, way_by
from zlc.problems import numbers, paged
from zlc.problems.paged import ListPage
from zlc.rectifications import recurring
from zlc.rectifications.models import ORDERS as INDEXED
from zlc.rectifications.models import Rectification, RectificationEvent
from zlc.rectifications.publishing import BEHIND
from zlc.rectifications.states import KINDS, LIT, SET_ASIDE, STATES
from zlc.search import index

# What became of those that were closed, as the list is asked for it.
FOLLOWUPS = {"recheck": "待复核", "recurred": "复发", "guide": "公示未更新"}
SORTS = {"due": "时限近的在前", "begun": "最近立项在前", "number": "按编号"}
ORDERS = {
    "begun": Order((Rectification.begun_at, Rectification.serial), descending=True),
    "due": Order((Rectification.due_on, Rectification.serial), gaps=True),
    "number": Order((Rectification.quarter, Rectification.number, Rectification.serial), descending=True),
}


@dataclass(frozen=True)
class RectificationFilter(ListFilter):
    q: str = ""
    states: tuple[str, ...] = field(default=(), metadata={"key": "state"})
    kind: str = ""
    quarter: str = ""
    unit: str = ""
    mine: bool = False
    late: bool = False
    idle: bool = False
    followup: str = ""
    sort: str = "begun"

    only = ""  # nothing of this list is left out of all figures

    @classmethod
    def read(cls, args: Args) -> "RectificationFilter":
        text = partial(text_of, args)
        sort, quarter = text("sort"), text("quarter")
        return cls(
            q=text("q"),
            states=tuple(state for state in STATES if state in args.getlist("state")),
            kind=text("kind") if text("kind") in KINDS else "",
            quarter=quarter if numbers.is_quarter(quarter) else "",
            unit=text("unit"),
            mine=text("mine") == "1",
            late=text("late") == "1",
            idle=text("idle") == "1",
            followup=text("followup") if text("followup") in FOLLOWUPS else "",
            sort=sort if sort in SORTS else "begun",
            after=text("after"),
        )

    @property
    def further(self) -> int:
        """How many of the filters behind 「更多筛选」 are set."""
        return sum(map(bool, (self.unit, self.kind, self.mine, self.late, self.idle, self.followup)))

    def rows(self, person: Person, every: bool = False) -> Rows:
        """The rectifications that this person may know of and that the filter lets through. `every`: those too that are left out
        because nobody asked for them."""
        return paged.rows_of(Rectification, ORDERS["begun"], person, self.q, self._ways(person), self._rest(person, every))

    def _ways(self, person: Person) -> list[Way]:
        columns = {Rectification.unit_id: self.unit, Rectification.kind: self.kind, Rectification.quarter: self.quarter}
        ways = [way_by(column, value, known=column.key in INDEXED["begun"]) for column, value in columns.items() if value]
        if self.states:
            ways.append(way_by(Rectification.state, *self.states, known=True))
        if self.mine:
            ways.append(way_by(Rectification.owner_id, person.id, ordered=False))
        if self.followup == "guide":
            ways.append(way_by(Rectification.guide, BEHIND, ordered=False))
        if self.followup == "recheck":
            today = clock.today()
            ways.append(Way((Rectification.recheck_on <= today,), aside(Rectification.recheck_on) <= today, ordered=False))
        return ways

    def _rest(self, person: Person, every: bool) -> list[ColumnElement[bool]]:
        found = list(index.looked_at(Rectification, self.q))
        if self.late:  # what has a red light
            found += [Rectification.due_on < clock.today(), Rectification.state.in_(LIT)]
        if self.idle:
            found.append(idle())
        if self.followup == "recurred":
            found.append(recurring.recurred(person))
        if not (every or self.states or self.q):
            found.append(Rectification.state.not_in(SET_ASIDE))
        return found


def idle() -> ColumnElement[bool]:
    """长期坚持 of which nothing has been told this quarter: a line is due each quarter."""
    since, _ = clock.bounds(numbers.quarter_begins(clock.today()), clock.today())
    told = select(RectificationEvent.id).where(
        RectificationEvent.rectification_id == Rectification.id, RectificationEvent.verb.in_(("noted", "kept_up")),
        RectificationEvent.at >= since,
    )  # fmt: skip
    return (Rectification.state == "ongoing") & ~told.exists()


def page_of(person: Person, wanted: RectificationFilter) -> ListPage:
    quiet = not (wanted.states or wanted.q or wanted.late)
    return paged.page_of(Rectification, person, wanted, ORDERS[wanted.sort], quiet)
