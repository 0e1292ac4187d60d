"""The field app's shell and handbook: pages without any person's data, the same for everybody, kept by the phone."""

from flask import Blueprint, Response, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from zlc.accounts.access import without_login
from zlc.assets import STATIC, built_file, inline

shell = Blueprint("field", __name__, url_prefix="/field")


@shell.get("/")
@without_login
def app() -> ResponseReturnValue:
    return page("field/shell.html")


@shell.get("/handbook/")
@without_login
def handbook() -> ResponseReturnValue:
    return page("field/handbook.html")


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
