"""Lengths as an office counts them: calendar, working days, net of what stopped the clock."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zlc.walks.fold.state import Stopped
from zlc.walks.times.durations import calendar_time, net_time, working_days

SHANGHAI = timezone(timedelta(hours=8))
HOUR = 3_600_000
# 2026: National Day rests on Thursday 1 to Wednesday 7 October; Saturday 10 October is made up.
RESTS = {date(2026, 10, day) for day in range(1, 8)}
MADE_UP = {date(2026, 10, 10)}


def calendar(day: date) -> tuple[bool, bool]:
    if day.year != 2026:
        return day.weekday() < 5 and (day.month, day.day) != (1, 1), False
    return day in MADE_UP or (day.weekday() < 5 and day not in RESTS), True


def at(day: str, clock: str = "09:00") -> int:
    return round(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI).timestamp() * 1000)


@pytest.mark.parametrize(
    ("begins", "ends", "days", "known"),
    [
        (at("2026-03-02"), at("2026-03-02", "17:00"), 0, True),  # the first day is not counted
        (at("2026-03-02"), at("2026-03-03"), 1, True),
        (at("2026-03-06"), at("2026-03-09"), 1, True),  # over a weekend
        (at("2026-09-30"), at("2026-10-08"), 1, True),  # over the holiday
        (at("2026-10-09"), at("2026-10-12"), 2, True),  # with the Saturday that is made up
        (at("2026-03-02", "23:30"), at("2026-03-03", "00:10"), 1, True),  # days are Shanghai's, not UTC's
        (at("2026-03-02", "00:10"), at("2026-03-02", "23:50"), 0, True),
        (at("2026-03-03"), at("2026-03-02"), 0, True),
        (at("2026-12-30"), at("2027-01-05"), 3, False),  # 31 December, 4, 5 January: what is sure
        (at("2027-01-01"), at("2027-01-04"), 1, False),
        (at("2025-12-30"), at("2026-01-05"), 4, False),  # the unknown year comes first
    ],
)
def test_working_days(begins: int, ends: int, days: int, known: bool) -> None:
    assert working_days(begins, ends, calendar) == (days, known)


def test_instants_of_any_year_are_counted_at_once() -> None:
    assert working_days(0, at("2099-01-01"), calendar).known is False
    assert working_days(-(2**53), 2**53, calendar).days > 2_000_000
    assert working_days(2**53, -(2**53), calendar) == (0, True)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(3661, 9000))
def test_what_is_too_long_to_count_is_reckoned_in_weeks(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    counted = sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, length + 1))
    assert working_days(at(first.isoformat()), at(last.isoformat()), calendar) == (counted, False)


def test_net_time_takes_overlapping_stops_once() -> None:
    begins = at("2026-03-02")
    stopped = [
        Stopped(begins + 5 * HOUR, begins + 7 * HOUR, "suspended"),
        Stopped(begins - 2 * HOUR, begins + HOUR, "suspended"),
        Stopped(begins + 4 * HOUR, begins + 6 * HOUR, "supplement"),
        Stopped(begins + 9 * HOUR, None, "supplement"),
    ]
    assert net_time(begins, begins + 10 * HOUR, stopped) == 5 * HOUR
    assert net_time(begins, begins, stopped) == 0
    assert net_time(begins, begins - HOUR, stopped) == 0


@given(st.integers(0, 50), st.integers(0, 50), st.lists(st.tuples(st.integers(-5, 60), st.none() | st.integers(-5, 60))))
def test_net_time_is_what_counting_each_millisecond_gives(begins: int, ends: int, stops: list[tuple[int, int | None]]) -> None:
    stopped = [Stopped(start, stop, "suspended") for start, stop in stops]
    running = [
        ms for ms in range(begins, ends)
        if not any(stop.begins <= ms and (stop.ends is None or ms < stop.ends) for stop in stopped)
    ]
    assert net_time(begins, ends, stopped) == len(running)


def test_calendar_time_is_never_negative() -> None:
    assert calendar_time(5, 7) == 2
    assert calendar_time(7, 5) == 0
