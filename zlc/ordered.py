"""Lists in an order, page by page, at any depth, each page read through an index.

Whoever lists a table says what narrows the list; each demand that an index serves is a way in. The narrowest way is taken, and
the other demands are looked at in the rows that come by it: no page reads the table, and none sorts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    UnaryExpression,
    func,
    literal,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.sql.operators import custom_op

from zlc import sql
from zlc.database import db

# By a way without order all of its rows are read, and those that are shown sorted. Up to this many that is quicker than to
# look at each row of the list's order for the few that are wanted …
MANY = 5000
# … and to count a thousand, where nothing need be sorted.
MANY_TO_COUNT = 20_000
EVERY = 10**9

Condition = ColumnElement[bool]


def aside(column: Any) -> Any:
    """The column, in a demand that is no way in: SQLite asks none of its indexes for it. Without statistics it would often
    take the wider way; PostgreSQL has some, and chooses by them."""
    if sql.dialect() != "sqlite":
        return column
    return UnaryExpression(column.__clause_element__(), operator=custom_op("+"), type_=column.type)


@dataclass(frozen=True)
class Order:
    """By `columns`, which together are the same for no two rows. `gaps`: the first one may be empty, and such rows stand at
    the end."""

    columns: tuple[Any, ...]
    descending: bool = False
    gaps: bool = False

    @property
    def by(self) -> list[Any]:
        return [column.desc() if self.descending else column for column in self.columns]

    def stretches(self, after: Sequence[Any] | None) -> list[Condition]:
        """What lies behind the row with the values `after`, in parts that each stand in one piece in an index."""
        if not self.gaps:
            return [self._behind(self.columns, after) if after else true()]
        first, *rest = self.columns
        if after and after[0] is None:
            return [first.is_(None) & self._behind(rest, after[1:])]
        return [self._behind(self.columns, after) if after else first.is_not(None), first.is_(None)]

    def _behind(self, columns: Sequence[Any], values: Sequence[Any]) -> Condition:
        here = tuple_(*columns)
        there = tuple_(*(literal(value, column.type) for column, value in zip(columns, values, strict=True)))
        return here < there if self.descending else here > there


@dataclass(frozen=True)
class Way:
    """A way in: the demand as conditions of which each holds for other rows, together all of them, and for each of which an
    index has its rows in every order of the list (unless not `ordered`). `otherwise` is the same demand where rows come by
    another way; None if something else looks at it anyway. `alone`: the same rows by a shorter look, for counting them."""

    branches: tuple[Condition, ...]
    otherwise: Condition | None = None
    ordered: bool = True
    alone: Select[Any] | None = None


WHOLE = Way((true(),))


def way_by(column: Any, *values: Any, ordered: bool = True) -> Way:
    """The column is one of these values."""
    return Way(tuple(column == value for value in values), aside(column).in_(values), ordered)


@dataclass(frozen=True)
class Rows:
    """The rows of `table` in which all `ways` and all of `rest` hold; `key` is what tells them apart."""

    table: Any
    key: Any
    ways: tuple[Way, ...]
    rest: tuple[Condition, ...] = ()

    def page(self, order: Order, after: Sequence[Any] | None, most: int) -> list[Any]:
        """The keys of the first rows behind `after`, in their order."""
        way = self._narrowest(order, MANY)
        found: list[Any] = []
        for stretch in order.stretches(after):
            some: list[Any] = []
            for branch in way.branches:
                rows = self._by(way, branch).add_columns(*order.columns).where(stretch)
                some += db.session.execute(rows.order_by(*order.by).limit(most - len(found)))
            if len(way.branches) > 1:
                some.sort(key=lambda row: [value for value in row[1:] if value is not None], reverse=order.descending)
            found += some
            if len(found) >= most:
                break
        return [row[0] for row in found[:most]]

    def count(self, order: Order, most: int | None = None) -> int:
        """How many there are; no further than `most`."""
        way = self._narrowest(order, MANY_TO_COUNT if most is not None else EVERY)
        return _counted([self._by(way, branch) for branch in way.branches], order if way.ordered else None, most)

    def _by(self, way: Way, branch: Condition) -> Select[Any]:
        others = (other.otherwise for other in self.ways if other is not way)
        return select(self.key).select_from(self.table).where(branch, *(one for one in others if one is not None), *self.rest)

    def _narrowest(self, order: Order, most: int) -> Way:
        """The way by which the fewest rows come; without order, not if `most` do."""
        ways = [*self.ways, *([] if any(way.ordered for way in self.ways) else [WHOLE])]
        if len(ways) == 1:
            return ways[0]
        narrow: list[tuple[int, int]] = []
        for place, way in enumerate(ways):
            limit = MANY if way.ordered else most
            width = limit if way is WHOLE else self._width(way, order, limit)
            if width < limit:
                narrow.append((width, place))
        return ways[min(narrow)[1]] if narrow else next(way for way in ways if way.ordered)

    def _width(self, way: Way, order: Order, most: int) -> int:
        if way.alone is not None:
            return db.session.scalar(select(func.count()).select_from(way.alone.limit(most).subquery())) or 0
        rows = [select(self.key).select_from(self.table).where(branch) for branch in way.branches]
        return _counted(rows, order if way.ordered else None, most)


def _counted(parts: Sequence[Select[Any]], order: Order | None, most: int | None) -> int:
    """How many rows all parts have, no further than `most`. In an order, so that PostgreSQL too goes by the index."""
    found = 0
    for rows in parts:
        some: Select[Any] = rows.with_only_columns(literal_column("1"), maintain_column_froms=True)
        if most is not None:
            some = (some.order_by(*order.by) if order else some).limit(most - found)
        found += db.session.scalar(select(func.count()).select_from(some.subquery())) or 0
        if found == most:
            break
    return found
