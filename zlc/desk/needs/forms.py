"""The forms of the need pages. What they mean is checked by the verbs they call."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.desk.fields import DayField
from zlc.needs.states import HOW
from zlc.needs.verbs import LONGEST_ANSWER, LONGEST_TO, TO_WHOM, WHAT, WHY, WHY_KEPT
from zlc.problems.guards import WHY_LEFT
from zlc.texts import LONGEST_REASON

HOW_ASKED = "请选回应的方式。"


class DeclineForm(FlaskForm):
    reason = TextAreaField("不予采纳的理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])


class KeepForm(FlaskForm):
    reason = TextAreaField("照常办的理由", [InputRequired(WHY_KEPT), AtMost(LONGEST_REASON)])


class AnswerForm(FlaskForm):
    text = TextAreaField("回应的内容", [InputRequired(WHAT), AtMost(LONGEST_ANSWER)])
    to = StringField("回应给谁（概括地写，不写姓名和号码）", [InputRequired(TO_WHOM), AtMost(LONGEST_TO)])
    how = SelectField(
        "回应的方式", [InputRequired(HOW_ASKED)], validate_choice=False,
        choices=[SelectChoice("", "请选"), *(SelectChoice(code, word) for code, word in HOW.items())], default="",
    )  # fmt: skip
    answered_on = DayField("回应的日期", [InputRequired("请写回应的日期。")])


class AcceptForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])


class LeaveForm(FlaskForm):
    amendment = HiddenField(validators=[InputRequired()])
    reason = TextAreaField("不采用的理由", [InputRequired(WHY_LEFT), AtMost(LONGEST_REASON)])
