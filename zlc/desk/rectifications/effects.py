"""成效复核: 有效 or 反弹, of what was closed weeks ago."""

from flask.typing import ResponseReturnValue

from zlc.desk.rectifications.forms import DayForm, SeenForm
from zlc.desk.rectifications.views import act_on


def effect(rectification_id: str) -> ResponseReturnValue:
    form = SeenForm()
    return act_on(
        rectification_id, "uphold", form, lambda one, who: one.uphold(who, form.reason.data or ""), "已记成效有效，不再请人复核。"
    )


def relapse(rectification_id: str) -> ResponseReturnValue:
    form = DayForm()
    return act_on(
        rectification_id, "relapse", form, lambda one, who: one.relapse(who, form.due_on.data, form.reason.data or ""),
        "已记反弹，重新整改。",
    )  # fmt: skip
