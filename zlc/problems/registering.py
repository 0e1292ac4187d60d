"""登记: a problem that no walk found. The coordinator types what was said at a meeting, to 12345, in a review, at the window for
what could not be done, or was seen by chance. It is numbered and driven as any other; no phone knows it.
"""

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.models import Matter
from zlc.database import db, uuid7
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems import numbers
from zlc.problems.counting import Counter
from zlc.problems.models import Problem
from zlc.problems.said import Said
from zlc.problems.states import REGISTER, Verb
from zlc.texts import is_uuid

YEARS = 5  # how long ago it may have been found: a slip in the year would give a number that stays for ever


def check_may(person: Person) -> None:
    if not person.decides:
        raise Forbidden("问题由本单位联络员登记。走流程时发现的问题请记在手机上。")


def register(by: Person, said: Said, found_on: date, key: str = "") -> Problem:
    """A new problem of the person's unit. `key`: what the form was given when it was shown, so that a second click is the same
    problem. The caller holds the commit lock, and commits. Raises Forbidden, NotNow, and Refusal naming the field at fault."""
    check_may(by)
    id_ = new_id(by, key, REGISTER)
    _check_day(found_on)
    one = numbered(
        by.unit, numbers.quarter_given(found_on, clock.today()), id=id_, source="desk", recorder_id=by.id,
        found_at=_latest_of(found_on), **said.columns(by.unit_id),
    )  # fmt: skip
    one.happened(
        REGISTER.event, by.id, channel=one.channel, outside_number=one.outside_number, found_on=found_on.isoformat()
    )
    return one


def _latest_of(day: date) -> int:
    """The moment that stands for it: what is registered last of a day is the newest of it in a list."""
    return min(clock.now_ms(), clock.bounds(day, day)[1] - 1)


def numbered(unit: Unit, quarter: str, **columns: Any) -> Problem:
    """A new row of this unit's that no walk brought about."""
    counter = Counter(Problem)
    one = Problem(
        unit_id=unit.id, unit=unit, quarter=quarter, state="new", frozen=False, struck=False, settled=[], waiting=[], department="",
        photo_count=0, **columns,
    )  # fmt: skip
    one.number, one.serial = counter.next(unit.id, quarter), counter.serial()
    one.numbered_by, one.full_number = unit.id, numbers.full_number(quarter, unit.short, one.number, Problem.CALLED)
    one.touch()
    one.haystack = one.searchable()
    db.session.add(one)
    return one


def new_id(by: Person, key: str, verb: Verb) -> str:
    """Made from the key, and not the key itself: an id that somebody chose might be that of an entry which has not come yet. Raises
    NotNow for one that has been used."""
    id_ = str(uuid5(NAMESPACE_OID, f"{by.id} {key}")) if is_uuid(key) else uuid7()
    if (known := db.session.get(Problem, id_)) is not None:
        raise NotNow(f"这条问题已经{verb.word}，编号 {known.full_number}，没有重复登记。")
    return id_


def matters_of(unit_id: str) -> list[str]:
    """The names to choose from."""
    return list(db.session.scalars(select(Matter.name).where(Matter.unit_id == unit_id, Matter.active).order_by(Matter.name)))


def _check_day(day: date) -> None:
    today = clock.today()
    if day > today:
        raise Refusal("发现的日子不能晚于今天。", status=422, field="found_on")
    if day.year < today.year - YEARS:
        raise Refusal(f"发现的日子最早到 {today.year - YEARS} 年。", status=422, field="found_on")
