"""What a URL asks a list for."""

from typing import Protocol

PAGE = 50
LONGEST_QUERY = 100


class Args(Protocol):
    """The query of a URL: a key may come several times."""

    def getlist(self, key: str) -> list[str]: ...


def text_of(args: Args, key: str) -> str:
    """The first value, short enough to be one and without what a database cannot hold; else empty."""
    return next(iter(args.getlist(key)), "").strip()[:LONGEST_QUERY].replace("\0", "")
