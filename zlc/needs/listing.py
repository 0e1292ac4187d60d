"""需求清单: what was asked for in the URL, and the page of needs that answers it."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import joinedload

from zlc.accounts.models import Person
from zlc.asked import Args, ListFilter, day_of, days_words, text_of, within
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.needs.models import ORDERS as INDEXED
from zlc.needs.models import Need
from zlc.needs.states import SET_ASIDE, STATES
from zlc.ordered import Order, Rows, Way, way_by
from zlc.problems import numbers, paged
from zlc.problems.paged import ListPage
from zlc.search import index
from zlc.walks.words import NEEDS

SORTS = {"found": "最近收集在前", "number": "按编号"}
ORDERS = {
    "found": Order((Need.found_at, Need.serial), descending=True),
    "number": Order((Need.quarter, Need.number, Need.serial), descending=True),
}
ONLY = {"aside": "没有计入的（已撤回或划去）"}


@dataclass(frozen=True)
class NeedFilter(ListFilter):
    UNSEEN = frozenset({"from", "to", "only"})

    q: str = ""
    states: tuple[str, ...] = field(default=(), metadata={"key": "state"})
    whose: str = ""
    stage: str = ""
    quarter: str = ""
    unit: str = ""
    mine: bool = False
    first: date | None = field(default=None, metadata={"key": "from"})
    last: date | None = field(default=None, metadata={"key": "to"})
    only: str = ""
    sort: str = "found"

    @classmethod
    def read(cls, args: Args) -> "NeedFilter":
        text = partial(text_of, args)
        sort, quarter = text("sort"), text("quarter")
        return cls(
            q=text("q"),
            states=tuple(state for state in STATES if state in args.getlist("state")),
            whose=text("whose") if text("whose") in NEEDS else "",
            stage=text("stage") if text("stage") in STAGES else "",
            quarter=quarter if numbers.is_quarter(quarter) else "",
            unit=text("unit"),
            mine=text("mine") == "1",
            first=day_of(args, "from"),
            last=day_of(args, "to"),
            only=text("only") if text("only") in ONLY else "",
            sort=sort if sort in SORTS else "found",
            after=text("after"),
        )

    @property
    def further(self) -> int:
        """How many of the filters behind 「更多筛选」 are set."""
        return sum(map(bool, (self.unit, self.stage, self.mine)))

    def rows(self, person: Person, every: bool = False) -> Rows:
        """The needs that this person may know of and that the filter lets through. `every`: those too that are left out because
        nobody asked for them."""
        return paged.rows_of(Need, ORDERS["found"], person, self.q, self._ways(person), self._rest(every))

    def _ways(self, person: Person) -> list[Way]:
        columns = {Need.unit_id: self.unit, Need.whose: self.whose, Need.stage: self.stage, Need.quarter: self.quarter}
        ways = [way_by(column, value, known=column.key in INDEXED["found"]) for column, value in columns.items() if value]
        if self.states:
            ways.append(way_by(Need.state, *self.states, known=True))
        if self.mine:
            ways.append(way_by(Need.recorder_id, person.id, ordered=False))
        return ways

    def _rest(self, every: bool) -> list[ColumnElement[bool]]:
        found = [*index.looked_at(Need, self.q), *within(Need.found_at, self.first, self.last)]
        if self.only:
            found.append(not_(Need.counts))
        elif not (every or self.states or self.q):
            found.append(Need.state.not_in(SET_ASIDE))
        return found

    @property
    def unseen_words(self) -> str:
        days = days_words(self.first, self.last)
        return "，".join(filter(None, (f"{days}收集" if days else "", ONLY.get(self.only, ""))))


def page_of(person: Person, wanted: NeedFilter) -> ListPage:
    quiet = not (wanted.states or wanted.q or wanted.only)
    return paged.page_of(Need, person, wanted, ORDERS[wanted.sort], quiet)


def of_walk(walk_id: str) -> dict[str, Need]:
    """By their entries."""
    rows = select(Need).where(Need.walk_id == walk_id).options(joinedload(Need.unit))
    return {row.id: row for row in db.session.scalars(rows)}
