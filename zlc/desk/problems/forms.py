"""The forms of the problem pages. What they mean is checked by the verbs they call."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.catalogue.categories import CATEGORIES, SEVERITIES
from zlc.catalogue.step_templates import STAGES
from zlc.desk.fields import Caught, DeadlineField, PastDayField
from zlc.problems.guards import WHY_LEFT
from zlc.problems.passing import LONGEST_ANSWER, LONGEST_BODY, OUTCOMES
from zlc.problems.passing import WHY as WHY_PASSED
from zlc.problems.said import Said
from zlc.problems.sources import CHANNELS
from zlc.problems.states import REJECTED
from zlc.problems.suggestions import FIGURES, LONGEST_VALUE, LONGEST_WORDS, checked_words
from zlc.problems.tasking import Task
from zlc.problems.verbs import WHY
from zlc.rectifications.closing import Done
from zlc.rectifications.giving import LONGEST_DEPARTMENT, LONGEST_NAME
from zlc.rectifications.planning import LONGEST_WORDS as LONGEST_PLAN
from zlc.rectifications.planning import Plan
from zlc.rectifications.states import CAUSES
from zlc.rectifications.verbs import WHY as WHY_LATER
from zlc.texts import LONGEST_REASON


def _with(none: str, words: Mapping[Any, str]) -> list[SelectChoice]:
    """The words to choose from, after the one for nothing."""
    return [SelectChoice("", none), *(SelectChoice(str(code), word) for code, word in words.items())]


class DeadlineForm(FlaskForm):
    """Another day for several problems; who is responsible stays so."""

    day = DeadlineField("新的时限", [InputRequired("请写新的时限。")])
    reason = TextAreaField("改时限的理由", [InputRequired(WHY_LATER), AtMost(LONGEST_REASON)])


class FixForm(FlaskForm):
    cause = SelectField("原因", validate_choice=False, choices=_with("请选", CAUSES), default="")
    measure = TextAreaField("怎样改的", [InputRequired("请写怎样整改。"), AtMost(LONGEST_PLAN)])
    effect = TextAreaField("现在怎样了（整改成效）", [InputRequired("请写整改成效。"), AtMost(LONGEST_PLAN)])
    owner_name = StringField("别人改的、没有账号：姓名", [AtMost(LONGEST_NAME)])
    department = StringField("他的科室", [AtMost(LONGEST_DEPARTMENT)])

    def check_values(self) -> None:
        self.said()[0].columns()

    @property
    def owner(self) -> tuple[str, str]:
        return self.department.data or "", self.owner_name.data or ""

    def said(self) -> tuple[Plan, Done]:
        """What was done is the measure and its evidence; what is so now is what it was to come to."""
        done, effect = self.measure.data or "", self.effect.data or ""
        return Plan(self.cause.data or "", done, criterion=effect), Done(effect, "words", done)


class CategoryForm(FlaskForm):
    """What kind of problem it is: when it is confirmed, and afterwards."""

    category = SelectField("类别", validate_choice=False, choices=_with("未分类", CATEGORIES), default="")


class SaidForm(Caught):
    """What a coordinator types of a problem that no walk found. What is too long, or private, is told by registering.Said."""

    text = TextAreaField("发现的问题")
    channel = SelectField("从哪里来", validate_choice=False, choices=_with("请选", CHANNELS), default="")
    outside_number = StringField("对方编号（有就写）")
    category = SelectField("类别", validate_choice=False, choices=_with("未分类", CATEGORIES), default="")
    severity = SelectField("影响", validate_choice=False, choices=_with("未记", SEVERITIES), default="")
    stage = SelectField("环节", validate_choice=False, choices=_with("环节未记", STAGES), default="")
    matter = StringField("事项（本单位的可以选，也可以自己写）")
    place = StringField("地点（有就写）")

    def check_values(self) -> None:
        self.said().columns("")

    def said(self) -> Said:
        return Said(**{name: self[name].data or "" for name in Said.__dataclass_fields__})


class RegisterForm(SaidForm):
    key = HiddenField()
    found_on = PastDayField("发现的日子", [InputRequired("请写发现的日子。")])


class TaskForm(FlaskForm):
    """What the office gives to a unit. What will not do is told by tasking.Task."""

    key = HiddenField()
    unit = SelectField("主办单位", validate_choice=False, default="")
    helpers = SelectMultipleField("协办单位（没有就不选，可选几个）", validate_choice=False, choices=[])
    text = TextAreaField("交办什么")
    wanted_on = DeadlineField("要求办结的日子", [InputRequired("请写要求办结的日子。")])
    category = SelectField("类别", validate_choice=False, choices=_with("未分类", CATEGORIES), default="")
    severity = SelectField("影响", validate_choice=False, choices=_with("未记", SEVERITIES), default="")
    matter = StringField("事项（主办单位的，或者自己写）")

    def offer(self, units: list[tuple[str, str]]) -> Self:
        self.unit.choices = [SelectChoice("", "请选"), *(SelectChoice(*unit) for unit in units)]
        self.helpers.choices = [SelectChoice(*unit) for unit in units]
        return self

    def task(self) -> Task:
        said = {name: self[name].data or "" for name in ("unit", "text", "category", "severity", "matter")}
        return Task(**said, helpers=self.helpers.data or [], wanted_on=self.wanted_on.data)


class CorrectForm(SaidForm):
    reason = TextAreaField("更正的理由", [InputRequired("请写明理由，以后查得到。"), AtMost(LONGEST_REASON)])


class RejectForm(FlaskForm):
    as_ = RadioField(
        "退回为",
        [InputRequired("请选「不属实」或「不属本单位」。")],
        choices=[SelectChoice(code, words) for code, words in REJECTED.items()],
    )
    reason = TextAreaField(
        "退回理由",
        [InputRequired(WHY), AtMost(LONGEST_REASON)],
    )


class KeepForm(FlaskForm):
    reason = TextAreaField("照常整改的理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])


class SuggestForm(Caught):
    figure = SelectField(
        "优化哪一项", [InputRequired("请选优化哪一项。")], validate_choice=False, choices=_with("请选", FIGURES), default=""
    )
    before = StringField("现在（例如 7 份）", [AtMost(LONGEST_VALUE)])
    after = StringField("改成（例如 2 份）", [AtMost(LONGEST_VALUE)])
    way = TextAreaField("怎么改", [AtMost(LONGEST_WORDS)])

    def check_values(self) -> None:
        checked_words(self.before.data or "", self.after.data or "", self.way.data or "")


class MustForm(FlaskForm):
    reason = TextAreaField("理由", [InputRequired("请写明理由，以后查得到。"), AtMost(LONGEST_REASON)])


class ReopenForm(FlaskForm):
    reason = TextAreaField("重新打开的理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])


class OfUnits(Caught):
    unit = SelectField("单位", validate_choice=False, default="")

    def offer(self, units: Iterable[tuple[str, str]]) -> Self:
        self.unit.choices = [SelectChoice("", "请选"), *(SelectChoice(*unit) for unit in units)]
        return self


class HandOverForm(OfUnits):
    unit = SelectField("移交给哪个单位", validate_choice=False, default="")
    body = StringField("名单里没有的（省级系统、垂管单位、上级部门），写名称", [AtMost(LONGEST_BODY)])
    reason = TextAreaField("移交的理由", [InputRequired(WHY_PASSED), AtMost(LONGEST_REASON)])


class SendBackForm(FlaskForm):
    reason = TextAreaField("退回的理由", [InputRequired(WHY_PASSED), AtMost(LONGEST_REASON)])


class DecideForm(OfUnits):
    unit = SelectField("归哪个单位办", validate_choice=False, default="")
    reason = TextAreaField("裁定的理由", [InputRequired(WHY_PASSED), AtMost(LONGEST_REASON)])


class SettleForm(Caught):
    outcome = SelectField("结果", validate_choice=False, choices=_with("请选", OUTCOMES), default="")
    answer = TextAreaField("对方怎样答复的", [AtMost(LONGEST_ANSWER)])
    answered_on = PastDayField("答复的日期", [InputRequired("请写答复的日期。")])


class AcceptForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])


class LeaveForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])
    reason = TextAreaField("不采用的理由", [InputRequired(WHY_LEFT), AtMost(LONGEST_REASON)])
