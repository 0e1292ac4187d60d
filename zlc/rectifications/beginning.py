"""立项: a coordinator says what is to be put right, by whom and until when. 当场改好: it has been, and somebody else verifies it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import working_day_from
from zlc.database import db, uuid7
from zlc.errors import NotNow, Refusal
from zlc.needs.models import Need
from zlc.problems import deadlines, numbers, states
from zlc.problems.counting import Counter
from zlc.problems.guards import check_driver, check_may, check_standing
from zlc.problems.models import Problem
from zlc.rectifications import following, giving
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification, RectificationLink
from zlc.rectifications.planning import Plan
from zlc.rectifications.states import BEGIN, DIFFICULTIES, KINDS
from zlc.settings.editions import in_force


@dataclass(frozen=True)
class Order:
    """What the coordinator says of it. Without a day the difficulty drafts one. `name`: of an owner who has no account."""

    kind: str
    owner: Person | None
    department: str = ""
    due_on: date | None = None
    difficulty: str = ""
    name: str = ""

    def checked(self, unit_id: str) -> dict[str, Any]:
        """As the row keeps it. Raises Refusal (422) naming the field at fault."""
        if self.kind not in KINDS:
            raise Refusal("请选整改的类型。", status=422, field="kind")
        if self.difficulty not in ("", *DIFFICULTIES):
            raise Refusal("难度请从列出的里面选。", status=422, field="difficulty")
        department, name = giving.check_owner(unit_id, self.owner, self.department, self.name)
        due_on = self.due_on or drafted(self.difficulty)
        if due_on is None:
            raise Refusal("请选整改时限，或者选难度，由它定一天。", status=422, field="due_on")
        giving.check_day(due_on)
        return {
            "kind": self.kind, "owner": self.owner, "owner_id": self.owner.id if self.owner else None, "department": department,
            "owner_name": name, "due_on": due_on, "difficulty": self.difficulty or None,
        }  # fmt: skip


def drafted(difficulty: str) -> date | None:
    """The day that this difficulty proposes for what is given out today; none without one."""
    drafts = dict(zip(DIFFICULTIES, deadlines.drafts(clock.today(), in_force()), strict=True))
    return drafts[difficulty].day if difficulty in drafts else None


def begin(by: Person, problems: Sequence[Problem], order: Order) -> Rectification:
    """→ 待认领, or 整改中 if it is oneself who does it. The caller holds the commit lock, and commits."""
    for problem in problems:
        check_may(problem, states.VERBS["begin"], by)
    said = order.checked(by.unit_id)
    for problem in problems:
        _check_state(problem, states.VERBS["begin"])
    one = opened(by, problems[0], said)
    for problem in problems:
        _serve(one, problem, by)
    return one


def opened(by: Person, first: Problem | Need, said: dict[str, Any]) -> Rectification:
    """The row with its number, which serves nothing yet. `said`: Order.checked."""
    owner, now = said["owner"], clock.now_ms()
    quarter, counter = numbers.quarter_of(clock.today()), Counter(Rectification)
    number = counter.next(by.unit_id, quarter)
    one = Rectification(
        id=uuid7(), unit_id=by.unit_id, unit=by.unit, numbered_by=by.unit_id, quarter=quarter, number=number, serial=counter.serial(),
        full_number=numbers.full_number(quarter, by.unit.short, number, Rectification.CALLED),
        state="working" if owner is by else "unclaimed", text=first.text, matter_name=first.matter_name, problem_count=0,
        begun_at=now, begun_by=by.id, given_by=by.id, measure="", target="", criterion="", effect="", note_count=0, **said,
    )  # fmt: skip
    one.haystack = one.searchable()
    db.session.add(one)
    db.session.flush()
    one.happened(BEGIN.event, by.id, to=one.responsible, due_on=one.due_on.isoformat() if one.due_on else "", kind=one.kind)
    return one


def join(one: Rectification, problem: Problem, by: Person) -> None:
    """One more problem of the same rectification, while it is being brought about."""
    check_may(problem, states.VERBS["begin"], by)
    _check_state(problem, states.VERBS["begin"])
    _serve(one, problem, by)


def fix(problem: Problem, by: Person, plan: Plan, done: Done, department: str = "", name: str = "") -> Rectification:
    """当场改好: 立行立改, planned, done and submitted at once, by oneself or for somebody without an account. Another person verifies
    it."""
    check_driver(problem, by)
    _check_state(problem, states.VERBS["fix"])
    owner = None if (department + name).strip() else by
    one = begin(by, [problem], Order("at_once", owner, department, working_day_from(clock.today()), name=name))
    if owner is None:
        one.claim(by)
    one.plan(by, plan)
    one.submit(by, done)
    return one


def _check_state(problem: Problem, verb: states.Verb) -> None:
    if problem.state not in verb.states:
        first = ("请先签收。" if problem.source == "task" else "新发现的问题请先确认。") if problem.state == "new" else ""
        raise NotNow(f"这条问题现在是「{problem.state_name}」，不能{verb.word}。{first}")
    check_standing(problem, verb)


def _serve(one: Rectification, problem: Problem, by: Person) -> None:
    one.problem_count += 1
    problem.rectification_count += 1
    db.session.add(RectificationLink(rectification_id=one.id, n=one.problem_count, problem_id=problem.id))
    db.session.flush()
    db.session.expire(one, ["problems"])
    if not following.refresh(problem):
        problem.touch()
    problem.happened(
        states.VERBS["begin"].event, by.id, rectification=one.id, number=one.full_number, to=one.responsible,
        due_on=one.due_on.isoformat() if one.due_on else "",
    )  # fmt: skip
