"""安排再走一遍, and taking that back."""

from flask.typing import ResponseReturnValue

from zlc.desk.rectifications.forms import ReasonForm, RewalkForm
from zlc.desk.rectifications.views import act_on


def rewalk(rectification_id: str) -> ResponseReturnValue:
    form = RewalkForm()
    return act_on(
        rectification_id, "plan_rewalk", form, lambda one, who: one.plan_rewalk(who, form.matter.data or "", form.due_on.data),
        "已安排再走一遍，本单位的手机联网就看得到。",
    )  # fmt: skip


def withdrawal(rectification_id: str) -> ResponseReturnValue:
    form = ReasonForm()
    return act_on(
        rectification_id, "withdraw_rewalk", form, lambda one, who: one.withdraw_rewalk(who, form.reason.data or ""),
        "再走一遍的安排已撤回。已经出门的，走的仍会留着。",
    )  # fmt: skip
