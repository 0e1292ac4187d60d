"""What is decided and corrected on a walk's page."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.desk.walks.correcting import opening_shown, seen_of
from zlc.texts import LONGEST_REASON
from zlc.walks.fold import WalkState
from zlc.walks.models import CHANNELS, MODES, Walk
from zlc.walks.opening import SAID, Opening

SHORT = AtMost(200)


class DecisionForm(FlaskForm):
    """Which of several values of one field holds."""

    target = HiddenField(validators=[InputRequired()])
    field = HiddenField(validators=[InputRequired()])
    chosen = RadioField("采用哪一个", [InputRequired("请选择采用哪一个。")], validate_choice=False)
    reason = StringField("理由", [AtMost(LONGEST_REASON)])


def _one_of(label: str, words: dict[str, str]) -> SelectField:
    choices = [SelectChoice("", "未记"), *(SelectChoice(code, word) for code, word in words.items())]
    return SelectField(label, choices=choices, validate_choice=False)


class CorrectionForm(FlaskForm):
    """What the opening entry says; `seen` names the amendments of it that whoever fills this in was shown."""

    matter = StringField("事项", [SHORT])
    mode = _one_of("体验方式", MODES)
    channel = _one_of("渠道", CHANNELS)
    window = StringField("窗口", [SHORT])
    place = StringField("地点", [SHORT])
    site = StringField("网站或应用（网办时）", [SHORT])
    head = StringField("主要负责人", [SHORT])
    companions = StringField("同行人员，或陪同谁（不写姓名）", [SHORT])
    behalf = StringField("代谁办（代理办时，不写姓名）", [SHORT])
    ref = StringField("授权依据（代理办时）", [SHORT])
    reason = StringField("更正的原因（只是补上没写的，可以不填）", [AtMost(LONGEST_REASON)])
    seen = HiddenField()

    @classmethod
    def showing(cls, walk: Walk, state: WalkState) -> Self:
        return cls(formdata=None, data={**opening_shown(walk, state), "seen": seen_of(state)})

    def words_of(self, said: Opening) -> dict[str, str]:
        """Each answer as a person reads it."""
        coded = {"mode": MODES, "channel": CHANNELS}
        return {key: coded.get(key, {}).get(text, text) or "（空）" for key, text in said.items()}

    def said(self) -> Opening:
        """What was asked and answered, by the keys of an opening."""
        return {key: self[key].data or "" for key in SAID if key in self and self[key].raw_data}
