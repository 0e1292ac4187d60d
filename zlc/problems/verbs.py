"""What the desk does with a problem: confirm, classify, keep, reject, reopen, accept an amendment or leave it.

Each verb guards, changes the row, writes the history and gives the row a new place for the phones'
cursor. A second click finds the state already changed and is told so; nothing is recorded twice.

They are methods of Problem (models.py), and raise Forbidden, NotNow or Refusal (422, with the field), in Chinese. In which
states each may be done is said by the table in states.py. What is to be done about it is a rectification (zlc/rectifications).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zlc.accounts.models import Person
from zlc.catalogue.categories import CATEGORIES
from zlc.errors import NotNow, Refusal
from zlc.problems.guards import WHY_LEFT, check_driver, check_state, pass_over, take_amendment
from zlc.problems.said import Said
from zlc.problems.states import ACCEPT, LEAVE, REJECTED, VERBS, Verb
from zlc.problems.unstriking import let_stand
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.problems.models import Problem

WHY = "请写明理由，记录的人看得到。"


def confirm(self: Problem, by: Person, category: str = "") -> None:
    """新发现 → 已确认, of the category that is given, if one is. From here on the recorder's amendments wait beside it."""
    check_driver(self, by)
    check_state(self, VERBS["confirm"])
    detail: dict[str, Any] = {"changes": _put_under(self, category)} if category else {}
    self.state, self.frozen = "confirmed", True
    _done(self, by, VERBS["confirm"], **detail)


def classify(self: Problem, by: Person, category: str) -> None:
    """Put it under a category: one that came without, or under another one."""
    check_driver(self, by)
    check_state(self, VERBS["classify"])
    if category == self.category:
        raise NotNow("这条问题已经是这一类，没有重复登记。")
    _done(self, by, VERBS["classify"], changes=_put_under(self, category))


def correct(self: Problem, by: Person, said: Said, reason: str) -> None:
    """Put right what was typed when it was registered; the number and the day it was found stay."""
    check_driver(self, by)
    if self.source not in VERBS["correct"].sources:
        raise NotNow("只有登记的问题在这里更正；走流程记下的，请在走流程页或手机上更正。没有改动任何内容。")
    reason = checked_reason(reason)
    check_state(self, VERBS["correct"])
    changes = {name: [getattr(self, name), value] for name, value in said.columns(self.unit_id).items() if getattr(self, name) != value}
    if not changes:
        raise NotNow("和现在的内容一样，没有重复登记。")
    for name, (_, value) in changes.items():
        setattr(self, name, value)
    _done(self, by, VERBS["correct"], reason, changes=changes)


def keep(self: Problem, by: Person, reason: str) -> None:
    """Its record was struck out after 确认: it goes on all the same, and counts again."""
    check_driver(self, by)
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["keep"])
    let_stand(self, by, reason)


def reject(self: Problem, by: Person, as_: str, reason: str) -> None:
    """→ 不属实 or 不属本单位, with the reason; reopen takes it back."""
    check_driver(self, by)
    if as_ not in REJECTED:
        raise Refusal("请选「不属实」或「不属本单位」。", status=422, field="as_")
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["reject"])
    self.state = as_
    _done(self, by, VERBS["reject"], reason, state=as_)


def reopen(self: Problem, by: Person, reason: str) -> None:
    """Back to where it stood: 新发现 if nobody had confirmed it, else 已确认. One that was put right is reopened by its rectifications
    (zlc/rectifications/reopening.py)."""
    check_driver(self, by)
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["reopen"])
    was = self.state
    self.state = "confirmed" if self.frozen else "new"
    self.assignee, self.assignee_id, self.department, self.due_on = None, None, "", None
    _done(self, by, VERBS["reopen"], reason, state=was)
    let_stand(self, by, reason)


def accept_amendment(self: Problem, by: Person, amendment_id: str) -> None:
    """Take what the recorder amended after the confirmation into the confirmed problem."""
    check_driver(self, by)
    reason, changes = take_amendment(self, amendment_id)
    _done(self, by, ACCEPT, reason, amendment=amendment_id, changes=changes)


def leave_amendment(self: Problem, by: Person, amendment_id: str, reason: str) -> None:
    """Keep the problem as it is, whatever the recorder amended since; the walk itself says what was amended."""
    check_driver(self, by)
    reason = checked_reason(reason, WHY_LEFT)
    left = pass_over(self, amendment_id)
    _done(self, by, LEAVE, reason, amendment=amendment_id, left=left)


def _put_under(problem: Problem, category: str) -> dict[str, list[str | None]]:
    """Column → what it was and is, for the history."""
    if category not in CATEGORIES:
        raise Refusal("请选一个类别。", status=422, field="category")
    was, problem.category = problem.category, category
    return {"category": [was, category]}


def _done(problem: Problem, by: Person, verb: Verb, reason: str = "", **detail: Any) -> None:
    problem.haystack = problem.searchable()
    problem.touch()
    problem.happened(verb.event, by.id, reason, **detail)
