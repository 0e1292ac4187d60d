"""Dates of the demo's past, counted from today so that the world never looks old."""

from datetime import date, datetime, time, timedelta

from zlc import clock
from zlc.catalogue.calendar import is_working_day

ONE_DAY = timedelta(days=1)


def at(day: date, hour_and_minute: str) -> int:
    """The instant (unix ms) of 「09:30」 on that day in Asia/Shanghai."""
    return clock.instant(datetime.combine(day, time.fromisoformat(hour_and_minute), clock.SHANGHAI))


def is_open(day: date) -> bool:
    return is_working_day(day)[0]


def on_or_before(day: date) -> date:
    """The last day the hall was open, up to and including `day`."""
    while not is_open(day):
        day -= ONE_DAY
    return day


def on_or_after(day: date) -> date:
    while not is_open(day):
        day += ONE_DAY
    return day


def working_days_after(day: date, count: int) -> date:
    for _ in range(count):
        day = on_or_after(day + ONE_DAY)
    return day


def working_days_ago(count: int) -> date:
    """`count` working days before today."""
    day = clock.today()
    for _ in range(count):
        day = on_or_before(day - ONE_DAY)
    return day
