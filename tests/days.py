"""Days that a test may set, whatever day it runs on."""

from datetime import date, timedelta

from zlc import clock
from zlc.catalogue.calendar import is_working_day, working_day_from


def due_in(days: int) -> date:
    """A working day, that many days from today or a little more."""
    return working_day_from(clock.today() + timedelta(days=days))


def rest_day_after(days: int) -> date:
    """The first rest day from then on."""
    day = clock.today() + timedelta(days=days)
    while is_working_day(day)[0]:
        day += timedelta(days=1)
    return day
