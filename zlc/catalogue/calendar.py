"""Working days by the State Council's yearly notice (国办, 节假日安排): holidays and make-up days."""

from datetime import date

import chinese_calendar


def is_working_day(day: date) -> tuple[bool, bool]:
    """(working, known). A year without a notice counts weekends only and is not known (「未含调休」)."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False
