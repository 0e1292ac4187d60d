"""Dates of the demo's past, counted from today so that the world never looks old."""

from datetime import date, datetime, time, timedelta

from zlc import clock
from zlc.catalogue.calendar import is_working_day, working_day_after, working_day_from, working_day_until

ONE_DAY = timedelta(days=1)
# When the hall was open.
on_or_before, on_or_after, working_days_after = working_day_until, working_day_from, working_day_after


def at(day: date, hour_and_minute: str) -> int:
    """The instant (unix ms) of 「09:30」 on that day in Asia/Shanghai."""
    return clock.instant(datetime.combine(day, time.fromisoformat(hour_and_minute), clock.SHANGHAI))


def is_open(day: date) -> bool:
    return is_working_day(day)[0]


def working_days_ago(count: int) -> date:
    """`count` working days before today."""
    day = clock.today()
    for _ in range(count):
        day = on_or_before(day - ONE_DAY)
    return day


def before_long_holiday(least: int = 5, ago: int = 14) -> date:
    """The last working day before the latest 国庆 or 春节 that was over `ago` days ago: `least` days or more
    without work. No holiday known in the year before: the last working day of last September."""
    today = clock.today()
    day = on_or_before(today - timedelta(days=ago))
    for _ in range(260):
        earlier = on_or_before(day - ONE_DAY)
        if (day - earlier).days > least:
            return earlier
        day = earlier
    year = today.year - (today.month < 11)
    return on_or_before(date(year, 9, 30))
