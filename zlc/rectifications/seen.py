"""Whether a rectification still stands as somebody was shown it, and if not, who changed it and when. They are methods of
Rectification."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zlc import clock
from zlc.problems.seen import told
from zlc.rectifications import who
from zlc.rectifications.records import count_of
from zlc.rectifications.states import Step
from zlc.versions import mark_of, overtaken

# What somebody did, where the history's word with 过 would not be said.
DONE = {
    "declined": "说明不认领", "verified": "核验通过", "failed": "退回重改", "granted": "同意了延期", "refused": "没有同意延期",
    "kept_up": "转为长期坚持", "attached": "添加了佐证", "joined": "并入了一条问题", "left": "转走了一条问题",
    "upheld": "记了成效有效", "relapsed": "记了反弹", "waived": "定了不再等公示",
    "published": "更新了公示", "unpublished": "又改了公示",
    "rewalk_planned": "安排了再走一遍", "rewalk_withdrawn": "撤回了再走一遍", "rewalked": "再走了一遍",
    "linked": "发了责任人的链接", "unlinked": "作废了责任人的链接",
}  # fmt: skip

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


def version_of(self: Rectification) -> str:
    """What people decide by: where it stands, who is to do what until when, what was planned, what waits, what was added."""
    return mark_of(
        self.unit_id, self.state, self.kind, self.problem_count, self.owner_id, self.department, self.owner_name, self.link_id, self.due_on,
        self.cause, self.measure, self.figure, self.target, self.criterion, self.effect, self.extension, self.rewalk, self.note_count,
        count_of(self.id), self.recheck_on, self.guide,
    )  # fmt: skip


def check_seen(self: Rectification, by: who.Doer, seen: str, verb: Step) -> None:
    """`seen`: the version that the form was made from. Raises Forbidden, and Overtaken with who and when."""
    who.check_may(self, by, verb)
    if seen != self.version:
        raise overtaken(told(self, by.id, DONE, _particulars))


def _particulars(event: Any) -> str:
    said = [event.detail.get("to", "")]
    if day := event.detail.get("due_on"):
        said.append(f"时限 {clock.spoken_day(date.fromisoformat(day))}")
    words = "，".join(filter(None, said))
    return f"（{words}）" if words else ""
