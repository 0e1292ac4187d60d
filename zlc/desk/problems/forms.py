"""The forms of the problem pages. What they mean is checked by the verbs they call."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.accounts.models import Person
from zlc.catalogue.categories import CATEGORIES, SEVERITIES
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.desk.fields import Caught, DeadlineField, PastDayField
from zlc.errors import Refusal
from zlc.problems.guards import WHY_LEFT
from zlc.problems.said import Said
from zlc.problems.sources import CHANNELS
from zlc.problems.states import REJECTED
from zlc.problems.suggestions import FIGURES, LONGEST_VALUE, LONGEST_WORDS
from zlc.problems.verbs import LONGEST_DEPARTMENT, WHY, not_here
from zlc.texts import LONGEST_REASON


def _with(none: str, words: Mapping[Any, str]) -> list[SelectChoice]:
    """The words to choose from, after the one for nothing."""
    return [SelectChoice("", none), *(SelectChoice(str(code), word) for code, word in words.items())]


class AssignForm(Caught):
    assignee = SelectField("责任人", validate_choice=False, default="")
    department = StringField("责任科室", [AtMost(LONGEST_DEPARTMENT)])
    due_on = DeadlineField("整改时限", [InputRequired("请选择整改时限。")])

    def offer(self, people: Iterable[Person], present: Person | None = None) -> "AssignForm":
        """The colleagues to choose from. `present`: who is responsible now; closed since, they stay in sight until another is
        chosen, and are not dropped when only the day is changed."""
        offered = [SelectChoice(one.id, one.name) for one in people]
        if present is not None and present.id not in [one.value for one in offered]:
            offered.append(SelectChoice(present.id, f"{present.name}（已不在本单位在用，请改选）"))
        self.assignee.choices = [SelectChoice("", "不指定个人"), *offered]
        return self

    def chosen(self, people: list[Person]) -> Person | None:
        """Raises Refusal (422) for one who is unknown, closed, or another unit's: nobody is left out in silence."""
        if not self.assignee.data:
            return None
        found = next((one for one in people if one.id == self.assignee.data), None)
        if found is None:
            gone, unit = db.session.get(Person, self.assignee.data), people[0].unit_id if people else ""
            raise Refusal(not_here(gone, unit), status=422, field="assignee")
        return found


class DeadlineForm(FlaskForm):
    """Another day for several problems; who is responsible stays so."""

    day = DeadlineField("新的时限", [InputRequired("请写新的时限。")])


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

    def said(self) -> Said:
        return Said(**{name: self[name].data or "" for name in Said.__dataclass_fields__})


class RegisterForm(SaidForm):
    key = HiddenField()
    found_on = PastDayField("发现的日子", [InputRequired("请写发现的日子。")])


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
    figure = SelectField("优化哪一项", validate_choice=False, choices=_with("请选", FIGURES), default="")
    before = StringField("现在（例如 7 份）", [AtMost(LONGEST_VALUE)])
    after = StringField("改成（例如 2 份）", [AtMost(LONGEST_VALUE)])
    way = TextAreaField("怎么改", [AtMost(LONGEST_WORDS)])


class MustForm(FlaskForm):
    reason = TextAreaField("理由", [InputRequired("请写明理由，以后查得到。"), AtMost(LONGEST_REASON)])


class ReopenForm(FlaskForm):
    reason = TextAreaField(
        "重新打开的理由",
        [InputRequired(WHY), AtMost(LONGEST_REASON)],
    )


class AcceptForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])


class LeaveForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])
    reason = TextAreaField("不采用的理由", [InputRequired(WHY_LEFT), AtMost(LONGEST_REASON)])
