"""A test client that behaves like a browser, and checks every page it is shown."""

import re
from typing import Any

from flask import Flask, Response, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.markup import check_page, forms_of
from tests.worlds import PASSWORD
from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.accounts.views import enter
from zlc.database import db

API = {"X-ZLC": "1", "Sec-Fetch-Site": "same-origin"}


class Browser:
    def __init__(self, app: Flask, address: str = "127.0.0.1") -> None:
        self.client = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = address
        self.token = ""
        self.seen: dict[str, list[dict[str, str]]] = {}

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self._seen(self.client.get(path, **kwargs))

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Submit a form: the token is that of the last page that had one, and what a page showed of a thing goes back with
        the form that stood there, if it has been looked at."""
        filled = {"csrf_token": self.token, **self.seen_with(path, data or {}), **(data or {})}
        return self._seen(self.client.post(path, data=filled, **kwargs))

    def api(self, method: str, path: str, json: Any = None, **kwargs: Any) -> TestResponse:
        headers = {**API, **kwargs.pop("headers", {})}
        reply = self.client.open(f"/api/v1{path}", method=method, json=json, headers=headers, **kwargs)
        assert reply.headers["X-ZLC-Server"] and reply.headers["X-ZLC-Time"].isdigit()
        return reply

    def log_in(self, username: str, password: str = PASSWORD, **fields: Any) -> TestResponse:
        self.get("/login")
        return self.post("/login", {"username": username, "password": password, **fields})

    def enter(self, username: str) -> None:
        """Logged in, with a page open that has a form: as by log_in, without its two pages."""
        app = self.client.application
        with app.test_request_context("/login", environ_base=self.client.environ_base):
            enter(db.session.scalars(select(Person).filter_by(username=username)).one(), False, access.address())
            self.token = generate_csrf()
            answered = Response()
            app.session_interface.save_session(app, session, answered)  # type: ignore[arg-type]
        cookie = answered.headers["Set-Cookie"].partition(";")[0].partition("=")
        self.client.set_cookie(cookie[0], cookie[2])

    def seen_with(self, path: str, data: dict[str, Any]) -> dict[str, str]:
        """The marks of the form of that address (of several, of the one whose other hidden fields agree with what is sent), or,
        where no page had one, of any other form about the same thing."""
        beside = [form for address, forms in self.seen.items() if _thing(address) == _thing(path) for form in forms]

        def contradicts(form: dict[str, str]) -> int:
            return sum(data.get(name, value) != value for name, value in form.items())

        found = sorted(self.seen.get(path) or beside, key=contradicts)
        return {name: value for name, value in found[0].items() if name.startswith("seen")} if found else {}

    def _seen(self, reply: TestResponse) -> TestResponse:
        if reply.mimetype == "text/html" and reply.data:
            check_page(reply)
            if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', reply.text):
                self.token = found[1]
            self.seen |= forms_of(reply.text)
        return reply


def _thing(address: str) -> str:
    return address.rpartition("/")[0]
