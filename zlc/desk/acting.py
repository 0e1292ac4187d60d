"""One skeleton for every verb of every page: check the form, one verb, commit, and back to a page with 303.

What is refused shows the page again, with the reason and what was typed; the audit log says so (accounts/noting.py).
That the form is one of ours, and fresh, has been checked before any view runs (CSRFProtect in zlc/__init__.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from zlc.accounts import access
from zlc.database import db
from zlc.errors import Forbidden, LoginRequired, Refusal

UNFILLED = "还有内容没有填好，没有保存。"


@dataclass(frozen=True)
class Done:
    """What a verb did: `words` told once (nothing where empty), on the page at `back`."""

    words: str
    back: str


def act(
    verb: Callable[[], Done],
    show: Callable[[str, int], ResponseReturnValue],
    form: FlaskForm | None = None,
    unfilled: str = UNFILLED,
) -> ResponseReturnValue:
    """`verb` changes what was loaded through the person and notes it in the audit log; it runs inside the transaction that
    the view began (asking.begin_change) and may raise any Refusal. `show(said, status)` is the page again. `form` is what
    was filled in, where there is something to fill in; `unfilled` is said above it when it lacks something. What a person
    may not do is told on a page of its own.
    """
    if form is not None and not form.validate_on_submit():
        return show(unfilled, 422)
    try:
        done = verb()
    except (Forbidden, LoginRequired):
        raise
    except Refusal as refusal:
        _point_out(form, refusal)
        access.note_refusal(refusal)
        return show(refusal.message, refusal.status)
    db.session.commit()
    if done.words:
        flash(done.words)
    return redirect(done.back, 303)


def _point_out(form: FlaskForm | None, refusal: Refusal) -> None:
    if form is not None and refusal.field and refusal.field in form:
        form[refusal.field].errors = [*form[refusal.field].errors, refusal.message]
