"""A test client that behaves like a browser, and checks every page it is shown."""

import re
from typing import Any

from flask import Flask, Response, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.markup import check_page
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

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self._seen(self.client.get(path, **kwargs))

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Submit a form; the token is that of the last page that had one."""
        filled = {"csrf_token": self.token, **(data or {})}
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

    def _seen(self, reply: TestResponse) -> TestResponse:
        if reply.mimetype == "text/html" and reply.data:
            check_page(reply)
            if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', reply.text):
                self.token = found[1]
        return reply
