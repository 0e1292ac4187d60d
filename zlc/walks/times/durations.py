"""Lengths of time between two instants, as an office counts them. Instants are unix ms, lengths ms; days are
those of Asia/Shanghai."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from zlc.clock import local, spoken_length

DAY = 24 * 3600 * 1000  # ms
WEEKDAYS = 5
WEEK = 7
# A device's clock may name any year. No calendar of holidays spans this many days, and counting them one by
# one would keep a page waiting.
LONGEST_COUNTED = 3660

# Whether a day is worked, and whether the calendar knows that year's holidays and make-up days.
Calendar = Callable[[date], tuple[bool, bool]]


class Interval(Protocol):
    """When the office's clock stood; `ends` None: it still stands."""

    begins: int
    ends: int | None


class WorkingDays(NamedTuple):
    """`known` False: the calendar lacks a year among them, of which it tells what is sure (catalogue/calendar.py); to be
    marked 「未含调休」."""

    days: int
    known: bool


def length_words(length: int | None) -> str:
    """Of a span, as minutes.py rounds it: None while it runs, 0 what nobody measured."""
    return "进行中" if length is None else spoken_length(length or None)


def calendar_time(begins: int, ends: int) -> int:
    """From `begins` to `ends`, never negative."""
    return max(0, ends - begins)


def _weekdays_after(first: date, count: int) -> int:
    """Weekdays among the `count` days after `first`."""
    weeks, rest = divmod(count, WEEK)
    return weeks * WEEKDAYS + sum((first.weekday() + n) % WEEK < WEEKDAYS for n in range(1, rest + 1))


def working_days(begins: int, ends: int, is_working_day: Calendar) -> WorkingDays:
    """Working days from the day after `begins` to the day of `ends`; the first day is not counted, as in
    民法典第二百零一条. Ends before it begins: 0."""
    first = local(begins).date()
    count = (local(ends).date() - first).days
    if count > LONGEST_COUNTED:
        return WorkingDays(_weekdays_after(first, count), known=False)
    days, known = 0, True
    for n in range(1, count + 1):
        day = first + timedelta(days=n)
        worked, sure = is_working_day(day)
        days += worked
        known = known and sure
    return WorkingDays(days, known)


def covered(begins: int, ends: int, stopped: Iterable[Interval]) -> list[tuple[int, int]]:
    """What the stopped intervals cover of the stretch, in order; where they overlap it is taken once."""
    found: list[tuple[int, int]] = []
    reached = begins
    for interval in sorted(stopped, key=lambda interval: interval.begins):
        stop = ends if interval.ends is None else min(interval.ends, ends)
        start = max(interval.begins, reached)
        if stop > start:
            found.append((start, stop))
            reached = stop
    return found


def outside(begins: int, ends: int, stopped: Iterable[Interval]) -> list[tuple[int, int]]:
    """What the stopped intervals leave of the stretch, in order."""
    found, reached = [], begins
    for start, stop in covered(begins, ends, stopped):
        found.append((reached, start))
        reached = stop
    return [(start, stop) for start, stop in [*found, (reached, ends)] if stop > start]


def net_time(begins: int, ends: int, stopped: Iterable[Interval]) -> int:
    """`calendar_time` without what the stopped intervals cover of it."""
    return calendar_time(begins, ends) - sum(stop - start for start, stop in covered(begins, ends, stopped))
