"""The first password of an account, by the one-time link that its person was given.

The address with the secret only leads on to one without: that one stands in the address bar, in the history, in what pages tell
each other (Referer), and in whatever keeps logs of addresses. Meanwhile the browser keeps the secret in its session.
"""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from zlc import database
from zlc.accounts import access, audit, links, noting
from zlc.accounts.attempts import Attempt
from zlc.accounts.forms import FirstPasswordForm
from zlc.accounts.links import LinkGone, OneTimeLink
from zlc.accounts.passwords import WeakPassword
from zlc.accounts.views import MOST_BYTES, enter, pages
from zlc.database import db

KEPT = "link"


@pages.get(f"{access.LINK}<secret>")
@access.without_login
def link(secret: str) -> ResponseReturnValue:
    """Used up by nobody who only looks: programs that people chat in fetch what is pasted."""
    session[KEPT] = secret if len(secret) <= 2 * links.LENGTH else ""
    reply = redirect(url_for("accounts.first_password"), 303)
    reply.headers["Referrer-Policy"] = "no-referrer"
    return reply


@pages.route("/first-password", methods=["GET", "POST"])
@access.without_login
@access.starts_reading
@access.takes_up_to(MOST_BYTES)
def first_password() -> ResponseReturnValue:
    secret, attempt = session.get(KEPT, ""), Attempt("", access.address(), verb="link")
    access.pace().note_attempt(attempt)
    form = FirstPasswordForm()
    try:
        opened = links.standing(secret)
        if not form.validate_on_submit():
            return _show(form, opened, 422 if form.errors else 200)
        return _choose(secret, opened, form, attempt.address)
    except WeakPassword as refusal:
        access.note_refusal(refusal)
        form.form_errors.append(refusal.message)
        return _show(form, links.standing(secret), refusal.status)
    except LinkGone as refusal:
        access.pace().note_refused(attempt)
        session.pop(KEPT, None)
        database.write()
        noting.often("link refused", code=refusal.code)
        db.session.commit()
        return render_template("accounts/link_gone.html", refusal=refusal), refusal.status


def _choose(secret: str, opened: OneTimeLink, form: FirstPasswordForm, address: str) -> ResponseReturnValue:
    digest = opened.person.hash_for(form.password.data or "")  # before the write lock: no push waits for argon2
    database.write()
    who = links.use(secret, digest)
    audit.record("link used", person=who, address=address, about=who.username)
    name = who.name
    enter(who, bool(form.own_phone.data), address)
    flash(f"{name}，密码设好了，已经登录。以后用账号 {who.username} 和这个密码登录。")
    return redirect(url_for("home"), 303)


def _show(form: FirstPasswordForm, opened: OneTimeLink, status: int) -> ResponseReturnValue:
    return render_template("accounts/first_password.html", form=form, person=opened.person, ends_at=opened.ends_at), status
