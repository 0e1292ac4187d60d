"""The link of an owner without an account: given out, taken back, and what the page says of it."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts.links import DAYS
from zlc.desk.asking import reader
from zlc.desk.fields import ConfirmForm
from zlc.desk.rectifications.views import act_on
from zlc.rectifications.models import Rectification

VERBS = ("give_link", "revoke_link")


def link(rectification_id: str) -> ResponseReturnValue:
    """The secret is in this answer and nowhere else, so that is no redirection."""
    made: list[str] = []
    reply = act_on(rectification_id, "give_link", ConfirmForm(), lambda one, who: made.append(one.give_link(who)), "")
    return _handed(rectification_id, made[0]) if made and not isinstance(reply, tuple) else reply


def revocation(rectification_id: str) -> ResponseReturnValue:
    return act_on(
        rectification_id, "revoke_link", ConfirmForm(), lambda one, who: one.revoke_link(who), "链接已作废，打不开了。要让他办，再发一个。"
    )


def _handed(rectification_id: str, secret: str) -> ResponseReturnValue:
    one = Rectification.of(reader(), rectification_id)
    address = url_for("owners.page", secret=secret, _external=True)
    return render_template("desk/rectifications/handed.html", one=one, link=one.link, address=address, days=DAYS)
