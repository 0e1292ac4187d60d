"""Fields and forms that several pages of the desk share."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, TextAreaField, ValidationError
from wtforms.widgets import TextInput

from zlc import clock
from zlc.catalogue.calendar import turned_days
from zlc.problems import deadlines
from zlc.settings.editions import in_force
from zlc.typed_days import EXAMPLE, PATTERN, SO, read_day

# What every field for a day is, in a form or in a filter.
DAY = {"data-day": "", "inputmode": "text", "pattern": PATTERN, "title": f"年-月-日，如 {EXAMPLE}", "placeholder": "年-月-日"}


class DayField(DateField):
    """A day, typed and shown as 年-月-日. A field of the browser's own would show it in the order of the browser's language:
    11/30/2026. `page/days.ts` puts a calendar beside it."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, render_kw={**DAY, **kwargs.pop("render_kw", {})}, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = " ".join(valuelist).strip()
        self.data: Any = read_day(typed)
        if typed and self.data is None:
            raise ValueError(SO)


class PastDayField(DayField):
    """A day that has come. The calendar offers no later one; whoever keeps the day checks it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, render_kw={"data-max": clock.today().isoformat()}, **kwargs)


class DeadlineField(DayField):
    """A day by which something is to be put right (zlc/problems/deadlines.py). For one that will not do another is filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        last = deadlines.last_day(today)
        turned = " ".join(day.isoformat() for day in turned_days(today) if day <= last)
        ends = {"data-min": today.isoformat(), "data-max": last.isoformat(), "data-turned": turned}
        super().__init__(*args, render_kw=ends, **kwargs)

    @property
    def drafts(self) -> list[deadlines.Draft]:
        return deadlines.drafts(clock.today(), in_force())

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Whether anything was typed, and a day, has been said before."""
        day: date | None = self.data
        if day and not validation_stopped and (fault := deadlines.fault_of(day, clock.today())):
            self.data, self.raw_data = fault.offered, None
            raise ValidationError(fault.said)


class ConfirmForm(FlaskForm):
    """Nothing to fill in; it carries the token."""


class DismissForm(FlaskForm):
    reason = TextAreaField("搁置的理由")


class Caught(FlaskForm):
    """Shown again, when somebody else was quicker. What a field holds goes by the field's name, as text."""

    def holds(self) -> dict[str, str]:
        """What it says of the thing: neither why, nor that it is ours."""
        return {name: str(field.data or "") for name, field in self._fields.items() if name not in ("csrf_token", "reason")}

    def words_of(self, fields: Iterable[str]) -> dict[str, str]:
        """What these say, as a person reads it; of a choice that nobody made its own words are an invitation."""
        return {name: "未选" if said.startswith("请选") else said or "未填" for name in fields for said in [_words(self[name])]}

    def catch_up(self, shown: Mapping[str, str | None], now: Mapping[str, str | None]) -> set[str]:
        """What was left as it had been shown is filled in as it is now: sent again, it would take back what others did. The
        fields in which something else was typed than what stands."""
        apart = set()
        for field, value in now.items():
            typed = _stored(self[field].data)
            if field in shown and typed == _stored(shown[field]):
                self[field].data, self[field].raw_data = _as_data(field, value), None
            elif typed != _stored(value):
                apart.add(field)
        return apart


def _as_data(field: str, value: str | None) -> date | str | None:
    if field.endswith("_on"):
        return date.fromisoformat(value) if value else None
    return value or ""


def _stored(value: Any) -> str:
    return " ".join(str(value or "").split())


def _words(field: Any) -> str:
    if isinstance(field, SelectField):
        return next((str(one.label) for one in field.choices or [] if one.value == (field.data or "")), "")
    return clock.spoken_day(field.data) if isinstance(field.data, date) else field.data or ""
