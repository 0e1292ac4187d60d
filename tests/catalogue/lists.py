"""Lists of matters as offices hand them in, and a desk that takes one in."""

import io
import re
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.browser import Browser
from zlc.catalogue.models import Matter
from zlc.database import db

HEADINGS = ["事项名称", "实施编码", "承诺办结时限", "到办事现场次数", "申请材料"]


def workbook(*rows: list[Any], prepare: Any = None) -> bytes:
    """An .xlsx whose first sheet has these rows; `prepare(book, sheet)` does the rest."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if prepare:
        prepare(book, sheet)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


class Desk:
    """A browser in front of the import pages; `page` is the last one it was shown."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.path = browser, ""
        self.page: TestResponse = browser.get("/imports")

    def hand_in(self, data: bytes, name: str = "目录.xlsx") -> "Desk":
        return self._begun(self.browser.post("/imports", {"file": (io.BytesIO(data), name)}))

    def paste(self, text: str) -> "Desk":
        return self._begun(self.browser.post("/imports", {"pasted": text}))

    def _begun(self, reply: TestResponse) -> "Desk":
        self.page = reply
        if reply.status_code == 303:
            self.path = reply.headers["Location"]
            self.follow()
        return self

    def follow(self) -> "Desk":
        """As the browser does: whatever the page asks to be loaded next."""
        self.page = self.browser.get(self.path)
        while True:
            if self.page.status_code in (302, 303):
                self.page = self.browser.get(self.page.headers["Location"])
            elif again := self.page.headers.get("Refresh"):
                self.page = self.browser.get(again.partition("url=")[2])
            else:
                return self

    def post(self, action: str, data: dict[str, Any] | None = None) -> TestResponse:
        self.page = self.browser.post(f"{self.path}/{action}", data)
        reply = self.page
        if reply.status_code == 303 or reply.headers.get("Refresh"):
            self.follow()
        return reply

    def confirm(self) -> TestResponse:
        mark = re.search(r'name="seen"[^>]*value="([^"]+)"', self.page.text)
        return self.post("confirmation", {"seen": mark[1] if mark else ""})

    def rows(self, show: str) -> str:
        return self.browser.get(f"{self.path}?show={show}").text

    def figures(self) -> dict[str, int]:
        found = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", self.page.text)
        return {name.partition("，")[0]: int(count) for name, count in found}


def matters(app: Any, unit_id: str | None = None) -> dict[str, Matter]:
    """By name, with their materials loaded."""
    with app.app_context():
        wanted = select(Matter).where(Matter.unit_id == unit_id) if unit_id else select(Matter)
        found = {one.name: one for one in db.session.scalars(wanted)}
        for one in found.values():
            one.materials  # noqa: B018
        db.session.expunge_all()
        return found


@pytest.fixture
def desk(visit):
    """desk('coordinator') stands at the import pages."""
    return lambda who: Desk(visit(who))
