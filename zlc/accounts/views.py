"""Login, logout, password, and the auditor's page."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user
from werkzeug import Response

from zlc import clock
from zlc.accounts import access, attempts, audit, known_devices, noting, retention
from zlc.accounts.attempts import Attempt
from zlc.accounts.forms import LONGEST_USERNAME, LoginForm, PasswordForm
from zlc.accounts.known_devices import KnownDevice
from zlc.accounts.logins import Login
from zlc.accounts.models import Person, person_named
from zlc.database import db
from zlc.errors import Refusal

pages = Blueprint("accounts", __name__)
MOST_BYTES = 16 * 1024  # of a form that a stranger sends


@pages.route("/login", methods=["GET", "POST"])
@access.without_login
@access.starts_reading
@access.takes_up_to(MOST_BYTES)
def login() -> ResponseReturnValue:
    form = LoginForm(next=request.args.get("next"))
    if request.method != "POST":
        form.own_phone.data = access.inside(form.next.data).startswith("/field/")
        return render_template("accounts/login.html", form=form)
    username = (form.username.data or "").lower()[:LONGEST_USERNAME]
    device = KnownDevice.read(request.cookies.get(known_devices.COOKIE, ""), current_app.config["SECRET_KEY"])
    attempt = Attempt(username, access.address(), device.mark_for(person_named(username)))
    access.pace().note_attempt(attempt)
    if not form.validate_on_submit():
        access.pace().note_refused(attempt)
        return render_template("accounts/login.html", form=form), 422
    try:
        who = _recognise(attempt, form.password.data or "")
    except Refusal as refusal:
        access.note_refusal(refusal)
        form.form_errors.append(refusal.message)
        return render_template("accounts/login.html", form=form), refusal.status, refusal.headers
    person_id, asks_first = who.id, who.must_change
    enter(who, bool(form.own_phone.data), attempt.address)
    way = access.inside(form.next.data)
    reply = redirect(url_for("accounts.password", next=way) if asks_first else way, 303)
    _remember(reply, device.cookie_with(person_id, current_app.config["SECRET_KEY"]))
    return reply


def _remember(reply: Response, cookie: str) -> None:
    """Asked for at the login alone: a push need not carry it."""
    reply.set_cookie(
        known_devices.COOKIE, cookie, max_age=known_devices.LASTS, path=url_for("accounts.login"),
        secure=request.is_secure, httponly=True, samesite="Lax",
    )  # fmt: skip


def _recognise(attempt: Attempt, password: str) -> Person:
    """The person of that name and password, in a transaction that writes. Raises what the person is told instead."""
    try:
        who = attempts.recognise(attempt, password)
        retention.sweep_if_due()
        if who is None:
            refusal = attempts.note_wrong(attempt)
            noting.often(attempt.verb, username=attempt.username)
            db.session.commit()
            raise refusal
    except Refusal:
        access.pace().note_refused(attempt)
        raise
    return who


def enter(who: Person, own_phone: bool, address: str) -> None:
    """Let them in; their session belongs to the present request. Commits."""
    _end_the_one_before(address)
    entry = Login(person_id=who.id, own_phone=own_phone, address=address)
    db.session.add(entry)
    audit.record("login", person=who, address=address)
    db.session.flush()
    session.clear()  # a fixed session from before the login is worth nothing after it
    who.login_id = entry.id
    session["seen"] = clock.now_ms()
    session.permanent = own_phone
    db.session.commit()
    who.login_id = entry.id
    login_user(who)


def _end_the_one_before(address: str) -> None:
    """The browser forgets it, whoever's it was: it is not to stand on for whoever copied its cookie."""
    before = db.session.get(Login, session.get("_user_id", ""))
    if before is not None and before.ended_at is None:
        before.end()
        audit.record("logout", person=before.person, address=address)


@pages.post("/logout")
def logout() -> ResponseReturnValue:
    access.end_login()
    flash("已退出。手机上没有上传的记录仍在手机里。")
    return redirect(url_for("accounts.login"), 303)


@pages.route("/password", methods=["GET", "POST"])
@access.starts_reading
@access.takes_up_to(MOST_BYTES)
def password() -> ResponseReturnValue:
    form = PasswordForm(next=request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422 if form.errors else 200
    try:
        _change_password(access.person(), form.current.data or "", form.password.data or "")
    except Refusal as refusal:
        access.note_refusal(refusal)
        form.form_errors.append(refusal.message)
        return render_template("accounts/password.html", form=form), refusal.status, refusal.headers
    flash("密码已改。其他设备上的登录都已退出。")
    return redirect(access.inside(form.next.data), 303)


def _change_password(who: Person, current: str, new: str) -> None:
    """A guess at the present password counts like one at the login, for this login alone: nobody else can use it up."""
    here = who.login_id or ""
    attempt = Attempt(who.username, access.address(), here, "password")
    access.pace().note_attempt(attempt)
    attempts.check(attempt)
    if new == current:
        raise Refusal("新密码和现在的密码一样，没有改。请换一个。", status=422)
    digest = who.hash_for(new)  # before the write lock: no push waits for argon2
    known = _recognise(attempt, current)
    known.choose_password(digest, here)
    audit.record("password", person=known, address=attempt.address, about=known.username)
    db.session.commit()


