"""What 待办事项 are collected with."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField


class RequestForm(FlaskForm):
    """What is too long, or private, is told by CollectedRequest."""

    key = HiddenField()
    text = StringField("要办的事")
    whose = StringField("代谁办（不写姓名）")
