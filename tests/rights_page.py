"""docs/rights.md, made from the tables and questions that the views themselves ask: python -m tests.rights_page."""

from typing import Any

from zlc.accounts.models import Person
from zlc.accounts.rights import Rights
from zlc.accounts.roles import ROLES
from zlc.config import ROOT
from zlc.demands import proof_states as proofs
from zlc.needs import states as needs
from zlc.problems import states as problems
from zlc.problems.states import Verb
from zlc.rectifications import states as rectifications

PLACE = ROOT / "docs/rights.md"
WORDS = {
    "records": "记录：给本单位的走流程和坐窗口添内容", "sees_walks": "查看走流程、问题和照片",
    "reads_all_units": "查看所有单位的", "prints": "把查看的内容打印成文件", "decides": "为本单位作决定：问题、更正、收下未用的记录、移交",
    "oversees": "各单位的问题：列入必须改，取消必须改，裁定移交，记协调结果，交办；核验「重」的整改，重开已销号的整改",
    "samples": "从各单位销号的整改里抽查，写抽查意见；看「情形提示」",
    "leads": "手机首页有「本半年」：走到底、待我看、逾期",
    "works_at_desk": "登录后先到清单", "reads_held": "查看收下未用的记录", "reads_devices": "查看上传核对：哪些手机都传完了",
    "reads_all_devices": "查看所有单位的上传核对",
    "imports_matters": "导入事项清单，更正、停办、恢复一个事项", "imports_for_all": "替所有单位这样做",
    "opens_units": "查看单位的资料：种类、上级、历任主要负责人", "opens_all_units": "查看所有单位的资料",
    "sets_editions": "设置环节和要素", "sets_settings": "设置时限、亮灯、移交的期限",
    "keeps_accounts": "管理单位、人员、账号", "reads_log": "查看审计日志",
}  # fmt: skip
HEAD = """# 谁能做什么

由代码生成（`./run.sh rights`），测试保证两者一致。状态和动作的表在 `zlc/problems/states.py`、`zlc/needs/states.py`、
`zlc/demands/proof_states.py`、`zlc/rectifications/states.py`；谁能做，由 `zlc/accounts/rights.py` 里的问题回答。

## 角色

不写「所有单位」的，只限本单位。受限照片只有本人和本单位联络员能看。

"""
SPECIAL = {
    "register": "新的一条，没有走流程", "task": "新的一条，写明主办和协办单位", "decide": "移交中；退回过两次的新发现、已确认",
    **dict.fromkeys(("accept", "leave"), "任何状态，有更正待定时"),
}  # fmt: skip
WHOSE, RECEIVED = "单位联络员只对本单位的{called}，营商办对各单位的", "，接收单位的联络员对移交来、还没有接收的，协办单位的联络员对协办的"
LIST = """
## {called}

{whose}别人只看。

| 动作 | 代码 | 地址 | 在哪些状态 | 谁 | 经过里写作 |
|---|---|---|---|---|---|
"""


RECTIFICATIONS = """
## 整改

谁能做，看「谁」一栏；别人只看。责任人、派出和报完成的人都不核验自己的。

| 动作 | 代码 | 地址 | 在哪些状态 | 谁 | 经过里写作 |
|---|---|---|---|---|---|
"""


def questions() -> list[str]:
    """The names of all that are answered with yes or no, by roles alone."""
    return [
        name
        for name, one in vars(Rights).items()
        if isinstance(one, property) and one.fget.__annotations__["return"] in ("bool", bool)
    ]


def page() -> str:
    roles = "".join(
        f"| {' | '.join(cells)} |\n"
        for cells in (["", *ROLES.values()], ["---", *[":-:"] * len(ROLES)], *map(_right, questions()))
    )
    of_problems = _list("问题", "problems", problems, problems.REGISTER, problems.TASK)
    return HEAD + roles + of_problems + _list("需求", "needs", needs) + _list("证明", "proofs", proofs) + _of_rectifications()


def _right(name: str) -> list[str]:
    answers = (getattr(Person(roles=[role], unit_id=""), name) for role in ROLES)
    return [f"{WORDS[name]} `{name}`", *("●" if one else "" for one in answers)]


def _list(called: str, noun: str, table: Any, *new: Verb) -> str:
    """`new`: what brings one about."""
    beside = [getattr(table, one) for one in ("ACCEPT", "LEAVE") if hasattr(table, one)]
    verbs = (*new, *table.VERBS.values(), *beside)
    whose = WHOSE.format(called=called) + (RECEIVED if called == "问题" else "") + "。"
    return LIST.format(called=called, whose=whose) + "".join(_row(noun, verb, table) for verb in verbs)


def _of_rectifications() -> str:
    """Each verb is somebody else's."""
    table = rectifications
    rows = [table.BEGIN, *table.VERBS.values()]
    return RECTIFICATIONS + "".join(
        _row("rectifications", verb, table, "勾选的问题" if verb is table.BEGIN else "") for verb in rows
    )


def _row(noun: str, verb: Verb, table: Any, special: str = "") -> str:
    states = special or SPECIAL.get(verb.name) or "、".join(word for one, word in table.STATES.items() if one in verb.states)
    by = "、".join(word for one, word in problems.WHO.items() if one in verb.by)
    who = table.WHO[verb.who] if isinstance(verb, rectifications.Step) else by
    address = f"POST /{noun}/<id>/{verb.noun}" if verb.noun else f"POST /{noun}"
    address = "POST /tasks" if verb is problems.TASK else address
    return f"| {verb.word} | `{verb.name}` | `{address}` | {states} | {who} | `{verb.event}` |\n"


if __name__ == "__main__":
    PLACE.write_text(page())
