"""保留, 替代 or 取消 of a proof that was asked for: methods of Proof (models.py). Each decision says why; a later one takes its
place, and the history has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc import clock
from zlc.accounts.models import Person
from zlc.demands.proof_states import DECISIONS, JUDGE, STATES
from zlc.errors import NotNow, Refusal
from zlc.problems.guards import check_driver, check_state
from zlc.problems.seen import told
from zlc.texts import checked_reason, clean_text
from zlc.versions import mark_of, overtaken

if TYPE_CHECKING:
    from zlc.demands.models import Proof

LONGEST_BASIS = 200
WHY = "请写明理由，以后查得到。"
WHICH = "请选保留、替代或取消。"
# What somebody did, where the history's word with 过 would not be said.
DONE = {
    "decided": "定过怎么处理", "struck": "划去了原来的记录", "unstruck": "取消了划去", "withdrawn": "撤回了这条记录",
    "restored": "恢复了这条记录", "moved": "接收了这次走流程",
}  # fmt: skip


def judge(self: Proof, by: Person, decision: str, reason: str, basis: str = "") -> None:
    check_driver(self, by)
    if decision not in DECISIONS:
        raise Refusal(WHICH, status=422, field="decision")
    reason, basis = checked_reason(reason, WHY), " ".join(clean_text(basis).split())
    if len(basis) > LONGEST_BASIS:
        raise Refusal(f"依据请不超过 {LONGEST_BASIS} 字。", status=422, field="basis")
    check_state(self, JUDGE)
    if (self.state, self.reason, self.basis) == (decision, reason, basis):
        raise NotNow(f"这份证明已经定为「{STATES[decision]}」，理由也一样，没有重复登记。")
    before = self.state
    self.state, self.reason, self.basis = decision, reason, basis
    self.decided_by, self.decided_at = by.id, clock.now_ms()
    self.happened(JUDGE.event, by.id, reason, decision=decision, before=before, basis=basis)


def version_of(self: Proof) -> str:
    """What a coordinator decides by."""
    return mark_of(
        self.unit_id, self.state, self.struck, self.text, self.tags, self.note, self.listed, self.shareable_from, self.matter_name,
        self.reason, self.basis,
    )  # fmt: skip


def check_seen(self: Proof, by: Person, seen: str) -> None:
    """`seen`: the version that the form was made from. Raises Forbidden, and Overtaken with who and when."""
    check_driver(self, by)
    if seen != self.version:
        raise overtaken(told(self, by.id, DONE, lambda _: ""))
