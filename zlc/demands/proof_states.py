"""What becomes of a proof that was asked for, and the words of the desk, one per idea. Whose the decision is: the unit's coordinator."""

from zlc.problems.states import Verb

STATES = {"new": "未定", "kept": "保留", "replaced": "替代", "cancelled": "取消", "withdrawn": "已撤回"}
# What counts nowhere, and is not listed unless it is asked for.
SET_ASIDE = ("withdrawn",)
TINTS = {"new": "waiting", "kept": "office", "replaced": "blue", "cancelled": "green"}
DECISIONS = ("kept", "replaced", "cancelled")
MEANT = {"kept": "有依据，照旧要", "replaced": "改由共享、承诺或别的材料代替", "cancelled": "以后不再要"}

JUDGE = Verb("judge", "decision", "decided", "定处理", frozenset({"new", *DECISIONS}), struck="too")
VERBS = {JUDGE.name: JUDGE}
# What the history keeps → its word: the verb, and what the walk itself did.
EVENTS = {
    JUDGE.event: JUDGE.word, "withdrawn": "撤回", "restored": "恢复", "struck": "记录被划去", "unstruck": "划去已取消",
    "moved": "随走流程转到本单位",
}  # fmt: skip
