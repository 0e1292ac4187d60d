"""docs/rights.md, made from the tables that the verbs themselves read: python -m tests.rights_page."""

from zlc.config import ROOT
from zlc.problems.states import ACCEPT, STATES, VERBS, Verb

PLACE = ROOT / "docs/rights.md"
HEAD = """# 谁能做什么

由代码里的表生成（`./run.sh rights`），测试保证两者一致。表在 `zlc/problems/states.py`；
谁能做，由 `zlc/accounts/models.py` 里 `Person` 的问题回答。

## 问题

单位联络员对本单位的问题；别人只看。

| 动作 | 代码 | 地址 | 在哪些状态 | 经过里写作 |
|---|---|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(_row(verb) for verb in (*VERBS.values(), ACCEPT))


def _row(verb: Verb) -> str:
    states = "任何状态，有更正待定时" if verb is ACCEPT else "、".join(STATES[one] for one in STATES if one in verb.states)
    return f"| {verb.word} | `{verb.name}` | `POST /problems/<id>/{verb.noun}` | {states} | `{verb.event}` |\n"


if __name__ == "__main__":
    PLACE.write_text(page())
