"""Which things the auditor may mean: an id as a link carries it, or what people call a thing."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select, literal, or_, select

from zlc.accounts.models import Person, Unit
from zlc.catalogue.imports.models import Import
from zlc.catalogue.models import Matter
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db
from zlc.demands.models import Intermediary, Proof
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.problems.numbers import QUARTERS
from zlc.texts import is_uuid
from zlc.walks.models import Device, Walk

MOST = 300  # things of one word; whoever finds more says it more exactly
NOUNS = (
    "problems", "needs", "walks", "held", "handovers", "requests", "imports", "matters", "api/v1/walks", "api/v1/photos",
    "origins", "units", "proofs", "intermediaries",
)  # fmt: skip
# 「〔2026〕四季度-市人社局-问题-003」 and its shorter forms, as pages show them.
NUMBER = re.compile(r"(?:〔(\d{4})〕)?([一二三四])季度?-(?:(.+?)-(问题|需求|证明|中介)-)?(\d{1,6})")


class Meant(NamedTuple):
    """`ids`: what a line is about; `pages`: the beginning of the addresses of the one thing that was meant."""

    ids: list[str]
    pages: list[str]
    too_many: bool


def meant_by(text: str) -> Meant:
    """What the words may mean, at most MOST things; nothing but the words themselves where nothing bears them."""
    if is_uuid(text):
        return Meant([text], _pages(text), False)
    if not text:
        return Meant([], [], False)
    found = [one for wanted in _wanted(text) for one in db.session.scalars(wanted.limit(MOST + 1))]
    known = list(dict.fromkeys([text, *found]))
    return Meant(known[: MOST + 1], _pages(known[1]) if len(known) == 2 else [], len(known) > MOST + 1)


def _pages(key: str) -> list[str]:
    return [f"/{noun}/{key}" for noun in NOUNS]


def _wanted(text: str) -> Iterator[Select[Any]]:
    if number := NUMBER.fullmatch(text):
        yield from _numbered(*number.groups())
        return
    named = select(Matter.id).where(_holds(Matter.name, text))
    yield named
    yield select(Walk.id).where(or_(Walk.matter_id.in_(named), _holds(Walk.matter_text, text))).order_by(Walk.begins_at.desc())
    yield select(Problem.id).where(Problem.matter_id.in_(named)).order_by(Problem.serial.desc())
    yield select(Need.id).where(Need.matter_id.in_(named)).order_by(Need.serial.desc())
    yield select(CollectedRequest.id).where(CollectedRequest.matter_id.in_(named)).order_by(CollectedRequest.at.desc())
    yield select(Import.id).where(_holds(Import.file_name, text)).order_by(Import.began_at.desc())
    yield select(Unit.id).where(_holds(Unit.name, text) | _holds(Unit.short, text))
    people = select(Person.id).where(_holds(Person.name, text) | _holds(Person.username, text))
    yield select(Person.username).where(Person.id.in_(people))
    # What was printed of them.
    printed = literal("/walks/") + Walk.id + literal("/record.pdf")
    yield select(printed).where(Walk.matter_id.in_(named)).order_by(Walk.begins_at.desc())
    yield select(Device.id).where(Device.person_id.in_(people)).order_by(Device.seen_at.desc())


def _numbered(year: str | None, quarter: str, unit: str | None, of: str | None, number: str) -> Iterator[Select[Any]]:
    which = f"Q{QUARTERS.index(quarter) + 1}"
    units = select(Unit.id).where(Unit.short == unit)
    lists = ((one, one.numbered_by) for one in (Need, Proof, Intermediary))
    for model, giver in ((Problem, Problem.unit_id), *lists):
        if of in (None, model.CALLED):
            wanted = select(model.id).where(model.number == int(number)).order_by(model.serial.desc())
            wanted = wanted.where(model.quarter == f"{year}{which}" if year else model.quarter.endswith(which))
            yield wanted.where(giver.in_(units)) if unit else wanted


def _holds(column: Any, text: str) -> Any:
    return column.icontains(text, autoescape=True)
