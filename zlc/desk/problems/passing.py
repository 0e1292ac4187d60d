"""移交 of one problem: handed to another unit, taken there or sent back, and what the office says of it. A whole walk's:
zlc/desk/handovers."""

from flask import url_for
from flask.typing import ResponseReturnValue

from zlc.desk.fields import ConfirmForm
from zlc.desk.problems.forms import DecideForm, HandOverForm, SendBackForm, SettleForm
from zlc.desk.problems.passing_page import offered
from zlc.desk.problems.views import act_on

VERBS = frozenset({"hand_over", "take_back", "take_over", "send_back", "decide", "settle"})


def handover(problem_id: str) -> ResponseReturnValue:
    form = offered(HandOverForm())
    return act_on(
        problem_id, "hand_over", form,
        lambda one, who: one.hand_over(who, form.unit.data or "", form.body.data or "", form.reason.data or ""), "已移交，等对方接收。",
    )  # fmt: skip


def recall(problem_id: str) -> ResponseReturnValue:
    return act_on(problem_id, "take_back", ConfirmForm(), lambda one, who: one.take_back(who), "已收回，仍由本单位处理。")


def takeover(problem_id: str) -> ResponseReturnValue:
    return act_on(problem_id, "take_over", ConfirmForm(), lambda one, who: one.take_over(who), "已接收，问题已归到本单位，编号不变。")


def returning(problem_id: str) -> ResponseReturnValue:
    form = SendBackForm()
    return act_on(
        problem_id, "send_back", form, lambda one, who: one.send_back(who, form.reason.data or ""), "已退回原单位，理由对方看得到。",
        back=url_for("problems.problem_list"),  # its page is not for this unit any more
    )  # fmt: skip


def ruling(problem_id: str) -> ResponseReturnValue:
    form = offered(DecideForm())
    return act_on(
        problem_id, "decide", form, lambda one, who: one.decide(who, form.unit.data or "", form.reason.data or ""), "已裁定，不再移交。"
    )


def settlement(problem_id: str) -> ResponseReturnValue:
    form = SettleForm()
    return act_on(
        problem_id, "settle", form,
        lambda one, who: one.settle(who, form.outcome.data or "", form.answer.data or "", form.answered_on.data), "已记下协调结果。",
    )  # fmt: skip
