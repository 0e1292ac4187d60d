"""The forms of the problem pages. What they mean is checked by the verbs they call."""

from collections.abc import Iterable
from datetime import date

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from zlc.accounts.models import Person
from zlc.catalogue.categories import CATEGORIES
from zlc.desk.fields import TOO_LONG, DayField
from zlc.problems.states import REJECTED
from zlc.problems.verbs import LONGEST_DEPARTMENT, WHY
from zlc.texts import LONGEST_REASON

_categories = [SelectChoice(code, word) for code, word in CATEGORIES.items()]


class AssignForm(FlaskForm):
    assignee = SelectField("责任人", validate_choice=False, default="")
    department = StringField("责任科室", [Length(max=LONGEST_DEPARTMENT, message=TOO_LONG)])
    due_on = DayField("整改时限", [InputRequired("请选择整改时限。")])

    def offer(self, people: Iterable[Person], today: date) -> "AssignForm":
        """The colleagues to choose from; the browser's calendar begins today."""
        offered = [SelectChoice(one.id, one.name) for one in people]
        self.assignee.choices = [SelectChoice("", "不指定个人"), *offered]
        self.due_on.render_kw = {"min": today.isoformat()}
        return self

    def chosen(self, people: Iterable[Person]) -> Person | None:
        return next((one for one in people if one.id == self.assignee.data), None)


class CategoryForm(FlaskForm):
    """What kind of problem it is: when it is confirmed, and afterwards."""

    category = SelectField("类别", validate_choice=False, choices=[SelectChoice("", "未分类"), *_categories], default="")


class RejectForm(FlaskForm):
    as_ = RadioField(
        "退回为",
        [InputRequired("请选「不属实」或「不属本单位」。")],
        choices=[SelectChoice(code, words) for code, words in REJECTED.items()],
    )
    reason = TextAreaField(
        "退回理由",
        [InputRequired(WHY), Length(max=LONGEST_REASON, message=TOO_LONG)],
    )


class ReopenForm(FlaskForm):
    reason = TextAreaField(
        "重新打开的理由",
        [InputRequired(WHY), Length(max=LONGEST_REASON, message=TOO_LONG)],
    )


class AcceptForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])
