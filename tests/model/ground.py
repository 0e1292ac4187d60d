"""The real server of the model: one app, a database that goes back to its beginning for each story, and its clock."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tests import databases
from tests.browser import Browser
from tests.worlds import World, build_world
from zlc import clock, create_app, database
from zlc.accounts.models import Person
from zlc.database import db
from zlc.walks.journal import commits, folding, handovers, held
from zlc.walks.models import Entry, Walk

BEGINNING = 1_772_413_200_000
PEOPLE = ("recorder", "colleague", "stranger")


class Crash(BaseException):
    """The process ends here: nobody handles it, the transaction goes with it."""


class Fault(Exception):
    """Something in the server failed, and the server goes on."""


class Copies(Protocol):
    """Copies of the database as a whole, as an operator makes them. Nobody may be connected."""

    def take(self) -> Any: ...
    def put_back(self, copy: Any) -> None: ...
    def drop(self, copy: Any) -> None: ...


class SqliteCopies:
    def __init__(self, file: Path) -> None:
        self.file, self.numbers = file, count(1)

    def take(self) -> Path:
        copy = self.file.with_name(f"copy-{next(self.numbers)}.sqlite3")
        with sqlite3.connect(self.file) as source:
            source.execute("pragma wal_checkpoint(truncate)")
        source.close()
        shutil.copyfile(self.file, copy)
        return copy

    def put_back(self, copy: Path) -> None:
        for leftover in ("-wal", "-shm"):
            self.file.with_name(self.file.name + leftover).unlink(missing_ok=True)
        shutil.copyfile(copy, self.file)

    def drop(self, copy: Path) -> None:
        copy.unlink()


class PostgresCopies:
    def __init__(self, store: databases.PostgresStore, name: str) -> None:
        self.store, self.name = store, name

    def take(self) -> databases.Rows:
        with self.store.connect(self.name) as connection:
            return databases.rows_of(connection)

    def put_back(self, copy: databases.Rows) -> None:
        with self.store.connect(self.name) as connection:
            databases.fill(connection, copy)

    def drop(self, copy: databases.Rows) -> None:
        """It lies nowhere."""


class Ground:
    """Made once per test; `begin` gives each story a server that nobody has written to."""

    def __init__(self, store: databases.Store, folder: Path) -> None:
        url = store.fresh(folder)
        self.app: Flask = create_app(databases.settings_for(url, folder))
        self.now = BEGINNING
        self.copies: Copies = (
            PostgresCopies(store, url.rpartition("/")[2])
            if isinstance(store, databases.PostgresStore)
            else SqliteCopies(folder / "zlc.sqlite3")
        )
        with clock.frozen_at(self.now):
            with self.app.app_context():
                self.world: World = build_world()
            self.cookies = {name: self._log_in(name) for name in PEOPLE}
        self.copy: Any = None
        self.beginning = self.take_copy()
        self._how: type[BaseException] = Crash
        self._fails_at = 0
        self.app.logger.disabled = True  # thousands of faults, all of them meant
        with self.app.app_context():
            event.listen(db.session, "before_commit", self._fail)

    def close(self) -> None:
        with self.app.app_context():
            event.remove(db.session, "before_commit", self._fail)
        self._disconnect()

    def begin(self) -> None:
        self.now = BEGINNING
        for folder in (self.photos, self.older_photos):
            shutil.rmtree(folder, ignore_errors=True)
        self.put_back(self.beginning)

    def _log_in(self, username: str) -> str:
        """Once per person: argon2 is slow on purpose."""
        browser = Browser(self.app)
        assert browser.log_in(username, own_phone="y").status_code == 303
        cookie = browser.client.get_cookie("zlc")
        assert cookie is not None
        return cookie.value

    # -- photos -----------------------------------------------------------------------------------

    @property
    def photos(self) -> Path:
        return Path(self.app.config["DATA"]) / "photos"

    @property
    def older_photos(self) -> Path:
        return self.photos.with_name("older-photos")

    def copy_photos(self) -> None:
        shutil.rmtree(self.older_photos, ignore_errors=True)
        if self.photos.exists():
            shutil.copytree(self.photos, self.older_photos)

    def put_photos_back(self) -> None:
        """The folder of the last copy, or an empty one: the database knows of photos that are not in it."""
        shutil.rmtree(self.photos, ignore_errors=True)
        if self.older_photos.exists():
            shutil.copytree(self.older_photos, self.photos)

    # -- copies -----------------------------------------------------------------------------------

    def back_up(self) -> None:
        """The operator keeps the newest copy only."""
        older, self.copy = self.copy, self.take_copy()
        if older is not None:
            self.copies.drop(older)

    def take_copy(self) -> Any:
        self._disconnect()
        return self.copies.take()

    def put_back(self, copy: Any) -> None:
        self._disconnect()
        self.copies.put_back(copy)

    def say_restored(self) -> None:
        """What `flask database restored` does."""
        with self.app.app_context(), clock.frozen_at(self.now):
            commits.begin_epoch()
            db.session.commit()

    def grant(self, entry_id: str) -> None:
        """The coordinators agree to what somebody asked for: the walk's own, and for a move the other unit's."""
        with self.app.app_context(), clock.frozen_at(self.now):
            folding.catch_up()
            database.write()
            commits.lock()
            entry = db.session.get_one(Entry, entry_id)
            home = self._coordinator(db.session.get_one(Walk, entry.walk_id).unit_id)
            if entry.why == "moves_walk":
                handovers.take(entry, self._coordinator(handovers.let_go(entry, home).to_unit_id))
            else:
                held.release(entry, home)
            folding.fold_marked([str(entry.walk_id)])
            db.session.commit()
            db.session.remove()

    def _coordinator(self, unit_id: str) -> Person:
        name = "coordinator" if unit_id == self.world.units["home"] else "coordinator2"
        return self.world.person(name)

    def _disconnect(self) -> None:
        with self.app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()

    # -- requests and rows ------------------------------------------------------------------------

    @contextmanager
    def failing(self, how: type[BaseException], commit: int) -> Iterator[None]:
        """The request inside fails just before its `commit`-th commit; 0: it does not."""
        self._how, self._fails_at = how, commit
        try:
            yield
        finally:
            self._fails_at = 0

    def _fail(self, session: Session) -> None:
        if self._fails_at and not session.in_nested_transaction():
            self._fails_at -= 1
            if self._fails_at == 0:
                raise self._how

    def rows(self, query: str) -> list[Any]:
        with self.app.app_context(), database.reading():
            found = list(db.session.execute(text(query)))
            db.session.remove()
        return found
