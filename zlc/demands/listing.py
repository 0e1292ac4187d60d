"""The lists of proofs and of intermediaries: what was asked for in the URL, and the page of rows that answers it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, ClassVar, Self

from sqlalchemy import ColumnElement, func, not_, select

from zlc.accounts.models import Person
from zlc.asked import Args, ListFilter, day_of, text_of, within
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.demands import tags
from zlc.demands.models import ORDERS as INDEXED
from zlc.demands.models import Demand, Intermediary, Proof
from zlc.ordered import Order, Rows, Way, way_by
from zlc.problems import numbers, paged
from zlc.problems.paged import ListPage
from zlc.search import index

SORTS = {"found": "最近记的在前", "number": "按编号"}


def orders_of(model: Any) -> Mapping[str, Order]:
    return {
        "found": Order((model.found_at, model.serial), descending=True),
        "number": Order((model.quarter, model.number, model.serial), descending=True),
    }


@dataclass(frozen=True)
class DemandFilter(ListFilter):
    """`matter`: an id; `only`: nothing of these lists asks for it."""

    MODEL: ClassVar[type[Demand]]
    UNSEEN = frozenset({"matter"})

    q: str = ""
    states: tuple[str, ...] = field(default=(), metadata={"key": "state"})
    tag: str = ""
    quarter: str = ""
    unit: str = ""
    matter: str = ""
    first: date | None = field(default=None, metadata={"key": "from"})
    last: date | None = field(default=None, metadata={"key": "to"})
    sort: str = "found"

    only = ""

    @classmethod
    def read(cls, args: Args) -> Self:
        text = partial(text_of, args)
        sort, quarter = text("sort"), text("quarter")
        return cls(
            q=text("q"),
            states=tuple(state for state in cls.MODEL.TABLE.STATES if state in args.getlist("state")),
            tag=text("tag") if text("tag") in dict(tags.choices(cls.MODEL.GROUP)) else "",
            quarter=quarter if numbers.is_quarter(quarter) else "",
            unit=text("unit"),
            matter=text("matter"),
            first=day_of(args, "from"),
            last=day_of(args, "to"),
            sort=sort if sort in SORTS else "found",
            after=text("after"),
        )

    @property
    def further(self) -> int:
        """How many of the filters behind 「更多筛选」 are set."""
        return sum(map(bool, (self.unit, self.first, self.last)))

    def rows(self, person: Person, every: bool = False) -> Rows:
        """The rows that this person may know of and that the filter lets through. `every`: those too that are left out because
        nobody asked for them."""
        return paged.rows_of(self.MODEL, orders_of(self.MODEL)["found"], person, self.q, self._ways(), self._rest(every))

    def _ways(self) -> list[Way]:
        model = self.MODEL
        columns: dict[Any, str] = {model.unit_id: self.unit, model.quarter: self.quarter}
        ways = [way_by(column, value, known=column.key in INDEXED["found"]) for column, value in columns.items() if value]
        if self.tag:
            ways.append(way_by(model.tags, *tags.having(model.GROUP, self.tag), known=True))
        if self.states:
            ways.append(way_by(model.state, *self.states, known=True))
        if self.matter:
            ways.append(way_by(model.matter_id, self.matter, ordered=False))
        return ways

    def _rest(self, every: bool) -> list[ColumnElement[bool]]:
        model = self.MODEL
        found = [*index.looked_at(model, self.q), *within(model.found_at, self.first, self.last)]
        if not (every or self.states or self.q):
            found.append(model.state.not_in(model.TABLE.SET_ASIDE))
        return found

    @property
    def unseen_words(self) -> str:
        matter = db.session.get(Matter, self.matter) if self.matter else None
        return f"事项：{matter.name}" if matter else ""


@dataclass(frozen=True)
class ProofFilter(DemandFilter):
    MODEL = Proof


@dataclass(frozen=True)
class IntermediaryFilter(DemandFilter):
    MODEL = Intermediary


def page_of(person: Person, wanted: DemandFilter) -> ListPage:
    quiet = not (wanted.states or wanted.q)
    return paged.page_of(wanted.MODEL, person, wanted, orders_of(wanted.MODEL)[wanted.sort], quiet)


def times_named(model: type[Demand], person: Person, rows: Iterable[Demand]) -> dict[str, int]:
    """`alike` → how often the same was asked for with the same matter, as far as this person reads."""
    wanted = select(model.alike, func.count()).where(model.alike.in_({row.alike for row in rows}), not_(model.struck))
    return dict(db.session.execute(person.bounded(wanted, model.unit_id).group_by(model.alike)).all())
