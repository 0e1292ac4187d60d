"""The form of the settings: a field for each one of the table. What may be written is said by zlc/settings/settings.py."""

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from zlc.settings.settings import SETTINGS, Setting


class SettingsForm(FlaskForm):
    reason = TextAreaField("为什么改")

    def typed(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in SETTINGS}


def _field(one: Setting) -> Field:
    if one.choices:
        return RadioField(one.label, choices=[SelectChoice(*choice) for choice in one.choices.items()], validate_choice=False)
    return StringField(f"{one.label}（{one.bounds}）", render_kw={"inputmode": "numeric"})


for setting in SETTINGS.values():
    setattr(SettingsForm, setting.name, _field(setting))
