"""Working days by the State Council's yearly notice (国办, 节假日安排): holidays and make-up days."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import chinese_calendar


def is_working_day(day: date) -> tuple[bool, bool]:
    """(working, known). A year without a notice counts weekends only and is not known (「未含调休」)."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it: where a period ends on a rest day, it ends on this one."""
    return next(one for one in _days(day, 1) if is_working_day(one)[0])


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    return next(one for one in _days(day, -1) if is_working_day(one)[0])


def _days(day: date, step: int) -> Iterator[date]:
    return (day + timedelta(days=n * step) for n in count())
