"""Who is asking: Flask-Login's loader, the gate that every page stands behind, and the audit's view of
the request."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar, cast
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_login import LoginManager, current_user, logout_user

from zlc import clock, database
from zlc.accounts import audit, logins
from zlc.accounts.logins import MINUTE, Login
from zlc.accounts.models import Person
from zlc.accounts.pace import Pace
from zlc.accounts.way_back import way_back
from zlc.database import db
from zlc.errors import Forbidden, LoginRequired, NotFound, Refusal

View = TypeVar("View", bound=Callable[..., Any])
login_manager = LoginManager()

LONGEST_ADDRESS = 60  # as the columns; a proxy says what it likes
LONGEST_WAY = 2000  # of an address inside, with its query
WORD_COOKIE = "zlc-login"
BY_LINK = "by_link"  # in a session: an owner's link was opened here. It lets nobody in.
LINK, OWNER_LINK = SECRETS = "/link/", "/o/"  # before the secret
WITH_A_BORROWED_PASSWORD = {"accounts.password", "accounts.logout"}


def without_login(view: View) -> View:
    """This page is for everybody. Every other one asks for a login; a test walks through them all."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def starts_reading(view: View) -> View:
    """Although a POST or PUT, this view takes the write lock itself (database.write()), after slow work."""
    view.starts_reading = True  # type: ignore[attr-defined]
    return view


def by_link(view: View) -> View:
    """Who has opened an owner's link in this browser (BY_LINK) may send this view as much as it takes."""
    view.by_link = True  # type: ignore[attr-defined]
    return view


def asks_itself(view: View) -> View:
    """This view reads the request's body before it asks who sent it (login_said), in the transaction that then writes.
    Who has never logged in here is turned away before."""
    view.asks_itself = True  # type: ignore[attr-defined]
    return view


def takes_up_to(most_bytes: int) -> Callable[[View], View]:
    """This view's request may be larger than MAX_CONTENT_LENGTH; it goes to disk, not into memory."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def person() -> Person:
    """The person logged in. Raises LoginRequired."""
    if not current_user.is_authenticated:
        raise LoginRequired
    return cast(Person, current_user._get_current_object())


def require(*roles: str) -> Person:
    """The person logged in, if they hold one of the roles. Raises Forbidden."""
    who = person()
    if not who.is_a(*roles):
        raise Forbidden("您的角色不能做这件事。如果应当可以，请联系系统管理员。")
    return who


def address() -> str:
    """Where the request comes from, as it is kept."""
    return (request.remote_addr or "").replace("\0", "")[:LONGEST_ADDRESS]


def told_path() -> str:
    """The path of this request as logs may say it: the secret of a one-time link opens an account (links.py), or a rectification."""
    secret = next((before for before in SECRETS if request.path.startswith(before)), None)
    return f"{secret}…" if secret else request.path


def pace() -> Pace:
    """How fast passwords and secrets may be tried."""
    counted: Pace = current_app.extensions["pace"]
    return counted


def inside(target: str | None) -> str:
    """Where to go next: a path of ours, never another site, and nothing that a header cannot hold."""
    way = target or ""
    known = way.startswith("/") and not way.startswith(("//", "/\\")) and len(way) <= LONGEST_WAY
    if known and way.isprintable() and not urlsplit(way).netloc:
        return way
    return url_for("home")


def note(verb: str, about: str = "", success: bool = True, **detail: Any) -> None:
    """Write an audit line for this request's person and address."""
    who = person() if current_user.is_authenticated else None
    if not success:
        g.noted = True  # noting.py need not say so again
    audit.record(verb, person=who, address=address(), about=about, success=success, **detail)


def login_word() -> str:
    """A name of the login that the session's cookie holds, which opens nothing; empty if it holds none."""
    login_id = session.get("_user_id", "")
    return sha256(login_id.encode()).hexdigest()[:16] if login_id else ""


def name_login(response: Response, **session_cookie: Any) -> None:
    """The word of a login comes and goes with its cookie, as a cookie of the same kind that the phone can read: whichever
    tab somebody logged in on, 退出 knows which login there is."""
    if word := login_word():
        response.set_cookie(WORD_COOKIE, word, **session_cookie)
    elif WORD_COOKIE in request.cookies:
        response.delete_cookie(WORD_COOKIE)


def end_login() -> None:
    """End this login for good, also for whoever copied its cookie, and say so in the log."""
    entry = db.session.get(Login, person().login_id)
    if entry:
        entry.end()
    note("logout")
    db.session.commit()
    logout_user()
    session.clear()


def note_refusal(refusal: Refusal) -> None:
    """Nothing was done, and the log will say so (noting.py): for a view that answers with a page of its own."""
    db.session.rollback()
    g.refused = refusal.code


def login_said() -> tuple[str, int]:
    """The login that the cookie names, and when it was last used; whether it stands is for logins.resolve to say.
    Raises LoginRequired."""
    if "_user_id" not in session:
        raise LoginRequired
    return session["_user_id"], int(session.get("seen", 0))


def stay() -> None:
    """The person did something: noted each minute, for a cookie would be set with each answer otherwise. A phone's login
    ends by its age alone, so there is nothing to note."""
    if not session.permanent and abs(clock.now_ms() - int(session.get("seen", 0))) > MINUTE:
        session["seen"] = clock.now_ms()


@login_manager.user_loader
def _load(login_id: str) -> Person | None:
    person = logins.who_is_in(login_id, int(session.get("seen", 0)))
    if person is None:
        return None
    # What the field app asks for by itself is nobody's act, nor is a page that all may see.
    view = current_app.view_functions.get(request.endpoint or "")
    if not (request.path.startswith("/api/") or view is None or getattr(view, "open_to_all", False)):
        stay()
    person.login_id = login_id
    return person


def _gate() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    reads = request.method in ("GET", "HEAD", "OPTIONS") or getattr(view, "starts_reading", False)
    database.read_only(reads)  # said each time: the thread's last request may have been of the other kind
    if most_bytes := getattr(view, "most_bytes", None):
        request.max_content_length = most_bytes  # before anybody, the token's check too, reads the form
    asked = unquote_to_bytes(request.query_string) if request.path.startswith("/api/") else b""
    if "\0" in request.path or b"\0" in asked:
        raise NotFound  # PostgreSQL's text cannot hold it, so nothing is called that
    if view is None or getattr(view, "open_to_all", False):
        return None
    api = request.path.startswith("/api/")
    sent = request.method not in ("GET", "HEAD")
    if "_user_id" in session if getattr(view, "asks_itself", False) else current_user.is_authenticated:
        # A phone with a password that somebody else chose records and sends on; the desk asks first.
        if api or request.endpoint in WITH_A_BORROWED_PASSWORD or not person().must_change:
            return None
        return redirect(url_for("accounts.password", **_way()), 303)
    if api:
        raise LoginRequired
    if sent:
        g.refused = LoginRequired.code
    return redirect(url_for("accounts.login", **_way()), 303 if sent else 302)


def _way() -> dict[str, Any]:
    """Where to go on afterwards. Whose form is not taken is told so, and led back to the page it stood on (desk-kept.js puts in
    what was typed)."""
    if request.method in ("GET", "HEAD"):
        return {"next": request.full_path.rstrip("?")}
    return {"next": way_back(), "unsaved": 1} if request.endpoint != "accounts.logout" else {}


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.before_request(_gate)
