"""Built files: what their hashed names are, and the one route that serves them.

Only `static/dist` and `static/icons` go out; the client's sources lie in `static/` too and stay in. Beside each built
file lies what the build compressed: a server compressing it for every answer would have less time and do it worse.
"""

from base64 import b64encode
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from posixpath import normpath
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, current_app, g, request, send_from_directory
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from zlc.config import ROOT

STATIC = ROOT / "static"
SERVED = ("dist", "icons")
A_YEAR = "public, max-age=31536000, immutable"

files = Blueprint("files", __name__, url_prefix="/static")


def folder_of(name: str) -> Path:
    return STATIC / name


def built() -> dict[str, Any]:
    """dist/manifest.json: {files: {logical: url}, precache: [url], version}; empty when nothing is built."""
    path = folder_of("dist") / "manifest.json"
    if not path.exists():
        return {"files": {}, "precache": [], "version": ""}
    stamp = path.stat().st_mtime_ns
    kept = current_app.extensions.get("zlc_assets")
    if kept is None or kept[0] != stamp:
        kept = current_app.extensions["zlc_assets"] = (stamp, msgspec.json.decode(path.read_bytes()))
    manifest: dict[str, Any] = kept[1]
    return manifest


def url_of(name: str) -> str:
    """The hashed address of a logical name such as field.js; a missing one shows as 404 in the log."""
    url: str = built()["files"].get(name, f"/static/dist/{name}")
    return url


def logical(name: str) -> str:
    """The file name inside dist of a logical name."""
    return url_of(name).rpartition("/")[2]


def inline(name: str) -> Markup:
    """A built file to be written into the page that answers this request; its hash goes into that answer's CSP."""
    path = folder_of("dist") / logical(name)
    text = path.read_text("utf-8") if path.exists() else ""
    kind = "style-src" if name.endswith(".css") else "script-src"
    g.setdefault("inline", {})[kind] = f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    return Markup(text)


def built_file(name: str) -> Response:
    """A file of dist, in the smallest form the browser takes."""
    folder = folder_of("dist")
    kind = "text/javascript" if name.endswith(".js") else None
    for coding, ending in (("br", ".br"), ("gzip", ".gz")):
        if coding in request.accept_encodings and (folder / (name + ending)).is_file():
            reply = send_from_directory(folder, name + ending, mimetype=kind or guess_type(name)[0])
            reply.headers["Content-Encoding"] = coding
            break
    else:
        reply = send_from_directory(folder, name, mimetype=kind)
    reply.vary.add("Accept-Encoding")
    return reply


@files.get("/<folder>/<path:name>")
def static_file(folder: str, name: str) -> ResponseReturnValue:
    if folder not in SERVED or normpath(name).lower().endswith(".py"):  # 「draw.py/」 is that file too
        abort(404)
    reply = built_file(name) if folder == "dist" else send_from_directory(folder_of(folder), name)
    hashed = f"/static/{folder}/{name}" in built()["files"].values()
    reply.headers["Cache-Control"] = A_YEAR if hashed else "no-cache"
    return reply


static_file.open_to_all = True  # type: ignore[attr-defined]
