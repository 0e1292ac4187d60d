"""Lists in an order, page by page, at any depth, each page read through an index.

Whoever lists a table says what narrows the list; each demand that an index serves is a way in. The narrowest way is taken, and
the other demands are looked at in the rows that come by it: no page reads the table, and none sorts it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    UnaryExpression,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.sql.operators import custom_op

from zlc import sql
from zlc.database import db

# Of a way by which no more rows come than this, no narrower one is looked for.
FEW = 500
# By a way without order all rows are read, and those that are shown sorted: up to this many that is quicker than to look at
# each row of the list's order for the few that are wanted.
MANY = 5000
# Ways that are wider than this are not told apart.
WIDE = 20_000
# A look at a row in the table takes as long as a look at this many in an index.
LOOK = 10
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
    another way; None if something else looks at it anyway. `alone`: the same rows by a shorter look, for counting them; of many
    they are counted only where every other way has many too. `known`: the indexes of the list's first order know the demand."""

    branches: tuple[Condition, ...]
    otherwise: Condition | None = None
    ordered: bool = True
    alone: Select[Any] | None = None
    known: bool = False


WHOLE = Way((true(),))


def way_by(column: Any, *values: Any, ordered: bool = True, known: bool = False) -> Way:
    """The column is one of these values."""
    return Way(tuple(column == value for value in values), aside(column).in_(values), ordered, known=known)


class Rows:
    """The rows of `table` in which all `ways` and all of `rest` hold; `key` is what tells them apart, and `first` the order
    whose indexes know most of them."""

    def __init__(self, table: Any, key: Any, first: Order, ways: Iterable[Way], rest: Iterable[Condition] = ()) -> None:
        self.table, self.key, self.first = table, key, first
        self.ways, self.rest = tuple(sorted(ways, key=lambda way: not way.ordered)), tuple(rest)
        self._widths: dict[int, tuple[int, int]] = {}

    def page(self, order: Order, after: Sequence[Any] | None, most: int, total: int | None = None) -> list[Any]:
        """The keys of the first rows behind `after`, in their order. `total`, if it is known: where many rows come by every
        way and few of them are wanted, these are looked for first and then sorted."""
        way = self._to_sort(total)
        if way is not None:
            return self._sorted(way, order, after, most)
        way, _ = self._narrowest([way for way in self.ways if way.ordered] or [WHOLE], WIDE)
        return self._walked(way, order, after, most)

    def count(self, most: int | None = None) -> int:
        """How many there are; no further than `most`."""
        way = self.ways[0] if len(self.ways) == 1 else self._narrowest(self.ways, EVERY if most is None else WIDE)[0]
        return self._counted([self._by(way, branch) for branch in way.branches], way.ordered, most)

    def tally(self, column: Any) -> dict[Any, int]:
        """How many there are of each value, where they are few."""
        found: dict[Any, int] = {}
        way, _ = self._narrowest(self.ways, WIDE)
        for branch in way.branches:
            rows = self._by(way, branch).with_only_columns(column, func.count(), maintain_column_froms=True).group_by(column)
            for value, count in db.session.execute(rows):
                found[value] = found.get(value, 0) + count
        return found

    def besides(self, way: Way, rest: Iterable[Condition]) -> "Rows":
        """Those by the same ways and by this one too, with another rest. How wide the ways are is not asked again."""
        more = Rows(self.table, self.key, self.first, (*self.ways, way), rest)
        more._widths = self._widths
        return more

    def only(self, *more: Any) -> "Rows":
        """Those of them in which these conditions hold too."""
        few = Rows(self.table, self.key, self.first, self.ways, (*self.rest, *more))
        few._widths = self._widths
        return few

    def _to_sort(self, total: int | None) -> Way | None:
        """The way by which so few rows come, or so few that are wanted, that they are sorted when they have come."""
        few = total is not None and total < MANY
        if few and len(self.ways) == 1 and not self.ways[0].ordered:
            return self.ways[0]
        way, width = self._narrowest(self.ways, MANY)
        if width < MANY:
            return None if way.ordered else way
        return self._narrowest(self.ways, WIDE)[0] if few and self.ways else None

    def _walked(self, way: Way, order: Order, after: Sequence[Any] | None, most: int) -> list[Any]:
        """Along the index that has the rows of this way in the order."""
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

    def _sorted(self, way: Way, order: Order, after: Sequence[Any] | None, most: int) -> list[Any]:
        """Behind `offset 0` neither database knows that they are to be sorted: it would take an index of the order instead,
        and look at each row of the table for the few that are wanted."""
        named = [self.key.label("key"), *(column.label(f"by_{n}") for n, column in enumerate(order.columns))]
        parts = [self._by(way, branch).with_only_columns(*named, maintain_column_froms=True) for branch in way.branches]
        if way.ordered and len(parts) == 1:  # by the index that knows most of them
            parts = [parts[0].order_by(*self.first.by)]
        came = (parts[0] if len(parts) == 1 else select(union_all(*parts).subquery())).offset(0).subquery()
        told = replace(order, columns=tuple(came.c)[1:])
        rows = select(came.c.key).where(or_(*told.stretches(after)))
        return list(db.session.scalars(rows.order_by(*([told.columns[0].is_(None)] if order.gaps else []), *told.by).limit(most)))

    def _by(self, way: Way, branch: Condition) -> Select[Any]:
        others = (other.otherwise for other in self.ways if other is not way)
        return select(self.key).select_from(self.table).where(branch, *(one for one in others if one is not None), *self.rest)

    def _narrowest(self, ways: Sequence[Way], most: int) -> tuple[Way, int]:
        """The way by which the rows cost least, and how many, as far as they are told apart. An ordered one if all are wide."""
        if len(ways) < 2:
            return (ways[0], 0 if ways[0].ordered else self._width(ways[0], MANY)) if ways else (WHOLE, EVERY)
        for limit in (MANY, *([most] if most > MANY else [])):
            least: tuple[int, int, int] | None = None
            for place, way in enumerate(ways):
                asked = least is None or (least[1] > FEW and (limit == MANY or way.alone is None))
                most_told = max(limit, WIDE) if way.ordered else limit
                if asked and (width := self._width(way, most_told)) < most_told:
                    looks = width * self._looks(way), width, place
                    least = min(least or looks, looks)
            if least is not None:
                return ways[least[2]], least[1]
        return next((way for way in ways if way.ordered), ways[0]), most

    def _looks(self, way: Way) -> int:
        """What a row costs that comes by this way: one look in the index, or one in the table."""
        return 1 if all(other.known for other in self.ways if other is not way) else LOOK

    def _width(self, way: Way, most: int) -> int:
        """How many rows come by this way, whatever else is asked of them; no further than `most`."""
        known, limit = self._widths.get(id(way), (0, 0))
        if limit < most and known == limit:
            parts = [way.alone] if way.alone is not None else [
                select(self.key).select_from(self.table).where(branch) for branch in way.branches
            ]  # fmt: skip
            known = self._counted(parts, way.ordered, most)
            self._widths[id(way)] = known, most
        return min(known, most)

    def _counted(self, parts: Sequence[Select[Any]], ordered: bool, most: int | None) -> int:
        """How many rows all parts have, no further than `most`. In an order, so that PostgreSQL too goes by the index."""
        found = 0
        for rows in parts:
            some: Select[Any] = rows.with_only_columns(literal_column("1"), maintain_column_froms=True)
            if most is not None:
                some = (some.order_by(*self.first.by) if ordered else some).limit(most - found)
            found += db.session.scalar(select(func.count()).select_from(some.subquery())) or 0
            if found == most:
                break
        return found
