"""The forms of login and password."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired

from zlc.accounts.fields import AtMost

LONGEST_USERNAME = 60
OWN_PHONE = "这是我自己的手机，30 天内不用再登录"


def _printable(text: str | None) -> str:
    """What a person can see of it: control characters come from pasting, or from somebody trying. What is too long is
    cut to where that shows: it stands in the answer, in the log and in what is counted."""
    return "".join(c for c in text or "" if c.isprintable()).strip()[: LONGEST_USERNAME + 1]


class LoginForm(FlaskForm):
    username = StringField(
        "用户名",
        [InputRequired("请填写用户名。"), AtMost(LONGEST_USERNAME, "用户名最多 60 个字。")],
        filters=[_printable],
    )
    password = PasswordField(
        "密码", [InputRequired("请填写密码。"), AtMost(128, "密码最多 128 位。")]
    )
    own_phone = BooleanField(OWN_PHONE)
    next = HiddenField()


class ChosenForm(FlaskForm):
    """A password of one's own."""

    password = PasswordField(
        "新密码", [InputRequired("请填写新密码。"), AtMost(128, "密码最多 128 位。")]
    )
    again = PasswordField(
        "再填一次新密码", [InputRequired("请再填一次。"), EqualTo("password", "两次填的新密码不一样。")]
    )


class PasswordForm(ChosenForm):
    current = PasswordField(
        "现在的密码", [InputRequired("请填写现在的密码。"), AtMost(128, "密码最多 128 位。")]
    )
    next = HiddenField()


class FirstPasswordForm(ChosenForm):
    own_phone = BooleanField(OWN_PHONE)
