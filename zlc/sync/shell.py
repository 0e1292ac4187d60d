"""The field app's shell and handbook: pages without any person's data, the same for everybody, kept by the phone."""

from flask import Blueprint, Response, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from zlc.accounts.access import without_login
from zlc.assets import STATIC, built_file, inline
from zlc.errors import Refusal

shell = Blueprint("field", __name__, url_prefix="/field")


@shell.get("/")
@without_login
def app() -> ResponseReturnValue:
    return page("field/shell.html")


@shell.get("/handbook/")
@without_login
def handbook() -> ResponseReturnValue:
    return page("field/handbook.html")


@shell.post("/share/")
@without_login
def share() -> ResponseReturnValue:
    """Pictures shared into the app are for the phone's own worker; one that is not ready for them sends them here."""
    raise Refusal(
        "照片没有收下：这台手机还没有准备好。照片都还在手机相册里。请先打开「走流程」，等首页写着「就绪」，再分享一次。",
        code="not_ready",
        status=409,
    )


def page(template: str) -> Response:
    """A page with its style sheet and first script inside: a phone on a slow network paints it with the first answer."""
    reply = Response(render_template(template, inline=inline))
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@shell.get("/sw.js")
@without_login
def worker() -> ResponseReturnValue:
    """The service worker. The browser compares it byte by byte, so it must never come from a cache."""
    reply = built_file("sw.js")
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@shell.get("/manifest.webmanifest")
@without_login
def manifest() -> ResponseReturnValue:
    reply = send_from_directory(STATIC, "field.webmanifest", mimetype="application/manifest+json")
    reply.headers["Cache-Control"] = "no-cache"
    return reply
