"""The states of a need, what may be done in each, and the words of the desk, one per idea."""

from zlc.problems.states import Verb

STATES = {
    "new": "新收集",
    "studying": "研究中",
    "adopted": "采纳",
    "declined": "不予采纳",
    "answered": "已回应",
    "withdrawn": "已撤回",
}
# What counts nowhere, and is not listed unless it is asked for.
SET_ASIDE = ("withdrawn",)
TINTS = {"new": "waiting", "studying": "blue", "adopted": "office", "answered": "green"}
# What an answer says was decided.
DECISIONS = ("adopted", "declined")
HOW = {"face": "当面", "phone": "电话", "letter": "书面", "online": "网上", "posted": "公示、公告", "other": "其他"}

# The likely thing first: pages show them in this order. `begin`, of an adopted one: zlc/rectifications/needed.py.
VERBS = {
    verb.name: verb
    for verb in (
        # As zlc/problems/states.py has it.
        Verb("keep", "keeping", "unstruck", "照常办", frozenset({"studying", "adopted", "declined", "answered"}), struck="only"),
        Verb("study", "study", "studied", "研究", frozenset({"new"})),
        Verb("adopt", "adoption", "adopted", "采纳", frozenset({"studying"})),
        Verb("decline", "decline", "declined", "不予采纳", frozenset({"studying"}), struck="too"),
        Verb("begin", "rectifications", "begun", "立项", frozenset({"adopted", "answered"})),
        Verb("answer", "answer", "answered", "回应", frozenset(DECISIONS)),
    )
}
# Accepts what was amended since it is studied, in whatever state; it is asked for beside the amendment.
ACCEPT = Verb("accept", "acceptance", "accepted", "采用更正", frozenset(STATES))
LEAVE = Verb("leave", "leaving", "left", "不采用更正", frozenset(STATES))
# What the history keeps → its word: the verbs, and what the walk itself did.
EVENTS = {verb.event: verb.word for verb in (*VERBS.values(), ACCEPT, LEAVE)} | {
    "withdrawn": "撤回",
    "restored": "恢复",
    "struck": "记录被划去",
    "unstruck": "划去已取消",
    "moved": "随走流程转到本单位",
}
