"""What a URL asks a list for: the filter that every list of ours has, and how it is written into links again."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

from sqlalchemy import ColumnElement

from zlc import clock
from zlc.typed_days import read_day

PAGE = 50
LONGEST_QUERY = 100


class Args(Protocol):
    """The query of a URL: a key may come several times."""

    def getlist(self, key: str) -> list[str]: ...


def text_of(args: Args, key: str) -> str:
    """The first value, short enough to be one and without what a database cannot hold; else empty."""
    return next(iter(args.getlist(key)), "").strip()[:LONGEST_QUERY].replace("\0", "")


def day_of(args: Args, key: str) -> date | None:
    """None for what is no day that a person would mean."""
    return read_day(text_of(args, key))


def within(column: Any, first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    """That an instant lies on these days, both included; None bounds nothing."""
    found: list[ColumnElement[bool]] = []
    if first:
        found.append(column >= clock.bounds(first, first)[0])
    if last:
        found.append(column < clock.bounds(last, last)[1])
    return found


def days_words(first: date | None, last: date | None) -> str:
    """「10月1日 至 12月31日」."""
    if not first and not last:
        return ""
    return " 至 ".join(clock.spoken_date(day) if day else "" for day in (first, last)).strip()


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """One view of a list. Each field is a key of the URL, its default narrows nothing; `after` is the last one already shown.

    Whoever reads one from a URL drops what it does not know, so that an old link still opens.
    """

    ARRANGE: ClassVar[frozenset[str]] = frozenset({"sort"})  # what arranges the list and narrows nothing
    UNSEEN: ClassVar[frozenset[str]] = frozenset()  # see `unseen`
    PLACE: ClassVar[str] = "after"  # what the URL calls the last one shown

    after: str = ""

    def query(self) -> list[tuple[str, str]]:
        """The filter as the pairs of its URL, without the place in the list."""
        return list(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "after" or value == one.default or not value:
                continue
            many = value if isinstance(value, tuple) else (value,)
            yield from ((one.metadata.get("key", one.name), "1" if item is True else str(item)) for item in many)

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """What a link narrowed the list by and its form has no field for: the form carries it on."""
        return [(key, value) for key, value in self.query() if key in self.UNSEEN]

    @property
    def narrowed(self) -> bool:
        return any(key not in self.ARRANGE for key, _ in self.query())

    def url(self, path: str, **changes: Any) -> str:
        """`path` with this filter, some of it changed: what the links of a list are made of. Its first page, unless `after`
        is among the changes."""
        changed = replace(self, **changes)
        pairs = changed.query() + ([(self.PLACE, changed.after)] if "after" in changes else [])
        return f"{path}?{urlencode(pairs)}" if pairs else path
