"""The field app's shell: pages without any person's data, the same for everybody, kept by the phone."""

from flask import Blueprint, Response, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from zlc.accounts.access import without_login
from zlc.assets import STATIC, folder_of, logical

shell = Blueprint("field", __name__, url_prefix="/field")


@shell.get("/")
@without_login
def app() -> ResponseReturnValue:
    reply = Response(render_template("field/shell.html"))
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@shell.get("/sw.js")
@without_login
def worker() -> ResponseReturnValue:
    """The service worker. The browser compares it byte by byte, so it must never come from a cache."""
    reply = send_from_directory(folder_of("dist"), logical("sw.js"), mimetype="text/javascript")
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@shell.get("/manifest.webmanifest")
@without_login
def manifest() -> ResponseReturnValue:
    reply = send_from_directory(STATIC, "field.webmanifest", mimetype="application/manifest+json")
    reply.headers["Cache-Control"] = "no-cache"
    return reply
