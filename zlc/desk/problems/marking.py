"""What is said of a problem beside its way: 优化建议, 必须改."""

from flask.typing import ResponseReturnValue

from zlc.desk.problems.forms import MustForm, SuggestForm
from zlc.desk.problems.views import act_on

VERBS = frozenset({"suggest", "require", "lift"})


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
