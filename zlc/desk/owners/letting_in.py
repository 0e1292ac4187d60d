"""Who holds the secret of a link is let in to its rectification: paced like tries at a password, told alike whatever is wrong, and
what they had typed is given back."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from zlc import database
from zlc.accounts import access, noting
from zlc.accounts.attempts import Attempt
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.desk.acting import keep_what_was_written
from zlc.rectifications import arrived, by_link
from zlc.rectifications.by_link import OwnerLinkGone
from zlc.rectifications.models import Rectification
from zlc.walks.journal import folding

MOST_READ = 64 * 1024  # of what comes to an address that never was
Answer = Callable[[OwnerLink, Rectification], ResponseReturnValue]


def let_in(secret: str, answer: Answer) -> ResponseReturnValue:
    """`answer` may raise OwnerLinkGone: it may be over by then."""
    attempt = Attempt("", access.address(), verb="link")
    access.pace().note_attempt(attempt)
    try:
        folding.catch_up()
        arrived.catch_up()
        return answer(*by_link.opened_by(secret))
    except OwnerLinkGone as refusal:
        access.pace().note_refused(attempt)
        return _gone(secret, refusal)


def is_forged() -> bool:
    """A form that is not from a page of ours. Asked here and not by CSRFProtect, which over HTTPS wants a Referer, and these pages let
    no browser send one."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return True
    return False


def _gone(secret: str, refusal: OwnerLinkGone) -> ResponseReturnValue:
    status = refusal.status
    db.session.rollback()
    if request.method == "POST" and (by_link.was_one(secret) or (request.content_length or 0) <= MOST_READ):
        keep_what_was_written()
        status = 400 if is_forged() else status
    database.write()
    noting.often("owner link refused", code=refusal.code)
    db.session.commit()
    database.read_only()
    return render_template("desk/owners/gone.html", refusal=refusal, me=None), status
