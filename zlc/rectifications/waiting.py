"""Which rectifications wait for a person: theirs to claim and to put right, others' to verify, to put off, and to look at
again.

`who.py` answers the same of one that is at hand; here a database answers it of all of them (tests/rectifications/test_waits.py
holds the two together)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, exists, false, func, or_, select

from zlc import clock
from zlc.accounts.models import Person
from zlc.problems.models import Problem
from zlc.rectifications import verifying
from zlc.rectifications.models import Rectification, RectificationEvent, RectificationLink
from zlc.rectifications.who import HANDS

Condition = ColumnElement[bool]


def to_claim(person: Person) -> Select[Any]:
    """Whoever owns it; what nobody owns waits for the coordinator."""
    theirs = Rectification.owner_id == person.id
    if person.decides:
        theirs |= Rectification.owner_id.is_(None) & (Rectification.unit_id == person.unit_id)
    return select(Rectification).where(Rectification.state == "unclaimed", theirs)


def to_put_right(person: Person) -> Select[Any]:
    return select(Rectification).where(Rectification.state == "working", Rectification.owner_id == person.id)


def to_verify(person: Person) -> Select[Any]:
    submitted = select(Rectification).where(Rectification.state == "submitted", ~_had_a_hand(person.id))
    the_offices = _serves(verifying.the_offices())
    ways: list[Condition] = [~the_offices & _of_the_unit(person)]
    if person.oversees:
        ways += [the_offices, ~_others_of_the_unit()]
    return submitted.where(or_(*ways))


def to_decide(person: Person) -> Select[Any]:
    """An extension that somebody else has asked for."""
    asked = select(Rectification).where(Rectification.state == "working", Rectification.extension.is_not(None))
    asked = asked.where(Rectification.extension["by"].as_string() != person.id)
    must = _serves(Problem.must_since.is_not(None))
    ways: list[Condition] = []
    if person.decides or person.leads:
        ways.append(~must & (Rectification.unit_id == person.unit_id))
    if person.oversees:
        ways.append(must)
    return asked.where(or_(false(), *ways))


def to_recheck(person: Person) -> Select[Any]:
    """What was closed weeks ago. The office may say of any whether it holds; it waits for the office where its unit has no coordinator
    who may."""
    due = select(Rectification).where(Rectification.recheck_on <= clock.today(), ~_did_it(person.id))
    ways: list[Condition] = []
    if person.decides:
        ways.append(Rectification.unit_id == person.unit_id)
    if person.oversees:
        may = cast(Person.roles, Text).contains('"coordinator"')
        ways.append(~exists().where(Person.unit_id == Rectification.unit_id, Person.active, may, ~_did_it(Person.id)))
    return due.where(or_(false(), *ways))


def _did_it(person_id: Any) -> Condition:
    return or_(*(func.coalesce(column, "") == person_id for column in (Rectification.owner_id, Rectification.submitted_by)))


def _serves(of: Condition) -> Condition:
    """Some problem that it serves is such."""
    links = select(RectificationLink).join(Problem, Problem.id == RectificationLink.problem_id)
    return links.where(RectificationLink.rectification_id == Rectification.id, of).exists()


def _had_a_hand(person_id: Any) -> Condition:
    columns = Rectification.owner_id, Rectification.begun_by, Rectification.given_by, Rectification.submitted_by
    once = exists().where(
        RectificationEvent.rectification_id == Rectification.id, RectificationEvent.by == person_id, RectificationEvent.verb.in_(HANDS)
    )
    return or_(once, *(func.coalesce(column, "") == person_id for column in columns))


def _of_the_unit(person: Person) -> Condition:
    theirs = Rectification.unit_id == person.unit_id
    return theirs if person.decides or person.leads else theirs & _serves(Problem.recorder_id == person.id)


def _others_of_the_unit() -> Condition:
    roles = cast(Person.roles, Text)
    may = or_(roles.contains('"coordinator"'), roles.contains('"head"'), _serves(Problem.recorder_id == Person.id))
    return exists().where(Person.unit_id == Rectification.unit_id, Person.active, may, ~_had_a_hand(Person.id))
