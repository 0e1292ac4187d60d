"""The two databases behind the same two doors."""

from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from zlc.backups.manifest import Facts, Say


class Store(Protocol):
    kind: str  # sqlite or postgresql, as in a manifest

    def copy(self, to: Path, say: Say) -> Facts:
        """A copy of one moment, whoever writes meanwhile, checked; and what the database said in that moment."""

    def examine(self, copy: Path, counts: dict[str, int]) -> None:
        """Raises Damaged if it cannot be read from end to end, or does not hold as many rows."""

    def prepare(self, copy: Path) -> str:
        """A database beside the present one, with the content of `copy`, which may be used up. Returns its address."""

    def swap(self) -> str:
        """The prepared one takes the present one's place, at one stroke. Returns the name under which the present one is
        kept; "" if there was none. Raises InUse if anybody else has it open."""

    def discard(self) -> None:
        """Whatever `prepare` made and no `swap` used, also long ago. Does no harm twice."""


def store_at(address: str, data: Path) -> Store:
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        from zlc.backups.sqlite import Sqlite

        return Sqlite(Path(url.database or "").absolute(), data)
    from zlc.backups.postgresql import Postgresql  # its driver need not be installed

    return Postgresql(url)
