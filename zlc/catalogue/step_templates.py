"""Step templates: the lines a walk is expected to pass, each inside one of the five stages."""

from typing import NamedTuple

STAGES = {"consult": "咨询", "form": "填表", "queue": "排队", "acceptance": "受理", "result": "结果"}


class Step(NamedTuple):
    """步骤. `stage` is None at the counter, where a step is an event of one case."""

    step: str
    name: str
    stage: str | None = None

# 办理环节 as guides publish them (受理、审核、审批、办结、送达) are what the office does. Asking, filling in, drawing a
# number, 补正 and waiting are the applicant's own, and stand on no list.
OFFICES_STAGES = ("acceptance", "result")
WAITING = "wait"  # the office's time without saying which of its steps


def of_the_published_list(stage: str | None, step: str | None) -> bool:
    """Whether a stamp is a step that a published list of 办理环节 has."""
    return stage in OFFICES_STAGES and step != WAITING


HALL = (
    Step("consult", "咨询", "consult"),
    Step("form", "取表填表", "form"),
    Step("ticket", "取号排队", "queue"),
    Step("window", "窗口受理", "acceptance"),
    Step("supplement", "补正", "form"),
    Step("wait", "等待办理", "result"),
    Step("result", "拿到结果", "result"),
)

ONLINE = (
    Step("register", "注册登录", "consult"),
    Step("find", "查找事项看指南", "consult"),
    Step("fill", "在线填表上传", "form"),
    Step("precheck", "等待预审", "queue"),
    Step("accept", "受理", "acceptance"),
    Step("supplement", "补正", "form"),
    Step("wait", "等待办理", "result"),
    Step("result", "拿到结果", "result"),
)

# The codes are the events of a `case` entry. Taking the papers (接件) has none of its own: it begins
# with the call.
COUNTER = (
    Step("call", "叫号接件"),
    Step("supplement", "补正告知"),
    Step("refuse", "不予受理"),
    Step("refer", "转办"),
    Step("accept", "受理"),
    Step("done", "出件"),
)

TEMPLATES = {"hall": HALL, "online": ONLINE, "counter": COUNTER}
