"""What 移交 is asked for with."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField


class HandoverForm(FlaskForm):
    """What is missing or too long is told by handovers.ask."""

    unit = StringField("移交给哪个单位")
    reason = TextAreaField("移交的理由")
