"""When each entry happened, and how sure we are (docs/sync.md, Time)."""

import math
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from zlc.walks.entries.entry import Known
from zlc.walks.fold.state import Certainty

SIX_HOURS = 6 * 3600  # s, as Clock.age


class Timed(NamedTuple):
    time: int
    certainty: Certainty


# A page's own clock, by which its entries are in order.
_mono = attrgetter("body.clock.mono")


def _certainty(entry: Known) -> Certainty:
    clock = entry.body.clock
    if clock.offset is None or entry.body.how != "tap":
        return "doubtful"
    return "checked" if clock.age is not None and clock.age <= SIX_HOURS else "estimated"


def _measured(entry: Known) -> int:
    offset = entry.body.clock.offset
    return entry.body.at + (math.floor(offset + 0.5) if offset else 0)


def _page(entry: Known) -> str | None:
    """A stamp added later or imported names a past instant; when it was typed says nothing of it."""
    clock = entry.body.clock
    return clock.page if entry.body.how == "tap" and clock.mono is not None else None


def _raise(page: list[Known], amended_at: Mapping[str, int], times: dict[str, Timed]) -> None:
    """Raises the entries of one page, in the order of its own clock, which nobody can set back."""
    page.sort(key=_mono)
    floor = greatest = last = -math.inf
    for entry in page:
        mono = entry.body.clock.mono or 0
        if mono > last:
            floor, last = greatest, mono
        time = amended_at.get(entry.id)
        if time is not None:
            timed = Timed(time, "doubtful")
        else:
            time = _measured(entry)
            timed = Timed(time, _certainty(entry)) if time >= floor else Timed(int(floor), "doubtful")
        times[entry.id] = timed
        if timed.time > greatest:
            greatest = timed.time


def times_of(entries: Iterable[Known], amended_at: Mapping[str, int]) -> dict[str, Timed]:
    """The time of each entry by id. `amended_at`: the amended instants, taken as true time."""
    times: dict[str, Timed] = {}
    pages: dict[str | None, list[Known]] = {}
    for entry in entries:
        pages.setdefault(_page(entry), []).append(entry)
    for page, members in pages.items():
        if page is not None:
            _raise(members, amended_at, times)
            continue
        for entry in members:
            time = amended_at.get(entry.id)
            times[entry.id] = Timed(_measured(entry), _certainty(entry)) if time is None else Timed(time, "doubtful")
    return times
