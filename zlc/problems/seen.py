"""Whether a problem still stands as somebody was shown it, and if not, who changed it and when.

They are methods of Problem (models.py). A list of problems asks for each one's `version` without a query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.problems.guards import check_may
from zlc.problems.line import Line
from zlc.problems.states import ACCEPT, REJECTED, Verb
from zlc.versions import done_by, mark_of, overtaken
from zlc.walks.latest import latest_amendment
from zlc.walks.names import people_named

# What somebody did, where the history's word with 过 would not be said.
DONE = {
    "accepted": "采用了一处更正", "left": "定了一处更正不采用",
    "struck": "划去了原来的记录", "unstruck": "取消了划去", "withdrawn": "撤回了这条问题",
    "restored": "恢复了这条问题", "moved": "接收了这次走流程", "classified": "定过类别",
    "suggested": "提过优化建议", "required": "列入了必须改", "lifted": "取消了必须改",
    "followed": "改了它的整改", "returned": "退回了移交", "recalled": "收回了移交", "settled": "记了协调结果",
}  # fmt: skip

if TYPE_CHECKING:
    from zlc.problems.models import Problem, ProblemEvent

# What the history says of its rectifications, and what it said before there were any.
GIVEN = ("begun", "assigned", "followed")


def given_words(detail: Mapping[str, str]) -> list[str]:
    """「改派」, 「医保科 张敏」, 「时限 12月8日 周二」: as far as they are known."""
    day = detail.get("due_on")
    until = f"时限 {clock.spoken_day(date.fromisoformat(day))}" if day else ""
    return [word for word in (detail.get("did", ""), detail.get("to", ""), until) if word]


def version_of(self: Problem) -> str:
    """What a coordinator decides by: what is said, where it stands, who is to do what until when, what waits beside it."""
    return mark_of(
        self.unit_id, self.state, self.struck, self.text, self.category, self.severity, self.check_item, self.found_at,
        self.assignee_id, self.department, self.due_on, self.rectification_count,
        [one["id"] for one in self.waiting], self.suggestion, self.must_since, self.handed_to, self.handed_body, self.sent_back,
        *((self.stage, self.matter_name, self.place, self.channel, self.outside_number) if self.source == "desk" else ()),
    )  # fmt: skip


def check_seen(self: Problem, by: Person, seen: str, verb: Verb = ACCEPT) -> None:
    """`seen`: the version that the form was made from. Raises Forbidden, and Overtaken with who and when."""
    check_may(self, verb, by)
    if seen != self.version:
        raise overtaken(told(self, by.id, DONE, _particulars))


def told(line: Line, to: str, done: Mapping[str, str], particulars: Callable[[Any], str]) -> str:
    """Who changed it last, when, and what it is now, for the one whose id is `to`. `done`: what somebody did, where the verb's word
    with 过 would not be said."""
    event, stands = next(iter(reversed(line.history())), None), f"这条{line.CALLED}现在是「{line.state_name}」。"
    said = latest_amendment(line.walk_id, line.id) if line.walk_id else None
    if said is not None and (event is None or said.at > event.at):
        return f"{done_by(said.by, said.at, f'更正过这条{line.CALLED}的内容')}。"
    if event is None:
        return stands
    who = people_named([event.by]).get(event.by or "", "有人")
    did = done_by(who, event.at, done.get(event.verb) or f"{line.TABLE.EVENTS[event.verb]}过")
    mine = "办的人用的就是您的账号。" if event.by == to else ""
    return f"{did}{particulars(event)}，{stands}{mine}"


def _particulars(event: ProblemEvent) -> str:
    if event.verb in GIVEN:
        return f"（{'，'.join(given_words(event.detail))}）"
    return f"（{REJECTED[event.detail['state']]}）" if event.verb == "rejected" else ""
