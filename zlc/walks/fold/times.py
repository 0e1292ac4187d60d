"""When each entry happened, and how sure we are (docs/sync.md, Time)."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zlc.walks.entry import Known
from zlc.walks.fold.state import Certainty

SIX_HOURS = 6 * 3600  # s, as Clock.age


class Timed(NamedTuple):
    time: int
    certainty: Certainty


def _certainty(entry: Known) -> Certainty:
    clock = entry.body.clock
    if clock.offset is None or entry.body.how != "tap":
        return "doubtful"
    return "checked" if clock.age is not None and clock.age <= SIX_HOURS else "estimated"


def _measured(entry: Known) -> int:
    return entry.body.at + math.floor((entry.body.clock.offset or 0) + 0.5)


def _page(entry: Known) -> str | None:
    """A stamp added later or imported names a past instant; when it was typed says nothing of it."""
    clock = entry.body.clock
    return clock.page if entry.body.how == "tap" and clock.mono is not None else None


def _mono(entry: Known) -> float:
    return entry.body.clock.mono or 0


def _timed(entry: Known, amended: int | None, floor: float) -> Timed:
    if amended is not None:
        return Timed(amended, "doubtful")
    time = _measured(entry)
    return Timed(time, _certainty(entry)) if time >= floor else Timed(int(floor), "doubtful")


def _raise(page: list[Known], amended_at: Mapping[str, int], times: dict[str, Timed]) -> None:
    """Raises the entries of one page, in the order of its own clock, which nobody can set back."""
    page.sort(key=_mono)
    floor = greatest = last = -math.inf
    for entry in page:
        mono = _mono(entry)
        if mono > last:
            floor = greatest
        last = mono
        timed = times[entry.id] = _timed(entry, amended_at.get(entry.id), floor)
        if timed.time > greatest:
            greatest = timed.time


def times_of(entries: Iterable[Known], amended_at: Mapping[str, int]) -> dict[str, Timed]:
    """The time of each entry by id. `amended_at`: the amended instants, taken as true time."""
    times: dict[str, Timed] = {}
    pages: dict[str, list[Known]] = {}
    for entry in entries:
        page = _page(entry)
        if page is None:
            times[entry.id] = _timed(entry, amended_at.get(entry.id), -math.inf)
        else:
            pages.setdefault(page, []).append(entry)
    for members in pages.values():
        _raise(members, amended_at, times)
    return times
