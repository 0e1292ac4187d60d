"""The states of a rectification, what may be done in each and by whom, and the words of the desk, one per idea."""

from dataclasses import dataclass

from zlc.problems.states import Verb

STATES = {
    "unclaimed": "待认领",
    "working": "整改中",
    "submitted": "待核验",
    "ongoing": "长期坚持",
    "closed": "已销号",
    "cancelled": "已撤销",
}
# What counts nowhere, and is not listed unless it is asked for.
SET_ASIDE = ("cancelled",)
TINTS = {"unclaimed": "waiting", "working": "office", "submitted": "blue", "ongoing": "office", "closed": "green"}
OPEN = {"unclaimed", "working", "ongoing"}
LIT = {"unclaimed", "working"}  # what has a day that counts: 长期坚持 has none, and what is submitted waits for somebody else
# In which it can be asked to walk again: to put it right, to verify it, and to see whether it lasted.
CAN_BE_WALKED = frozenset({"working", "submitted", "ongoing", "closed"})

KINDS = {"at_once": "立行立改", "by_day": "限期整改", "lasting": "长期坚持"}
CAUSES = {
    "rules": "制度", "process": "流程", "system": "系统", "people": "人员", "facilities": "设施", "awareness": "宣传", "other": "其他",
}  # fmt: skip
DIFFICULTIES = {"a": "A", "b": "B", "c": "C"}
TYPED_EVIDENCE = {"words": "文字说明", "register": "制度成果登记"}
EVIDENCE = TYPED_EVIDENCE | {"photo": "照片", "file": "文件", "walk": "再走一次", "guide": "公示变更"}

WHO = {
    "coordinator": "本单位联络员",
    "owner": "责任人（没有账号的凭链接，或由本单位联络员代为登记）",
    "worker": "责任人（没有账号的凭链接）或本单位联络员",
    "giver": "本单位联络员，不能是责任人或申请延期的人",
    "keeper": "本单位联络员；必须改的：营商办",
    "decider": "本单位联络员或主要负责人，必须改的：营商办；不能是提出的人",
    "verifier": "核验人（按设置：本单位主要负责人、别的联络员或发现问题的人，或者营商办；没有改过设置的，重、必须改、移交来的、交办的"
    "归营商办）；不能是责任人，也不能是派出过、认领过、定过措施、添加过佐证、报过完成、发过链接或用过链接的人",
    "office": "营商办",
    "reopener": "本单位联络员或营商办",
    "checker": "本单位联络员或营商办，不能是责任人或报完成的人",
    "rewalker": "责任人、本单位联络员或核验人",
}


@dataclass(frozen=True)
class Step(Verb):
    """A row of the table; `who`: see WHO, and who.py, which answers it of a person."""

    who: str = "coordinator"


# The likely thing first: pages show them in this order.
VERBS = {
    verb.name: verb
    for verb in (
        Step("claim", "claim", "claimed", "认领", frozenset({"unclaimed"}), who="owner"),
        Step("decline", "refusal", "declined", "不认领", frozenset({"unclaimed"}), who="owner"),
        Step("verify", "verification", "verified", "核验通过", frozenset({"submitted"}), who="verifier"),
        Step("fail", "failure", "failed", "退回重改", frozenset({"submitted"}), who="verifier"),
        Step("grant", "grant", "granted", "同意延期", frozenset({"working"}), who="decider"),
        Step("refuse", "denial", "refused", "不同意延期", frozenset({"working"}), who="decider"),
        Step("plan", "plan", "planned", "定措施", frozenset({"working", "ongoing"}), who="worker"),
        Step("note", "progress", "noted", "记进展", frozenset({"working", "ongoing"}), who="worker"),
        Step("attach", "evidence", "attached", "添加佐证", frozenset({"working", "ongoing"}), who="worker"),
        Step("submit", "submission", "submitted", "报完成", frozenset({"working", "ongoing"}), who="worker"),
        Step("plan_rewalk", "rewalk", "rewalk_planned", "安排再走一遍", CAN_BE_WALKED, who="rewalker"),
        Step("withdraw_rewalk", "withdrawal", "rewalk_withdrawn", "撤回再走一遍", CAN_BE_WALKED, who="rewalker"),
        Step("ask_extension", "extension", "asked", "申请延期", frozenset({"working"}), who="worker"),
        Step("reassign", "reassignment", "reassigned", "改派", frozenset({"unclaimed", "working"})),
        Step("reschedule", "rescheduling", "rescheduled", "改时限", frozenset({"unclaimed", "working"}), who="giver"),
        Step("give_link", "link", "linked", "发链接", frozenset({"unclaimed", "working", "ongoing"})),
        Step("revoke_link", "revocation", "unlinked", "作废链接", frozenset({"unclaimed", "working", "ongoing"})),
        Step("keep_up", "continuation", "kept_up", "转长期坚持", frozenset({"working"}), who="keeper"),
        Step("cancel", "cancellation", "cancelled", "撤销", frozenset({"unclaimed", "working"})),
        Step("uphold", "effect", "upheld", "记成效有效", frozenset({"closed"}), who="checker"),
        Step("relapse", "relapse", "relapsed", "记反弹", frozenset({"closed"}), who="checker"),
        Step("waive", "waiver", "waived", "不再等公示", frozenset({"closed"}), who="office"),
        Step("reopen", "reopening", "reopened", "重开", frozenset({"closed"}), who="reopener"),
    )
}
BEGIN = Step("begin", "", "begun", "立项", frozenset())
# What the history keeps → its word.
EVENTS = {verb.event: verb.word for verb in (BEGIN, *VERBS.values())} | {
    "joined": "并入一条问题", "left": "一条问题转走", "rewalked": "再走了一遍", "opened": "打开链接", "helped": "登录着用责任人的链接",
    "published": "公示已更新", "unpublished": "公示又和整改后不一样",
}  # fmt: skip
