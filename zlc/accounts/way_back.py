"""Where somebody was, whose form was not taken: a page of ours that can be looked at again."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

# What is done with the ticked ones of the list: its form says in `back` how the list was filtered.
OF_THE_LIST = ("/confirmations", "/rectifications", "/reassignments", "/rejections", "/deadlines")
# Addresses that only take something, and the page on which their buttons stand.
STANDS_ON = {"/handovers": "/held", "/tasks": "/tasks/new"} | dict.fromkeys(OF_THE_LIST, "/problems")
# What is decided about the differences of a walk stands on a page of its own.
OF_THE_COMPARISON = re.compile(r"(/walks/[^/]+)/(gaps/.*|acceptances|dismissals)")
NO_PLACE = ("accounts.login", "accounts.logout")


def way_back() -> str:
    """The page that the form stood on, as the browser says; else what the form's own address is about; else the first page."""
    return next((one for one in _places() if _is_page(one.partition("?")[0])), "/")


def page_of(path: str) -> str:
    """The page on which the buttons of an address stand that only takes something: a refusal leaves it in the bar, and whoever
    opens it from there, or from the history, wants that page."""
    return next((one for one in _about(path) if _is_page(one)), "/")


def _places() -> Iterator[str]:
    yield from _ours(request.referrer or "", request.host)
    if request.path in OF_THE_LIST:  # refused once before, it stood on such an address, which says nothing of the list
        yield from _ours(request.form.get("back", ""), "")
    yield from _about(request.path)


def _about(path: str) -> Iterator[str]:
    if compared := OF_THE_COMPARISON.fullmatch(path):
        yield f"{compared[1]}/comparison"
    about = path
    while about.strip("/"):
        yield STANDS_ON.get(about, about)
        about = about.rpartition("/")[0]


def _ours(address: str, host: str) -> Iterator[str]:
    try:
        said = urlsplit(address)
    except ValueError:  # anybody can send what no address is: 「http://[」
        return
    if said.netloc == host and said.path.startswith("/"):
        yield f"{said.path}?{said.query}" if said.query else said.path


def _is_page(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _ = adapter.match(path, method="GET") if adapter else ("", {})
    except (HTTPException, RequestRedirect):
        return False
    return not (endpoint in NO_PLACE or endpoint.startswith(("api.", "files.")) or "." in path.rpartition("/")[2])
