"""What a request leaves in the audit log without its view having to remember: that it was refused, what it carried
away; and of what comes again and again only so much (repeats.py)."""

from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from zlc import database
from zlc.accounts import access, audit, chain
from zlc.accounts.models import Person
from zlc.accounts.repeats import EACH, Key, Repeats
from zlc.database import db

READS = ("GET", "HEAD", "OPTIONS")
FORGED = ("stale_form", "foreign_origin", "missing_header")
OFTEN = {"too_many": "refused.pace", "locked_out": "login.locked"}
BY_STATUS = {400: "bad_envelope", 404: "not_found", 405: "bad_method", 413: "too_large", 415: "unsupported_type",
             422: "bad_form", 429: "too_many"}  # fmt: skip


def often(verb: str, about: str = "", *, username: str = "", success: bool = False, each: int = EACH, **detail: Any) -> None:
    """Write an audit line in the open transaction, unless there are enough such lines in this minute: then count it.
    `each`: how many lines a minute; 1 counts each thing that it is `about` for itself."""
    g.noted = True
    _say_owed()
    key = _key(verb, username, about if each == 1 else "")
    if _repeats().admits(key, each):
        audit.record(verb, person=_person(), username=username, address=key.address, about=about, success=success, **detail)


def say_all() -> None:
    """Write down what was only counted so far, of this minute too, and seal: before the log is read."""
    database.write()
    _say_owed(whole=True)
    db.session.commit()
    seal()


def seal() -> None:
    """Every line that has been written has its number. In a transaction of its own, which can therefore wait."""
    db.session.rollback()
    database.write()
    chain.seal(wait=True)
    db.session.commit()
    database.read_only()


def download(verb: str, about: str, **detail: Any) -> None:
    """Something leaves the server with this answer: in a transaction of its own, the last thing a view does. The same
    again within a minute (a viewer that fetches a document in pieces) is counted."""
    db.session.rollback()
    database.write()
    often(verb, about, success=True, each=1, **detail)
    db.session.commit()
    database.read_only()


def _say_owed(whole: bool = False) -> None:
    for key, since, times in _repeats().owed(whole):
        who = db.session.get(Person, key.person_id) if key.person_id else None
        done = {"success": True} if key.about else {"success": False}
        audit.record(
            key.verb, person=who, username=key.username, address=key.address, about=key.about, **done,
            times=times, since=since,
        )  # fmt: skip


def _repeats() -> Repeats:
    repeats: Repeats = current_app.extensions["repeats"]
    return repeats


def _person() -> Person | None:
    return access.person() if current_user.is_authenticated else None


def _key(verb: str, username: str, about: str) -> Key:
    who = _person()
    return Key(verb, who.id if who else None, "", access.address(), about)


def _if_refused(response: Response) -> Response:
    """Whoever refused it. An API call without a login is no attempt of anybody's: a phone whose login has ended asks
    again and again."""
    said = g.get("refused")
    asks = request.method not in READS or response.status_code in (403, 404, 429)
    if g.get("noted") or not asks or not (said or 400 <= response.status_code < 500):
        return response
    if response.status_code == 401 or (request.method in READS and response.status_code != 429 and not current_user.is_authenticated):
        return response
    try:
        db.session.rollback()
        database.write()
        _note_refusal(said or BY_STATUS.get(response.status_code, "refused"))
        db.session.commit()
    except SQLAlchemyError:  # the refusal stands, and is told, whatever becomes of its line
        current_app.logger.exception("a refusal at %s is not in the audit log", access.told_path())
        db.session.rollback()
    return response


def _note_refusal(code: str) -> None:
    verb = "refused.forged" if code in FORGED else OFTEN.get(code, "refused")
    asked = request.endpoint == "accounts.login" and code != "too_large"
    typed = request.form.get("username", "").lower() if asked else ""
    often(verb, access.told_path(), username=typed.replace("\0", "")[:60], code=code, method=request.method)


def init_app(app: Flask) -> None:
    app.extensions["repeats"] = Repeats()
    app.after_request(_if_refused)
