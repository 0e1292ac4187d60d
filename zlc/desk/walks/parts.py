"""A walk's long lists, a stretch at a time: a page of the screen, or as much as paper takes.

A walk of 20,000 entries is one page of some hundred rows, and a sheet that is printed within its limits and says what
it leaves to the system.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

Item = TypeVar("Item")
Row = TypeVar("Row")
LARGEST_PAGE = 10**6


@dataclass(frozen=True)
class Part(Generic[Row]):
    """`rows`, which begin behind the first `before` of `total`; `name` is what the address calls the list."""

    name: str
    rows: list[Row]
    before: int
    total: int
    size: int

    @property
    def at(self) -> int:
        """Its page, counted from 1."""
        return self.before // self.size + 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def left(self) -> int:
        """How many are not among the rows."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class AskedParts:
    """Which stretch of each list is wanted. `sizes` by the list's name (`other` of all that are not named); `pages`
    likewise, counted from 1; `entry`: of all that was recorded, what is to be in view."""

    sizes: Mapping[str, int]
    other: int
    pages: Mapping[str, int]
    entry: str = ""

    def part(self, name: str, whole: Sequence[Item], row: Callable[[Item], Row]) -> Part[Row]:
        """The stretch of `whole`, only its own rows made. A page behind the last is the last."""
        size = self.sizes.get(name, self.other)
        last = max(0, len(whole) - 1) // size
        before = min(self.pages.get(name, 1) - 1, last) * size
        return Part(name, [row(one) for one in whole[before : before + size]], before, len(whole), size)

    def around(self, name: str, whole: Sequence[str], row: Callable[[str], Row]) -> Part[Row]:
        """Like part, but on the page of `entry` where one is asked for."""
        if self.entry and name not in self.pages and self.entry in whole:
            at = whole.index(self.entry) // self.sizes.get(name, self.other) + 1
            return AskedParts(self.sizes, self.other, {name: at}).part(name, whole, row)
        return self.part(name, whole, row)

    @property
    def unfolded(self) -> bool:
        """All that was recorded lies behind its count until one entry of it, or a stretch, is asked for."""
        return bool(self.entry) or "entries" in self.pages

    def query(self, name: str, page: int) -> str:
        """What follows the address: that page of that list, the others as they are."""
        return "?" + urlencode({**self.pages, name: page})


def read(args: Mapping[str, Any], sizes: Mapping[str, int], other: int) -> AskedParts:
    """From an address's query; what is no page of a list is passed over."""
    pages = {name: int(text) for name, text in args.items() if name != "entry" and _is_page(text)}
    return AskedParts(sizes, other, pages, str(args.get("entry") or ""))


def _is_page(text: Any) -> bool:
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 8 and 0 < int(text) <= LARGEST_PAGE
