"""What is decided on a walk's page."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from zlc.desk.fields import TOO_LONG
from zlc.texts import LONGEST_REASON


class DecisionForm(FlaskForm):
    """Which of several values of one field holds."""

    target = HiddenField(validators=[InputRequired()])
    field = HiddenField(validators=[InputRequired()])
    chosen = RadioField("采用哪一个", [InputRequired("请选择采用哪一个。")], validate_choice=False)
    reason = StringField("理由", [Length(max=LONGEST_REASON, message=TOO_LONG)])
