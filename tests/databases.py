"""Databases for tests: migrated once, then copied for each test."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from zlc import create_app
from zlc.cli.database import upgrade_database
from zlc.database import db
from zlc.folder import found

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


MEMORY = Path("/dev/shm")  # a disk in memory, where there is one with room for two clusters
ROOM = 2 * 1024**3


class Store(Protocol):
    def fresh(self, folder: Path) -> str: ...

    def drop(self, url: str) -> None: ...


def settings_for(url: str, folder: Path) -> dict[str, Any]:
    """What create_app needs for a test: real CSRF and real limits, everything in `folder`."""
    return {
        "DATA": folder,
        "SECRET_KEY": "a secret of tests only",
        "SQLALCHEMY_DATABASE_URI": url,
        "TESTING": True,
        "PROPAGATE_EXCEPTIONS": False,
        "SESSION_COOKIE_NAME": "zlc",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "LIMITS": "memory://",
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def migrate(url: str, folder: Path) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        upgrade_database()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


class SqliteStore:
    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.sqlite3"
        migrate(f"sqlite:///{self.template}", folder)

    def fresh(self, folder: Path) -> str:
        copy = folder / "zlc.sqlite3"
        shutil.copyfile(self.template, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        """It lies in the test's own folder."""


class PostgresStore:
    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.numbers = port, count(1)
        self.run("create database template_zlc")
        migrate(self._url("template_zlc"), folder)

    def fresh(self, folder: Path) -> str:
        found(folder)  # SQLite's file is there, by which a folder is known as ours
        name = f"test_{next(self.numbers)}"
        self.copy("template_zlc", name)
        return self._url(name)

    def copy(self, name: str, to: str) -> None:
        """File by file: with nothing to be synced it takes half the time of the way through the journal."""
        self.run(f"create database {to} template {name} strategy file_copy")

    def drop(self, url: str) -> None:
        """A thousand of them would be eight gigabytes."""
        self.run(f"drop database if exists {url.rpartition('/')[2]} with (force)")

    def empty(self, name: str) -> str:
        self.run(f"create database {name}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str) -> None:
        import psycopg

        address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    if os.environ.get("ZLC_TEST_STORE") == "postgresql":
        with cluster() as port:
            yield PostgresStore(port, folder)
    else:
        yield SqliteStore(folder)


@contextmanager
def cluster(durable: bool = False) -> Iterator[int]:
    """A PostgreSQL of our own on a free loopback port, gone afterwards. `durable`: it waits for the disk, as a real
    one does; tests need not."""
    if not POSTGRES:
        raise RuntimeError("PostgreSQL is not installed: ./run.sh test installs it")
    roomy = not durable and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    home = Path(tempfile.mkdtemp(prefix="zlc-pg-", dir=MEMORY if roomy else None))
    port = free_port()
    # The server refuses to run as root.
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_postgres:
        shutil.chown(home, "postgres")
    tool = [*as_postgres, str(POSTGRES[0] / "pg_ctl"), "-D", str(home / "data"), "-s", "-w"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {home}"
    if not durable:
        options += " -c fsync=off -c full_page_writes=off"
    subprocess.run(
        [*tool, "init", "-o", "-A trust -U postgres --no-sync -E UTF8 --locale=C"], check=True, cwd=home
    )
    subprocess.run([*tool, "start", "-o", options, "-l", str(home / "log")], check=True, cwd=home)
    try:
        yield port
    finally:
        subprocess.run([*tool, "stop", "-m", "immediate"], check=False, cwd=home)
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
