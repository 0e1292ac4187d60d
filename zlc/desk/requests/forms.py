"""What 待办事项 are collected with."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from zlc.catalogue.requests import LONGEST_TEXT, LONGEST_WHOSE


class RequestForm(FlaskForm):
    """What is too long, or private, is told by CollectedRequest."""

    key = HiddenField()
    text = StringField("要办的事", render_kw={"maxlength": LONGEST_TEXT})
    whose = StringField("代谁办（不写姓名）", render_kw={"maxlength": LONGEST_WHOSE})
