"""What the desk does with a need: study, adopt, decline, keep, answer, accept an amendment or leave it.

Each verb guards, changes the row and writes the history. They are methods of Need (models.py), and raise Forbidden, NotNow or
Refusal (422, with the field), in Chinese. In which states each may be done is said by the table in states.py.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.documents.masking import printable
from zlc.errors import Refusal
from zlc.needs.states import ACCEPT, HOW, LEAVE, VERBS
from zlc.problems.guards import WHY_LEFT, check_driver, check_state, pass_over, take_amendment
from zlc.problems.states import Verb
from zlc.problems.unstriking import let_stand
from zlc.texts import checked_reason, clean_text

if TYPE_CHECKING:
    from zlc.needs.models import Need

LONGEST_ANSWER, LONGEST_TO = 1000, 60
WHY = "请写明为什么不予采纳，以后查得到。"
WHY_KEPT = "请写明理由，记录的人看得到。"
WHAT = "请写回应的内容。"
TO_WHOM = "请写回应给谁，用概括的话，如「提出的企业」。"


def study(self: Need, by: Person) -> None:
    """新收集 → 研究中. From here on the recorder's amendments wait beside it."""
    check_driver(self, by)
    check_state(self, VERBS["study"])
    self.state, self.frozen = "studying", True
    _done(self, by, VERBS["study"])


def adopt(self: Need, by: Person) -> None:
    check_driver(self, by)
    check_state(self, VERBS["adopt"])
    self.state = self.decided = "adopted"
    _done(self, by, VERBS["adopt"])


def decline(self: Need, by: Person, reason: str) -> None:
    check_driver(self, by)
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["decline"])
    self.state = self.decided = "declined"
    _done(self, by, VERBS["decline"], reason)


def keep(self: Need, by: Person, reason: str) -> None:
    """Its record was struck out after 研究 had begun: it goes on all the same, and counts again."""
    check_driver(self, by)
    reason = checked_reason(reason, WHY_KEPT)
    check_state(self, VERBS["keep"])
    let_stand(self, by, reason)


def answer(self: Need, by: Person, text: str, to: str, how: str, on: date) -> None:
    """采纳 or 不予采纳 → 已回应: what was answered, to whom in general words, how, on which day."""
    check_driver(self, by)
    text, to = clean_text(text).strip(), " ".join(clean_text(to).split())
    _check_answer(self, text, to, how, on)
    check_state(self, VERBS["answer"])
    self.state = "answered"
    self.answer_text, self.answered_to, self.answered_how, self.answered_on = text, to, how, on
    _done(self, by, VERBS["answer"], text=text, to=to, how=how, on=on.isoformat())


def accept_amendment(self: Need, by: Person, amendment_id: str) -> None:
    """Take what the recorder amended since into the need."""
    check_driver(self, by)
    reason, changes = take_amendment(self, amendment_id)
    _done(self, by, ACCEPT, reason, amendment=amendment_id, changes=changes)


def leave_amendment(self: Need, by: Person, amendment_id: str, reason: str) -> None:
    """Keep the need as it is, whatever the recorder amended since; the walk itself says what was amended."""
    check_driver(self, by)
    reason = checked_reason(reason, WHY_LEFT)
    left = pass_over(self, amendment_id)
    _done(self, by, LEAVE, reason, amendment=amendment_id, left=left)


def _check_answer(need: Need, text: str, to: str, how: str, on: date) -> None:
    if not text:
        raise Refusal(WHAT, status=422, field="text")
    if len(text) > LONGEST_ANSWER:
        raise Refusal(f"回应的内容请不超过 {LONGEST_ANSWER} 字。", status=422, field="text")
    if not to:
        raise Refusal(TO_WHOM, status=422, field="to")
    if len(to) > LONGEST_TO:
        raise Refusal(f"回应给谁请不超过 {LONGEST_TO} 字。", status=422, field="to")
    if printable(to) != to:
        raise Refusal("回应给谁请用概括的话，不要写证件、手机、银行卡号码。没有保存。", status=422, field="to")
    if how not in HOW:
        raise Refusal("请选回应的方式。", status=422, field="how")
    if on > clock.today():
        raise Refusal("回应的日期不能晚于今天。", status=422, field="answered_on")
    if on < need.found_on:
        raise Refusal(f"回应的日期不能早于收集的那天（{clock.spoken_day(need.found_on)}）。", status=422, field="answered_on")


def _done(need: Need, by: Person, verb: Verb, reason: str = "", **detail: Any) -> None:
    need.haystack = need.searchable()
    need.happened(verb.event, by.id, reason, **detail)
