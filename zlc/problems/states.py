"""The states of a problem, what may be done in each, and the words of the desk, one per idea."""

from dataclasses import dataclass
from typing import Literal

from zlc.problems.sources import SOURCES

STATES = {
    "new": "新发现",
    "confirmed": "已确认",
    "rectifying": "整改中",
    "solved": "已解决",
    "closed": "已销号",
    "handed": "移交中",
    "duplicate": "重复",
    "untrue": "不属实",
    "elsewhere": "不属本单位",
    "withdrawn": "已撤回",
}
REJECTED = {"untrue": "不属实", "elsewhere": "不属本单位，不移交"}
BEFORE_CLOSING = {"new", "confirmed", "handed"}  # in which the office may say whose it is
AWAITED = ("handed", "new")  # in which somebody is to take it, where a day is set for that
REOPENABLE = {"untrue", "elsewhere", "withdrawn", "solved", "closed"}
IN_RECTIFICATION = {"solved", "closed"}  # what is reopened by reopening its rectifications
# What counts nowhere, and is not listed unless it is asked for: a list of work should not open with what needs none.
SET_ASIDE = ("withdrawn", "duplicate")
UNDER_WAY = {"new", "confirmed", "rectifying"}
TINTS = {
    "new": "waiting",
    "confirmed": "blue",
    "rectifying": "office",
    "solved": "green",
    "closed": "green",
    "handed": "waiting",
}


@dataclass(frozen=True)
class Verb:
    """A row of the table: what the coordinator may do with a problem that is in one of `states`.

    `name`: the method of Problem (of 立项 and 当场改好: zlc/rectifications/beginning.py); `noun`: the address it is sent to,
    /problems/<id>/<noun>; `event`: what the history keeps,
    which reads `word`; `answers`: its reason is said to whoever recorded the problem, on their phone too;
    `sources`: it is for what comes from one of these alone, where any are named. `struck`: whether it is for one whose record
    stands (no), for one whose record was struck out after the unit took it (only), or for both (too). `by`: whose it is (WHO).
    """

    name: str
    noun: str
    event: str
    word: str
    states: frozenset[str]
    answers: bool = False
    sources: frozenset[str] = frozenset()
    struck: Literal["no", "too", "only"] = "no"
    by: frozenset[str] = frozenset({"coordinator"})

    def suits(self, struck: bool) -> bool:
        return self.struck == "too" or (self.struck == "only") == struck


# Whose a verb is: the coordinator's of its own unit, of one that assists, or of the one to which it is handed; the office's.
WHO = {"coordinator": "单位联络员", "helper": "协办单位的联络员", "office": "营商办", "receiver": "接收单位的联络员"}
RECEIVER, OFFICE = frozenset({"receiver"}), frozenset({"office"})
GIVEN = frozenset({"task"})  # by the office, which has said whose it is
FOUND = frozenset(SOURCES) - GIVEN


# The likely thing first: pages show them in this order.
VERBS = {
    verb.name: verb
    for verb in (
        # Struck out since: nothing goes on before somebody says whether it stays a problem.
        Verb("keep", "keeping", "unstruck", "照常整改", frozenset({"confirmed", "rectifying", "solved", "closed"}), struck="only"),
        # 移交 of this one problem; of a whole walk: zlc/walks/journal/handovers.py.
        Verb("take_over", "takeover", "taken", "接收", frozenset({"handed"}), by=RECEIVER),
        Verb("send_back", "returning", "returned", "退回原单位", frozenset({"handed"}), answers=True, struck="too", by=RECEIVER),
        Verb("decide", "ruling", "ruled", "裁定", frozenset(BEFORE_CLOSING), answers=True, struck="too", by=OFFICE),
        Verb("settle", "settlement", "settled", "记协调结果", frozenset({"handed"}), answers=True, struck="too", by=OFFICE),
        Verb("take_back", "recall", "recalled", "收回移交", frozenset({"handed"}), struck="too"),
        Verb("confirm", "confirmation", "confirmed", "确认", frozenset({"new"}), sources=FOUND),
        Verb("sign", "signing", "signed", "签收", frozenset({"new"}), sources=GIVEN),
        Verb("begin", "rectifications", "begun", "立项", frozenset({"confirmed", "rectifying"}), by=frozenset({"coordinator", "helper"})),
        Verb("fix", "fix", "fixed", "当场改好", frozenset({"confirmed"})),
        Verb("classify", "classification", "classified", "定类别", frozenset({"confirmed", "rectifying"})),
        Verb("correct", "rewording", "corrected", "更正", frozenset(UNDER_WAY), sources=frozenset({"desk"})),
        Verb("reject", "rejection", "rejected", "退回", frozenset({"new", "confirmed"}), answers=True, struck="too"),
        Verb("hand_over", "handover", "handed", "移交", frozenset({"new", "confirmed"}), answers=True, sources=FOUND),
        Verb("suggest", "suggestion", "suggested", "提优化建议", frozenset(UNDER_WAY)),
        Verb("require", "requirement", "required", "列入必须改", frozenset(UNDER_WAY), by=frozenset({"coordinator", "office"})),
        Verb("lift", "lifting", "lifted", "取消必须改", frozenset(STATES), struck="too", by=OFFICE),
        Verb("reopen", "reopening", "reopened", "重新打开", frozenset(REOPENABLE), answers=True, struck="too"),
    )
}
# Accepts what was amended after the confirmation, in whatever state; it is asked for beside the amendment.
ACCEPT = Verb("accept", "acceptance", "accepted", "采用更正", frozenset(STATES))
LEAVE = Verb("leave", "leaving", "left", "不采用更正", frozenset(STATES))
# Brings a problem about that no walk found (registering.py).
REGISTER = Verb("register", "", "registered", "登记", frozenset())
# 交办: the office gives it to a unit (tasking.py).
TASK = Verb("task", "tasks", "tasked", "交办", frozenset(), by=OFFICE)
# What the history keeps → its word: the verbs, and what the walk itself did.
EVENTS = {verb.event: verb.word for verb in (*VERBS.values(), ACCEPT, LEAVE, REGISTER, TASK)} | {
    "assigned": "分派",  # before there were rectifications
    "followed": "整改有变化",
    "withdrawn": "撤回",
    "restored": "恢复",
    "struck": "记录被划去",
    "unstruck": "划去已取消",
    "moved": "随走流程转到本单位",
}
