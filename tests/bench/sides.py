"""The two servers that are compared, each a process of its own on a database of its own: ours and the bare one."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from tests.bench.journals import Sender, log_in_all
from tests.bench.senders import Connection, request
from tests.databases import PostgresStore, SqliteStore, cluster, free_port, settings_for
from zlc import create_app
from zlc.accounts.models import Unit
from zlc.config import ROOT
from zlc.database import db, uuid7
from zlc.folder import found
from zlc.walks.journal import commits

SECRET = "a secret of benches"


class Side:
    """A server process; `with side:` starts it and stops it."""

    def __init__(self, arguments: list[str], folder: Path, settings: dict[str, str]) -> None:
        self.port, self.folder = free_port(), folder
        self._arguments, self._settings = arguments, settings

    def __enter__(self) -> "Side":
        log = (self.folder / "server.log").open("ab")
        settings = {**os.environ, **self._settings, "PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, *self._arguments], cwd=ROOT, env=settings, stdout=log, stderr=log
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                Connection(self.port).send(request("GET", "/"))
                return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text()[-3000:])

    @property
    def process(self) -> int:
        """The id of the process that was started; what serves is below it."""
        return self._process.pid

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)


class Ours(Side):
    """The server as `python app.py` serves it, one worker; its units and phones are made in the database."""

    def __init__(self, url: str, folder: Path) -> None:
        settings = {"ZLC_DATA": str(folder), "DATABASE_URL": url, "ZLC_SECRET_KEY": SECRET, "WEB_CONCURRENCY": "1"}
        found(folder)
        super().__init__(["app.py"], folder, settings)
        self.app: Flask = create_app({**settings_for(url, folder), "SECRET_KEY": SECRET})
        with self.app.app_context():
            self.epoch = commits.this_server().epoch

    def phones(self, count: int) -> list[Sender]:
        """In a unit of their own."""
        with self.app.app_context():
            name = uuid7()
            unit = Unit(name=name, short="云岭局", kind="department")
            db.session.add(unit)
            db.session.flush()
            return log_in_all(self.app, unit.id, count)

    def count(self, what: str) -> int:
        with self.app.app_context():
            found: Any = db.session.scalar(db.text(f"select count(*) from {what}"))
            return int(found)

    def wait_until_folded(self) -> None:
        deadline = time.monotonic() + 60
        while self.count("walks where marked"):
            assert time.monotonic() < deadline, "a walk was left unfolded"
            time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


class Bare(Side):
    def __init__(self, url: str, folder: Path) -> None:
        super().__init__(["-m", "tests.bench.bare"], folder, {"STORE": url, "PHOTOS": str(folder / "photos")})


@contextmanager
def both(database: str, folder: Path) -> Iterator[tuple[Ours, Bare]]:
    """Both servers on `database` (SQLite or PostgreSQL), which keeps what it has committed at a power loss."""
    for name in ("ours", "bare"):
        (folder / name).mkdir(parents=True)
    if database == "SQLite":
        yield from _started(SqliteStore(folder).fresh(folder / "ours"), f"sqlite:///{folder}/bare/bare.sqlite3", folder)
        return
    with cluster(durable=True) as port:
        store = PostgresStore(port, folder)
        yield from _started(store.fresh(folder), store.empty("bare"), folder)


def _started(ours: str, bare: str, folder: Path) -> Iterator[tuple[Ours, Bare]]:
    with Ours(ours, folder / "ours") as one, Bare(bare, folder / "bare") as other:
        yield one, other  # type: ignore[misc]
