"""A data folder with its database, as whoever runs the server handles it."""

from itertools import count
from pathlib import Path

from tests.attacks import checks
from tests.attacks.conftest import Client
from tests.attacks.standing import command
from tests.browser import Browser
from zlc.accounts.audit import AuditLine
from zlc.database import db
from zlc.startup import check
from zlc.walks.journal import commits


class Place:
    """A data folder with its database, the tests' world in it."""

    def __init__(self, app, settings):
        self.app, self.data, self.url = app, settings["DATA"], settings["SQLALCHEMY_DATABASE_URI"]
        self.files = (self.data.parent / f"{self.data.name}-{number}.zlc" for number in count(1))

    def client(self, standing):
        browser = Browser(self.app)
        browser.log_in("recorder")
        self.rest()
        return Client(standing.port, browser.client.get_cookie("zlc").value, standing.process)

    def rest(self):
        """The test's own process lets go of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def run(self, *words):
        self.rest()
        return command(self.data, self.url, "database", *words)

    def back_up(self):
        file = next(self.files)
        done = self.run("backup", str(file))
        assert done.returncode == 0, done.stdout
        return file

    def state(self):
        """What the database says, and that it is sound."""
        check(self.data, self.url)
        entries = frozenset(checks.entries(self.app))
        with self.app.app_context():
            lines = db.session.scalars(db.select(AuditLine.verb)).all()
            told = entries, commits.this_server().epoch, lines.count("database restored")
            db.session.remove()
        self.rest()
        return told

    @property
    def file(self):
        return Path(f"{self.data}/zlc.sqlite3") if self.url.startswith("sqlite") else None
