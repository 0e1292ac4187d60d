"""Whether a need still stands as somebody was shown it, and if not, who changed it and when. They are methods of Need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc.accounts.models import Person
from zlc.problems.guards import check_driver
from zlc.problems.seen import told
from zlc.versions import mark_of, overtaken

# What somebody did, where the history's word with 过 would not be said.
DONE = {
    "studied": "开始研究", "begun": "给这条需求立了项",
    "declined": "定为不予采纳", "accepted": "采用了一处更正", "left": "定了一处更正不采用",
    "struck": "划去了原来的记录", "unstruck": "取消了划去",
    "withdrawn": "撤回了这条需求", "restored": "恢复了这条需求", "moved": "接收了这次走流程",
}  # fmt: skip

if TYPE_CHECKING:
    from zlc.needs.models import Need


def version_of(self: Need) -> str:
    """What a coordinator decides by: what is asked for by whom, where it stands, what was begun for it, and what waits beside it."""
    waiting = [one["id"] for one in self.waiting]
    return mark_of(self.unit_id, self.state, self.struck, self.text, self.whose, self.found_at, self.last_event(), waiting)


def check_seen(self: Need, by: Person, seen: str) -> None:
    """`seen`: the version that the form was made from. Raises Forbidden, and Overtaken with who and when."""
    check_driver(self, by)
    if seen != self.version:
        raise overtaken(told(self, by.id, DONE, lambda _: ""))
