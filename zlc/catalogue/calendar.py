"""Working days by the State Council's yearly notice (国办, 节假日安排): holidays and make-up days."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice, takewhile

import chinese_calendar

# Whatever a year's notice will say: 元旦, 劳动节, 国庆节 (全国年节及纪念日放假办法第二条). The others go by the moon or the sun.
SURE = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
YEARS_AHEAD = 2  # a phone counts no further


def is_working_day(day: date) -> tuple[bool, bool]:
    """(working, known). A year without a notice counts weekends and the days that are sure, and is not known (「未含调休」)."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5 and (day.month, day.day) not in SURE, False


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it: where a period ends on a rest day, it ends on this one."""
    return next(one for one in _days(day, 1) if is_working_day(one)[0])


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    return next(one for one in _days(day, -1) if is_working_day(one)[0])


def working_day_after(day: date, count: int) -> date:
    """The `count`th working day after it: the day itself is not counted (民法典第二百零一条)."""
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1))
    return day


def working_day_before(day: date, count: int) -> date:
    """From there to `day` there are `count` working days left, `day` among them and the one that is answered not. Where `day`
    is a rest day, to the last working day before it."""
    day = working_day_until(day)
    for _ in range(count):
        day = working_day_until(day - timedelta(days=1))
    return day


def working_days_between(day: date, until: date) -> int:
    """How many there are after `day`, `until` among them."""
    return sum(is_working_day(one)[0] for one in islice(_days(day + timedelta(days=1), 1), max(0, (until - day).days)))


def turned_days(since: date) -> list[date]:
    """Holidays that are no weekend, and weekends that are worked: by these and the weekdays a phone counts as it is counted here. From
    this day on."""
    ahead = takewhile(lambda day: day.year <= since.year + YEARS_AHEAD, _days(since, 1))
    return [day for day in ahead if is_working_day(day)[0] != (day.weekday() < 5)]


def months_after(day: date, count: int) -> date:
    """The same day of that month, or its last one where it has no such day (民法典第二百零二条)."""
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def _days(day: date, step: int) -> Iterator[date]:
    return (day + timedelta(days=n * step) for n in count())
