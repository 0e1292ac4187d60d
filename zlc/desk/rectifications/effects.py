"""After a closing: 成效复核, 有效 or 反弹; and 公示未更新, which the office waits for no more."""

from flask.typing import ResponseReturnValue

from zlc.desk.rectifications.forms import DayForm, ReasonForm, SeenForm
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


def waiver(rectification_id: str) -> ResponseReturnValue:
    form = ReasonForm()
    return act_on(rectification_id, "waive", form, lambda one, who: one.waive(who, form.reason.data or ""), "已不再等公示更新。")
