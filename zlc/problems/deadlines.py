"""整改时限: which days may be one. One rule for every form that asks for a day, and for the verb itself."""

from datetime import date
from typing import NamedTuple

from zlc import clock
from zlc.catalogue.calendar import (
    is_working_day,
    months_after,
    working_day_after,
    working_day_from,
    working_day_until,
)
from zlc.errors import Refusal
from zlc.settings.settings import SETTINGS, Settings

YEARS = 1  # the furthest day: as today, a year on


class Fault(NamedTuple):
    """Why a day will not do, and which one is offered in its place."""

    said: str
    offered: date


def last_day(today: date) -> date:
    """The furthest that may be set."""
    try:
        return today.replace(year=today.year + YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year + YEARS, day=28)


def fault_of(day: date, today: date) -> Fault | None:
    """None where it will do. A year without a notice counts as everywhere (catalogue/calendar.py)."""
    last = last_day(today)
    if day < today:
        return _fault("整改时限不能早于今天", working_day_from(today))
    if day > last:
        return _fault(f"整改时限最晚到一年以后（{clock.spoken_day(last)}）", working_day_until(last))
    if is_working_day(day)[0]:
        return None
    near = [one for one in (working_day_from(day), working_day_until(day)) if today <= one <= last]
    nearest, *other = sorted(near, key=lambda one: abs(one - day))  # of two as near the later one, as the law ends a period
    return _fault(f"{clock.spoken_day(day)}是休息日，整改时限要在工作日", nearest, *other)


def _fault(why: str, offered: date, *others: date) -> Fault:
    besides = "".join(f"，也可以选 {clock.spoken_day(one)}" for one in others)
    return Fault(f"{why}。已换成 {clock.spoken_day(offered)}{besides}，请看过再保存。", offered)


def check(day: date, today: date) -> None:
    """Raises Refusal (422)."""
    if fault := fault_of(day, today):
        raise Refusal(fault.said, status=422, field="due_on")


class Draft(NamedTuple):
    """A day that a difficulty proposes; a person says which it is, and may set another. `code`: a, b, c. `known` False: the holidays
    of its year are not (「未含调休」)."""

    code: str
    difficulty: str
    said: str
    day: date
    known: bool


def drafts(today: date, by: Settings) -> list[Draft]:
    """For what is given out today: it is not counted, and a period that would end on a rest day ends on the next working day
    (民法典第二百零一至二百零三条)."""
    days = {
        "difficulty_a": working_day_after(today, by.difficulty_a),
        "difficulty_b": working_day_after(today, by.difficulty_b),
        "difficulty_c": working_day_from(months_after(today, by.difficulty_c)),
    }
    return [
        Draft(name[-1], SETTINGS[name].label, SETTINGS[name].said(getattr(by, name)), day, is_working_day(day)[1])
        for name, day in days.items()
    ]
