"""Login, logout, password, and the auditor's page."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from zlc import clock, database
from zlc.accounts import access, audit, audit_views, logins, noting, passwords
from zlc.accounts.forms import LoginForm, PasswordForm
from zlc.accounts.logins import Login, LoginFailure
from zlc.accounts.models import Person, person_named
from zlc.accounts.pace import Pace
from zlc.database import db
from zlc.errors import Refusal

pages = Blueprint("accounts", __name__)


def _inside(target: str | None) -> str:
    """Where to go after login: a path of ours, never another site."""
    parts = urlsplit(target or "")
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc:
        return target
    return url_for("home")


@pages.route("/login", methods=["GET", "POST"])
@access.without_login
@access.starts_reading
def login() -> ResponseReturnValue:
    form = LoginForm(next=request.args.get("next"))
    if request.method != "POST":
        form.own_phone.data = _inside(form.next.data).startswith("/field/")
        return render_template("accounts/login.html", form=form)
    username, address = (form.username.data or "").lower(), request.remote_addr or ""
    pace: Pace = current_app.extensions["pace"]
    pace.note_attempt(username, address)
    if not form.validate_on_submit():
        pace.note_refused(username, address)
        return render_template("accounts/login.html", form=form), 422
    try:
        logins.check_not_locked(username, address)
        who = _recognise(username, form.password.data or "", address)
    except Refusal as refusal:
        pace.note_refused(username, address)
        access.note_refusal(refusal)
        form.form_errors.append(refusal.message)
        return render_template("accounts/login.html", form=form), refusal.status, refusal.headers
    _enter(who, bool(form.own_phone.data), address)
    return redirect(_inside(form.next.data), 303)


def _recognise(username: str, password: str, address: str) -> Person:
    """Checks the password before any write lock is taken: argon2 is slow on purpose."""
    who = person_named(username)
    right = passwords.matches(who.password_hash if who else None, password)
    database.write()
    if who and right and who.active:
        return who
    db.session.add(LoginFailure(username=username[:60], address=address))
    noting.often("login", username=username)
    db.session.commit()
    raise Refusal("用户名或密码不对，请再试一次。", status=422)


def _enter(who: Person, own_phone: bool, address: str) -> None:
    entry = Login(person_id=who.id, own_phone=own_phone, address=address)
    db.session.add(entry)
    logins.forget_failures(who.username, address)
    audit.record("login", person=who, address=address)
    db.session.flush()
    session.clear()  # a fixed session from before the login is worth nothing after it
    who.login_id = entry.id
    session["seen"] = clock.now_ms()
    session.permanent = own_phone
    db.session.commit()
    who.login_id = entry.id
    login_user(who)


@pages.post("/logout")
def logout() -> ResponseReturnValue:
    access.end_login()
    flash("已退出。手机上没有上传的记录仍在手机里。")
    return redirect(url_for("accounts.login"), 303)


@pages.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    form, who = PasswordForm(), access.person()
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422 if form.errors else 200
    try:
        if not who.has_password(form.current.data or ""):
            access.note("password", success=False)
            db.session.commit()
            raise Refusal("现在的密码不对，请再试一次。", status=422)
        who.set_password(form.password.data or "")
    except Refusal as refusal:
        form.form_errors.append(refusal.message)
        return render_template("accounts/password.html", form=form), refusal.status
    logins.end_other_logins(who)
    access.note("password")
    db.session.commit()
    flash("密码已改。其他设备上的登录都已退出。")
    return redirect(url_for("home"), 303)


pages.add_url_rule("/audit", "log", audit_views.log)
pages.add_url_rule("/audit.csv", "log_file", audit_views.log_file)
pages.add_url_rule("/audit/<line_id>", "log_line", audit_views.log_line)
