"""Fields and forms that several pages of the desk share."""

from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField

TOO_LONG = "请不超过 %(max)d 字。"


class DayField(DateField):
    """A day, as the browser's calendar gives it; typed by hand it is told in Chinese how."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as fault:
            raise ValueError("日期请写成 2026-11-23 这样。") from fault


class ConfirmForm(FlaskForm):
    """Nothing to fill in; it carries the token."""


class DismissForm(FlaskForm):
    reason = TextAreaField("搁置的理由")
