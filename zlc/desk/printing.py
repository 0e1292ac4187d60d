"""Any document as a file, and the page that waits for it."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from zlc.accounts import noting
from zlc.accounts.access import person
from zlc.desk.asking import data_folder
from zlc.documents.masking import printable
from zlc.documents.orders import Orders, Printed
from zlc.documents.press import Press
from zlc.errors import Forbidden

# A usual walk is printed in two seconds: then nobody sees the page that waits.
PATIENCE = 2.5
AGAIN_AFTER = 2  # seconds
# The first part of an address → what the log calls it; of a walk it is its record.
DOWNLOADS = {"summary.pdf": "download.summary", "samples": "download.sample"}
orders = Orders()


def answer(template: str, data: dict[str, Any], name: str, back: str) -> ResponseReturnValue:
    """200 with the document, 202 while it is made, 503 when it cannot be. `back`: where the waiting page
    leads back to."""
    who, press = person(), Press(data_folder())
    if not who.prints:
        raise Forbidden("您可以在电脑上查看，不能打印成文件。没有改动任何内容。")
    printed = orders.place(press, template, data, PATIENCE, who.id, again="again" in request.args)
    if printed.path:
        return _file(printed.path, name)
    return _not_yet(printed, name, back)


def _file(path: Path, name: str) -> ResponseReturnValue:
    reply = make_response(send_file(path, mimetype="application/pdf", etag=path.stem))
    plain = "".join(c if c.isalnum() or c in "-._（）" else " " for c in printable(name))[:80].strip()
    reply.headers["Content-Disposition"] = (
        f"inline; filename=\"zlc.pdf\"; filename*=UTF-8''{quote(plain)}.pdf"
    )
    reply.headers["Cache-Control"] = "private, no-cache"
    # A browser shows a PDF as an embedded object, which the pages' policy forbids.
    reply.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    if reply.status_code != 304:
        noting.download(DOWNLOADS.get(request.path.split("/")[1], "download.record"), _here(), name=plain)
    return reply


def _not_yet(printed: Printed, name: str, back: str) -> ResponseReturnValue:
    shown = render_template(
        "desk/printing.html", printed=printed, name=name, back=back, after=AGAIN_AFTER, here=_here()
    )
    if printed.fault:
        return shown, 503
    return shown, 202, {"Retry-After": str(AGAIN_AFTER)}


def _here() -> str:
    """This address without 「again」: the page that waits asks for it anew."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "again"]
    query = "&".join(f"{quote(key)}={quote(value)}" for key, value in kept)
    return f"{request.path}?{query}" if query else request.path
