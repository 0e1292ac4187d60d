"""What a URL asks a list for: the filter that every list of ours has, and how it is written into links again."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

PAGE = 50
LONGEST_QUERY = 100


class Args(Protocol):
    """The query of a URL: a key may come several times."""

    def getlist(self, key: str) -> list[str]: ...


def text_of(args: Args, key: str) -> str:
    """The first value, short enough to be one and without what a database cannot hold; else empty."""
    return next(iter(args.getlist(key)), "").strip()[:LONGEST_QUERY].replace("\0", "")


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """One view of a list. Each field is a key of the URL, its default narrows nothing; `after` is the last one already shown.

    Whoever reads one from a URL drops what it does not know, so that an old link still opens.
    """

    ARRANGE: ClassVar[frozenset[str]] = frozenset({"sort"})  # what arranges the list and narrows nothing
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
    def narrowed(self) -> bool:
        return any(key not in self.ARRANGE for key, _ in self.query())

    def url(self, path: str, **changes: Any) -> str:
        """`path` with this filter, some of it changed: what the links of a list are made of. Its first page, unless `after`
        is among the changes."""
        changed = replace(self, **changes)
        pairs = changed.query() + ([(self.PLACE, changed.after)] if "after" in changes else [])
        return f"{path}?{urlencode(pairs)}" if pairs else path
