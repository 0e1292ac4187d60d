"""Fields and forms that several pages of the desk share."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField, ValidationError

from zlc import clock
from zlc.problems import deadlines

TOO_LONG = "请不超过 %(max)d 字。"


class DayField(DateField):
    """A day, as the browser's calendar gives it; typed by hand it is told in Chinese how."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as fault:
            raise ValueError("日期请写成 2026-11-23 这样。") from fault


class DeadlineField(DayField):
    """A day by which something is to be put right (zlc/problems/deadlines.py). For one that will not do another is filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.render_kw = {"min": today.isoformat(), "max": deadlines.last_day(today).isoformat()}

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Whether anything was typed, and a day, has been said before."""
        day: date | None = self.data  # type: ignore[has-type]
        if day and not validation_stopped and (fault := deadlines.fault_of(day, clock.today())):
            self.data, self.raw_data = fault.offered, None
            raise ValidationError(fault.said)


class ConfirmForm(FlaskForm):
    """Nothing to fill in; it carries the token."""


class DismissForm(FlaskForm):
    reason = TextAreaField("搁置的理由")
