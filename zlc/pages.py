"""What every page has in common: headers, filters, and how a refusal is shown."""

from typing import Any

from flask import Flask, Response, current_app, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from zlc import assets, clock, faults
from zlc.accounts import access, noting
from zlc.accounts.way_back import page_of, way_back
from zlc.asked import LONGEST_QUERY
from zlc.database import db
from zlc.desk import acting
from zlc.documents.masking import shortened, shown
from zlc.documents.paper import for_paper
from zlc.errors import NotFound, Refusal

CSP = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
HEADERS = (
    ("X-ZLC", "1"),  # the service worker keeps nothing without it: a portal's page has none
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
UNSHOWN = {code: None for code in [*range(32), 127, *range(128, 160)] if chr(code) not in "\t\n\r"}
SENTENCES = {
    400: "请求读不懂。请返回上一页再试，手机里的记录不受影响。",
    404: "没有找到，或者不归您查看。请核对地址，或从清单里重新打开。",
    405: "这个地址不能这样使用。请返回上一页再试。",
    413: "内容太大，没有收下。请减小后再试。",
    500: "服务器出了错，已经记下。没有保存的内容请稍后再提交一次，手机里的记录不受影响。",
    503: "服务器正忙，请稍后再试。手机里的记录不受影响。",
}
CODES = {400: "bad_envelope", 404: "not_found", 413: "too_large", 503: "busy"}


def init_app(app: Flask) -> None:
    app.after_request(_headers)
    app.after_request(_masked_on_paper)
    noting.init_app(app)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _storage_fault)
    app.register_error_handler(OSError, _storage_fault)
    app.register_error_handler(Exception, _broken)
    app.jinja_env.finalize = _printable
    app.add_template_filter(shortened, "shortened")
    app.add_template_filter(as_typed, "as_typed")
    app.add_template_filter(clock.spoken, "spoken")
    app.add_template_filter(clock.spoken_length, "spoken_length")
    app.add_template_filter(clock.spoken_day, "spoken_day")
    app.add_template_filter(clock.spoken_date, "spoken_date")
    app.jinja_env.globals |= {"LONGEST_QUERY": LONGEST_QUERY}
    app.context_processor(lambda: {"asset": assets.url_of, "me": _me()})


def _printable(value: Any) -> Any:
    """Control characters, which people paste unseen, are not allowed in HTML: they are left out when shown. Marks of direction
    are told."""
    if isinstance(value, str) and not value.isprintable() and not hasattr(value, "__html__"):
        return shown(value.translate(UNSHOWN))
    return value


def as_typed(text: Any) -> Markup:
    """What stands in a field comes back with the form: marks of direction in it stay what they are, or their names would be
    stored in their place."""
    return Markup.escape(str("" if text is None else text).translate(UNSHOWN))


def _me() -> Any:
    """Themselves, not Flask-Login's stand-in, which looks for them each time a page asks for anything of theirs."""
    return current_user._get_current_object() if current_user and current_user.is_authenticated else None


def _headers(response: Response) -> Response:
    inline = "".join(f"; {kind} 'self' {digest}" for kind, digest in g.get("inline", {}).items())
    for name, value in HEADERS:  # a page may be stricter than the others
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", CSP + inline)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _masked_on_paper(response: Response) -> Response:
    """What a browser prints of a page carries no private number (product rule 5)."""
    if response.mimetype == "text/html" and not response.direct_passthrough:
        page = response.get_data(as_text=True)
        if (printed := for_paper(page)) != page:
            response.set_data(printed)
    return response


def _show(refusal: Refusal) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        error = {"code": refusal.code, "message": refusal.message}
        if refusal.field:
            error["field"] = refusal.field
        return jsonify(error=error), refusal.status, refusal.headers
    back = way_back() if request.method == "POST" else ""
    page = render_template("errors/refusal.html", refusal=refusal, back=back)
    return page, refusal.status, refusal.headers


def _refused(refusal: Refusal) -> ResponseReturnValue:
    access.note_refusal(refusal)
    # What is too large was not read, and cannot be given back.
    if request.method == "POST" and current_user.is_authenticated and refusal.code not in noting.FORGED and refusal.status != 413:
        acting.keep_what_was_written()
    return _show(refusal)


def _stale_form(_fault: CSRFError) -> ResponseReturnValue:
    message = "页面放得太久或登录已变，这次没有保存。请回到刚才的页面再提交。"
    return _refused(Refusal(message, code="stale_form", status=400))


def _http(fault: HTTPException) -> ResponseReturnValue:
    status = fault.code or 500
    if status < 400:
        return fault.get_response()
    if status == 405 and request.method in ("GET", "HEAD") and not request.path.startswith("/api/"):
        return redirect(page_of(request.path))
    sentence = SENTENCES.get(status, SENTENCES[400] if status < 500 else SENTENCES[500])
    headers = dict(fault.get_headers()) if status in (405, 503) else {}
    headers.pop("Content-Type", None)
    refusal = Refusal(sentence, code=CODES.get(status, "refused"), status=status, headers=headers)
    return _refused(NotFound() if status == 404 else refusal)


def _storage_fault(fault: DBAPIError | OSError) -> ResponseReturnValue:
    """The database does not answer, or the disk: nothing was committed, the phone keeps its copy."""
    known = faults.refusal_of(fault)
    if known is None and not isinstance(fault, OperationalError):
        return _broken(fault)
    current_app.logger.exception("storage fault at %s", access.told_path())
    db.session.rollback()
    return _show(known or Refusal(SENTENCES[503], code="busy", status=503, headers={"Retry-After": "5"}))


def _broken(fault: Exception) -> ResponseReturnValue:
    current_app.logger.exception("unexpected fault at %s", access.told_path())
    db.session.rollback()
    return _show(Refusal(SENTENCES[500], code="server_error", status=500))
