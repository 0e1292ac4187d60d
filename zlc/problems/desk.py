"""What the desk does with a problem: confirm, assign, reject, reopen, accept an amendment.

Each verb guards, changes the row, writes the history and gives the row a new place for the phones'
cursor. A second click finds the state already changed and is told so; nothing is recorded twice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.states import REJECTED, REOPENABLE, UNDER_WAY
from zlc.walks.entry import clean_text

if TYPE_CHECKING:
    from zlc.problems.models import Problem, ProblemEvent

LONGEST_REASON = 500
LONGEST_DEPARTMENT = 60


class DeskVerbs:
    """The verbs of Problem. They raise Forbidden, NotNow or Refusal (422, with the field), in Chinese."""

    def may_be_driven_by(self: Any, person: Person) -> bool:
        """The lists are driven by the unit's own coordinator; office and supervisor read."""
        return person.is_a("coordinator") and person.unit_id == self.unit_id

    def confirm(self: Any, by: Person) -> None:
        """新发现 → 已确认. From here on the recorder's amendments wait beside it."""
        _check_driver(self, by)
        if self.state != "new":
            raise NotNow(f"{_already(self, 'confirmed', '确认')}没有重复登记。")
        self.state, self.frozen = "confirmed", True
        _done(self, by, "confirmed")

    def assign(self: Any, by: Person, assignee: Person | None, due_on: date, department: str = "") -> None:
        """已确认 → 整改中, with somebody responsible and a day; again to change either."""
        _check_driver(self, by)
        department = " ".join(clean_text(department).split())
        _check_assignment(self, assignee, department, due_on)
        if self.state not in ("confirmed", "rectifying"):
            raise NotNow(f"这条问题现在是「{self.state_name}」，不能分派。新发现的问题请先确认。")
        person_id = assignee.id if assignee else None
        now = (self.state, self.assignee_id, self.department, self.due_on)
        if now == ("rectifying", person_id, department, due_on):
            raise NotNow("这条问题已经是这样分派的，没有重复登记。")
        self.state = "rectifying"
        self.assignee, self.assignee_id = assignee, person_id
        self.department = department
        self.due_on: date | None = due_on
        _done(self, by, "assigned", to=self.responsible, due_on=due_on.isoformat())

    def reject(self: Any, by: Person, as_: str, reason: str) -> None:
        """→ 不属实 or 不属本单位, with the reason; reopen takes it back."""
        _check_driver(self, by)
        if as_ not in REJECTED:
            raise Refusal("请选「不属实」或「不属本单位」。", status=422, field="as_")
        reason = _checked_reason(reason)
        if self.state not in UNDER_WAY:
            raise NotNow(f"{_already(self, 'rejected', '退回')}没有重复登记。")
        self.state = as_
        _done(self, by, "rejected", reason, state=as_)

    def reopen(self: Any, by: Person, reason: str) -> None:
        """Back to where it stood: 新发现 if nobody had confirmed it, else 已确认 or 整改中."""
        _check_driver(self, by)
        reason = _checked_reason(reason)
        if self.state not in REOPENABLE:
            raise NotNow(f"{_already(self, 'reopened', '重新打开')}没有重复登记。")
        was = self.state
        if self.frozen:
            self.state = "rectifying" if self.due_on else "confirmed"
        else:
            self.state = "new"
        _done(self, by, "reopened", reason, state=was)

    def accept_amendment(self: Any, by: Person, amendment_id: str) -> None:
        """Take what the recorder amended after the confirmation into the confirmed problem."""
        _check_driver(self, by)
        amendment = next((a for a in self.waiting if a["id"] == amendment_id), None)
        if amendment is None:
            raise NotNow("这处更正已经处理过，或者又有了新的更正。请看最新内容再定。")
        changes = {}
        for column, value in amendment["set"].items():
            changes[column] = [getattr(self, column), value]
            setattr(self, column, value)
        self.settled = [*self.settled, amendment_id]
        self.waiting = [a for a in self.waiting if a["id"] != amendment_id]
        self.haystack = self.searchable()
        _done(self, by, "accepted", amendment["reason"], amendment=amendment_id, changes=changes)


def _check_driver(problem: Problem, person: Person) -> None:
    if not problem.may_be_driven_by(person):
        raise Forbidden("问题由本单位联络员处理，您可以查看。没有改动任何内容。")


def _checked_reason(reason: str) -> str:
    reason = clean_text(reason).strip()
    if not reason:
        raise Refusal("请写明理由，记录的人看得到。", status=422, field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(
            f"理由请不超过 {LONGEST_REASON} 字，现在有 {len(reason)} 字。", status=422, field="reason"
        )
    return reason


def _check_assignment(problem: Problem, assignee: Person | None, department: str, due_on: date) -> None:
    if assignee is None and not department:
        raise Refusal("请选责任人，或填写责任科室。", status=422, field="department")
    if assignee is not None and (assignee.unit_id != problem.unit_id or not assignee.active):
        raise Refusal("责任人要是本单位在用的账号，请重新选择。", status=422, field="assignee")
    if len(department) > LONGEST_DEPARTMENT:
        raise Refusal(f"责任科室请不超过 {LONGEST_DEPARTMENT} 字。", status=422, field="department")
    if due_on < clock.today():
        raise Refusal("整改时限不能早于今天，请重新选择日期。", status=422, field="due_on")


def _already(problem: Problem, verb: str, word: str) -> str:
    """Why it is too late, and who was first."""
    last: ProblemEvent | None = next((e for e in reversed(problem.history()) if e.verb == verb), None)
    if last is None:
        return f"这条问题现在是「{problem.state_name}」，不能{word}，"
    who = db.session.get(Person, last.by) if last.by else None
    name = who.name if who else "有人"
    return f"{name}已在 {clock.spoken(last.at)} {word}过，这条问题现在是「{problem.state_name}」，"


def _done(problem: Problem, by: Person, verb: str, reason: str = "", **detail: Any) -> None:
    problem.touch()
    problem.happened(verb, by.id, reason, **detail)
