"""Which entries of a walk came by file, told in a row for each file: for the walk page and the record."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from zlc import clock
from zlc.walks.brought.origins import VOUCHED, Origin
from zlc.walks.names import people_named


class OriginRow(NamedTuple):
    """Entries of one walk that came by one file."""

    brought_by: str
    at: int
    many: int
    vouched: str
    vouched_at: int
    file: str

    @property
    def words(self) -> str:
        agreed = f"（{clock.spoken(self.vouched_at)}）" if self.vouched == "agreed" else ""
        return f"{VOUCHED[self.vouched]}{agreed}"


def rows_of(origins: Iterable[Origin]) -> list[OriginRow]:
    """For the walk page and the record: a row for each file and who vouched, the oldest first."""
    groups: dict[tuple[int, str, str], list[Origin]] = defaultdict(list)
    for one in origins:
        groups[one.at, one.file, one.vouched].append(one)
    names = people_named(one.brought_by for some in groups.values() for one in some)
    return [
        OriginRow(
            names.get(some[0].brought_by, "未知人员"), at, len(some), vouched,
            max(one.vouched_at for one in some), file,
        )
        for (at, file, vouched), some in sorted(groups.items())
    ]  # fmt: skip
