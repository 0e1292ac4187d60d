"""What is said of a problem beside its way: 优化建议, 必须改, and what becomes of a later amendment."""

from flask.typing import ResponseReturnValue

from zlc.desk.problems.forms import AcceptForm, LeaveForm, MustForm, SuggestForm
from zlc.desk.problems.views import act_on

VERBS = frozenset({"suggest", "require", "lift", "accept", "leave"})


def suggestion(problem_id: str) -> ResponseReturnValue:
    form = SuggestForm()
    said = form.figure, form.before, form.after, form.way
    return act_on(
        problem_id, "suggest", form, lambda one, who: one.suggest(who, *(field.data or "" for field in said)), "已写上优化建议。"
    )


def requirement(problem_id: str) -> ResponseReturnValue:
    form = MustForm()
    return act_on(problem_id, "require", form, lambda one, who: one.require(who, form.reason.data or ""), "已列入必须改。")


def lifting(problem_id: str) -> ResponseReturnValue:
    form = MustForm()
    return act_on(problem_id, "lift", form, lambda one, who: one.lift(who, form.reason.data or ""), "已取消必须改。")


def acceptance(problem_id: str) -> ResponseReturnValue:
    form = AcceptForm()
    return act_on(
        problem_id, "accept", form,
        lambda one, who: one.accept_amendment(who, form.amendment.data or ""), "已采用这处更正。",
    )  # fmt: skip


def leaving(problem_id: str) -> ResponseReturnValue:
    form = LeaveForm()
    return act_on(
        problem_id, "leave", form,
        lambda one, who: one.leave_amendment(who, form.amendment.data or "", form.reason.data or ""), "没有采用这处更正，经过里写着。",
    )  # fmt: skip
