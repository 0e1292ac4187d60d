"""The form of a decision about a proof. What it means is checked by the verb that it calls."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.demands.deciding import LONGEST_BASIS, WHY
from zlc.texts import LONGEST_REASON


class JudgeForm(FlaskForm):
    reason = TextAreaField("理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])
    basis = StringField("依据的法律法规或文件（可不填）", [AtMost(LONGEST_BASIS)])
