"""A rectification whose owner has no account, and their link."""

import pytest

from tests.browser import Browser
from tests.days import due_in
from tests.desk.verbs import link_in
from zlc.database import db
from zlc.rectifications import following
from zlc.rectifications.models import Rectification

NAMELESS = {"owner_name": "李师傅", "department": "后勤科"}


class Given:
    """`page`: of the desk; `problem`: the entry it was begun from."""

    def __init__(self, app, visit, record, **fields):
        self.app, self.visit = app, visit
        self.recording = record()
        self.problem = self.recording.problem()
        for noun, said in (("confirmation", {}), ("rectifications", {**NAMELESS, "due_on": due_in(9).isoformat(), **fields})):
            assert self.does("coordinator", noun, f"/problems/{self.problem}", **said).status_code == 303
        with app.app_context():
            self.id = following.of_problem(self.problem)[0].id
        self.page = f"/rectifications/{self.id}"

    def does(self, who, noun, page="", **filled):
        browser, page = self.visit(who), page or self.page
        browser.get(page)
        return browser.post(f"{page}/{noun}", filled)

    def link(self, who="coordinator"):
        """Another one."""
        reply = self.does(who, "link")
        assert reply.status_code == 200, reply.text
        return link_in(reply.text)

    def kept(self, look):
        """look(the row)."""
        with self.app.app_context():
            return look(db.session.get_one(Rectification, self.id))


class Holder(Browser):
    """A browser that nobody has logged in on, with the link open."""

    def __init__(self, app, link):
        super().__init__(app)
        self.link = link
        self.opened = self.get(link)

    def does(self, noun, **filled):
        self.get(self.link)
        return self.post(f"{self.link}/{noun}", filled)


@pytest.fixture
def given(app, visit, record):
    return Given(app, visit, record)


@pytest.fixture
def holder(app, given):
    return Holder(app, given.link())
