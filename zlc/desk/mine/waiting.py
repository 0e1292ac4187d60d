"""等我办的: everything that waits for one person, what the unit is late with first, then the nearest day, what has none below."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.demands.listing import ProofFilter
from zlc.demands.tags import ANY
from zlc.desk.held import listing as held
from zlc.needs.listing import NeedFilter
from zlc.needs.models import Need
from zlc.needs.states import DECISIONS
from zlc.problems import paged
from zlc.problems.lights import Light
from zlc.problems.listing import ProblemFilter
from zlc.problems.models import Problem
from zlc.rectifications import waiting
from zlc.rectifications.listing import RectificationFilter
from zlc.rectifications.models import Rectification
from zlc.walks.brought import brought

LATE = "请催办"
OWN = ("请认领", "请整改")  # whose day is the person's own
MOST = 50  # of each kind; who has more begins with the nearest

RECTIFICATIONS: dict[str, Callable[[Person], Select[Any]]] = {
    "请认领": waiting.to_claim, "请整改": waiting.to_put_right, "请核验": waiting.to_verify, "请定延期": waiting.to_decide,
    "请复核": waiting.to_recheck,
}  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """`todo` is what is asked of the person, `text` what it is about, `said` what else tells it from others; `endpoint` and
    `values` lead to where it is done."""

    todo: str
    text: str
    said: str
    endpoint: str
    values: Mapping[str, Any]
    due_on: date | None = None
    light: Light | None = None


def count_for(person: Person) -> int:
    """How many lines `all_for` has."""
    rows = sum(min(MOST, _count(found(person))) for found in RECTIFICATIONS.values())
    return rows + sum(1 for _ in _together(person))


def all_for(person: Person) -> list[Waiting]:
    single = sorted(_rectifications(person), key=lambda one: one.due_on or date.max)
    return sorted([*single, *_together(person)], key=lambda one: one.todo != LATE)


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.limit(MOST).subquery())) or 0


def _rectifications(person: Person) -> Iterator[Waiting]:
    nearest = Rectification.due_on.is_(None), Rectification.due_on, Rectification.serial
    for todo, found in RECTIFICATIONS.items():
        rows = found(person).options(joinedload(Rectification.unit), joinedload(Rectification.owner)).order_by(*nearest).limit(MOST)
        for one in db.session.scalars(rows):
            said = [one.full_number if person.reads_all_units else one.short_number, one.responsible, one.matter_name]
            if one.recheck_on:
                said.append(f"{clock.spoken_date(one.recheck_on)}起复核成效")
            where, text = {"rectification_id": one.id}, one.text + (f" 等 {one.problem_count} 条" if one.problem_count > 1 else "")
            day = (one.due_on, one.light) if todo in OWN else (None, None)
            yield Waiting(todo, text, " · ".join(filter(None, said)), "problems.rectification", where, *day)


def _together(person: Person) -> Iterator[Waiting]:
    """What is decided on a page of its own, one line for all of a kind."""
    if person.decides:
        late = RectificationFilter(unit=person.unit_id, late=True).rows(person).count(paged.MOST_COUNTED)
        if late:
            yield Waiting(LATE, f"{paged.said(late)} 项整改逾期", "", "problems.rectification_list", {"late": "1", "sort": "due"})
        given = ProblemFilter(unit=person.unit_id, states=("new",), source="task").rows(person).count(paged.MOST_COUNTED)
        if given:
            yield Waiting("请签收", f"{paged.said(given)} 条营商办交办的", "", "problems.problem_list", {"state": "new", "source": "task"})
        yield from _of_problems(paged.tally(Problem, person, ProblemFilter(unit=person.unit_id)), given)
        yield from _of_needs(paged.tally(Need, person, NeedFilter(unit=person.unit_id)))
        if tagged := ProofFilter(unit=person.unit_id, states=("new",), tag=ANY).rows(person).count(paged.MOST_COUNTED):
            said = "保留、替代，或者取消"
            yield Waiting("请定处理", f"{paged.said(tagged)} 份有标记的证明", said, "problems.proof_list", {"state": "new", "tag": ANY})
        yield from _passed("请接收", "{} 条移交来的问题", ProblemFilter(passing="in"), person)
    if person.oversees:
        yield from _passed("请裁定", "{} 条问题移交后退回过两次", ProblemFilter(passing="disputed"), person)
        yield from _passed("请协调", "{} 条问题需上级或系统外单位答复", ProblemFilter(passing="beyond"), person)
    if undecided := held.undecided(person):
        yield Waiting("请定", f"{undecided} 件收下未用的记录，或移交、划去的请求", "", "problems.held_list", {})
    if unverified := brought.waiting_count(person):
        yield Waiting("请核实", f"{unverified} 条以您的名义从文件导入的记录", "", "problems.origins", {})


def _passed(todo: str, text: str, wanted: ProblemFilter, person: Person) -> Iterator[Waiting]:
    if found := wanted.rows(person).count(paged.MOST_COUNTED):
        yield Waiting(todo, text.format(paged.said(found)), "", "problems.problem_list", {"passing": wanted.passing})


def _of_problems(counts: paged.Tally, given: int) -> Iterator[Waiting]:
    """`given`: how many of the new ones the office gave, which are signed for. They stand in the same list, and are counted as it
    counts them."""
    if (new := counts.get("new", 0)) > given:
        also = f"；其中 {paged.said(given)} 条是营商办交办的，请签收" if given else ""
        yield Waiting("请确认", f"{paged.said(new)} 条新发现的问题", f"确认，或者退回{also}", "problems.problem_list", {"state": "new"})
    if confirmed := counts.get("confirmed"):
        yield Waiting("请立项", f"{paged.said(confirmed)} 条已确认的问题还没有人整改", "", "problems.problem_list", {"state": "confirmed"})


def _of_needs(counts: paged.Tally) -> Iterator[Waiting]:
    if new := counts.get("new"):
        yield Waiting("请研究", f"{paged.said(new)} 条新收集的需求", "", "problems.need_list", {"state": "new"})
    if studying := counts.get("studying"):
        yield Waiting("请答复", f"{paged.said(studying)} 条研究中的需求", "采纳，或者不予采纳", "problems.need_list", {"state": "studying"})
    if decided := sum(counts.get(state, 0) for state in DECISIONS):
        yield Waiting("请回应", f"{paged.said(decided)} 条定了的需求还没有回应", "", "problems.need_list", {"state": list(DECISIONS)})
