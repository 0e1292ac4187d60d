"""A page of any list, and what stands above it: how many there are, in which states, and what is left out because nobody asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from zlc.accounts.models import Person
from zlc.asked import PAGE
from zlc.database import db
from zlc.ordered import Order, Rows, Way, way_by
from zlc.search import index

MOST_COUNTED = 1000
Tally = dict[str, int]


class Wanted(Protocol):
    """The filter of such a list."""

    @property
    def q(self) -> str: ...
    @property
    def states(self) -> tuple[str, ...]: ...
    @property
    def only(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def after(self) -> str: ...
    def rows(self, person: Person, every: bool = False) -> Rows: ...


@dataclass(frozen=True)
class ListPage:
    """`total` counts no further than MOST_COUNTED: nobody reads on, and counting a million takes long. `struck`: how many
    of those that are listed count nowhere, because their record was struck out after the confirmation. `set_aside`: how
    many are left out because nobody asked for them. `units`: it may hold several units' rows."""

    lines: list[Any]
    total: int
    struck: int
    set_aside: int
    next_after: str | None
    units: bool

    @property
    def total_words(self) -> str:
        if self.total >= MOST_COUNTED:
            return f"{MOST_COUNTED} 条以上"
        return f"共 {self.total} 条" + (f"，另有 {self.struck} 条记录已划去，不计入" if self.struck else "")


def rows_of(
    model: Any, first: Order, person: Person, q: str, ways: Iterable[Way], rest: Iterable[ColumnElement[bool]],
    whose: Way | None = None,
) -> Rows:
    """The rows that this person may know of, that the words are found in, and that come by these ways. `whose`: by which way, if
    not as those of their unit's list."""
    mine = whose or way_by(model.unit_id, person.unit_id if person.records else None)
    bound = () if person.reads_all_units else (mine,)
    searched = index.found(model, q)
    by_words = () if searched is None else (Way((index.among(model, searched),), ordered=False, alone=searched),)
    return Rows(model, model.serial, first, (*bound, *ways, *by_words), rest)


def page_of(model: Any, person: Person, wanted: Wanted, order: Order, quiet: bool) -> ListPage:
    """Fifty rows, how many there are in all, and where the next page begins (by key, at any depth). `quiet`: those that are set
    aside are left out, and how many they are is said."""
    rows = wanted.rows(person)
    listed, struck = count_of(model, rows)
    struck = 0 if wanted.only else struck  # which are what was asked for
    serials = rows.page(order, _reached(model, person, wanted.after, order), PAGE + 1, listed if listed < MOST_COUNTED else None)
    found = model.open_to(person).where(model.serial.in_(serials[:PAGE]))
    loaded = db.session.scalars(found.options(*(joinedload(getattr(model, name)) for name in model.LOADED)))
    shown = sorted(loaded, key=lambda one: serials.index(one.serial))
    next_after = shown[-1].id if len(serials) > PAGE else None
    aside = rows.besides(way_by(model.state, *model.TABLE.SET_ASIDE, known=True), ()).count(MOST_COUNTED) if quiet else 0
    return ListPage(shown, listed - struck, struck, aside, next_after, person.reads_all_units and not wanted.unit)


def count_of(model: Any, rows: Rows) -> tuple[int, int]:
    """How many rows there are, no further than MOST_COUNTED; and of so few, how many are struck out and count nowhere."""
    listed = rows.count(MOST_COUNTED)
    few = 0 < listed < MOST_COUNTED and _follows_a_record(model)
    return listed, rows.only(model.struck, model.state.not_in(model.TABLE.SET_ASIDE)).count(MOST_COUNTED) if few else 0


def quarters(model: Any, person: Person) -> list[str]:
    """The quarters that have rows, newest first: the last one, and from each to the one before it, which an index has at
    hand, where `distinct` would read it from end to end."""
    last = model.visible_to(person).with_only_columns(func.max(model.quarter).label("quarter"))
    told = last.cte("told", recursive=True)
    before = last.where(model.quarter < told.c.quarter).correlate(told).scalar_subquery()
    told = told.union_all(select(before).where(told.c.quarter.is_not(None)))
    return list(db.session.scalars(select(told.c.quarter).where(told.c.quarter.is_not(None))))


def tally(model: Any, person: Person, wanted: Any) -> Tally:
    """State → how many of those that the rest of the filter lets through, no further than MOST_COUNTED, in the order of the
    table; states without a row are left out: the list's tabs. As above the list, whose record was struck out is counted in
    none, unless such were asked for; one that is set aside is, in its own: that is what the tab is there for."""
    states = model.TABLE.STATES
    rows, struck = replace(wanted, states=()).rows(person, every=True), {}
    if rows.count(MOST_COUNTED) < MOST_COUNTED:
        found = rows.tally(model.state)
        if _follows_a_record(model):
            struck = rows.only(model.struck).tally(model.state)
    else:
        of = {state: rows.besides(way_by(model.state, state, known=True), rows.rest) for state in states}
        found = {state: some.count(MOST_COUNTED) for state, some in of.items()}
        if _follows_a_record(model):
            struck = {state: of[state].only(model.struck).count() for state, count in found.items() if 0 < count < MOST_COUNTED}
    uncounted = {} if wanted.only else {state: n for state, n in struck.items() if state not in model.TABLE.SET_ASIDE}
    return {state: found[state] - uncounted.get(state, 0) for state in states if found.get(state)}


def _follows_a_record(model: Any) -> bool:
    """Which may be struck out; a rectification has none of its own."""
    return "struck" in model.__table__.columns


def listed_in(model: Any, counts: Tally) -> int:
    """How many stand in the list as it opens."""
    return min(MOST_COUNTED, sum(count for state, count in counts.items() if state not in model.TABLE.SET_ASIDE))


def said(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED}+"


def _reached(model: Any, person: Person, after: str, order: Order) -> Sequence[Any] | None:
    """Where the last one already shown stands; an unknown place is the beginning."""
    if not after:
        return None
    last = model.open_to(person).where(model.id == after).with_only_columns(*order.columns)
    return db.session.execute(last).first()
