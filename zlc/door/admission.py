"""Whose long bodies are let in: what is not taken need not be stored, nor refused at its end."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from flask import Flask
from itsdangerous import BadData
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie

from zlc.accounts import access
from zlc.door.arrival import Admit
from zlc.errors import LoginRequired, Refusal


def admission_of(app: Flask) -> Admit:
    """As much as the view takes for who has logged in here, or opened the link that it is for (whether that still stands is for the
    view to ask); nobody else sends more than a form."""
    match = _endpoints(app)

    def admit(request: Any, _length: int) -> tuple[int, Refusal]:
        view = app.view_functions.get(match(request.path, request.method))
        most = getattr(view, "most_bytes", app.config["MAX_CONTENT_LENGTH"])
        said = _session(app, request)
        by_link = access.BY_LINK in said and getattr(view, "by_link", False)
        if not ("_user_id" in said or by_link):
            if not getattr(view, "open_to_all", False):
                return 0, LoginRequired()
            most = 0
        return most, Refusal("内容太大，没有收下。请减小后再试。", code="too_large", status=413)

    return admit


def _endpoints(app: Flask) -> Callable[[str, str], str]:
    urls = app.url_map.bind("")

    def match(path: str, method: str) -> str:
        try:
            return str(urls.match(unquote(path), method)[0])
        except HTTPException:
            return ""

    return match


def _session(app: Flask, request: Any) -> dict[str, Any]:
    """What the signed cookie says; nothing where there is none of ours."""
    signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookies = parse_cookie("; ".join(value for name, value in request.headers if name == "COOKIE"))
    try:
        said: dict[str, Any] = signer.loads(cookies.get(app.config["SESSION_COOKIE_NAME"], ""), max_age=_age(app))
    except BadData:
        return {}
    return said


def _age(app: Flask) -> int:
    return int(app.permanent_session_lifetime.total_seconds())
