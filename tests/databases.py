"""Databases for tests: migrated once, then copied for each test."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg

from tests.worlds import build_world
from zlc import create_app
from zlc.cli.database import upgrade_database
from zlc.database import db
from zlc.folder import found

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


MEMORY = Path("/dev/shm")  # a disk in memory, where there is one with room for two clusters
ROOM = 2 * 1024**3


Rows = dict[str, str | None]  # those of each table, in JSON; None: it is empty


class Store(Protocol):
    def fresh(self, folder: Path, peopled: bool = False) -> str:
        """The address of a migrated database; `peopled`: with the people of tests/worlds.py."""
        ...

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


def prepare(url: str, folder: Path, make: Callable[[], Any] = upgrade_database) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        make()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


class SqliteStore:
    def __init__(self, folder: Path) -> None:
        self.bare, self.peopled = folder / "bare.sqlite3", folder / "peopled.sqlite3"
        prepare(f"sqlite:///{self.bare}", folder)
        shutil.copyfile(self.bare, self.peopled)
        prepare(f"sqlite:///{self.peopled}", folder, build_world)

    def fresh(self, folder: Path, peopled: bool = False) -> str:
        copy = folder / "zlc.sqlite3"
        shutil.copyfile(self.peopled if peopled else self.bare, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        """It lies in the test's own folder."""


class PostgresStore:
    """A database that a test is done with is emptied for the next one: to make one takes ten times as long."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.numbers, self.free = port, count(1), list[str]()
        self.run("create database template_zlc")
        prepare(self._url("template_zlc"), folder)
        with self.connect("template_zlc") as template:
            self.shape, self.bare = shape_of(template), rows_of(template)
        self.copy("template_zlc", "peopled_zlc")
        prepare(self._url("peopled_zlc"), folder, build_world)
        with self.connect("peopled_zlc") as template:
            self.peopled = rows_of(template)

    def fresh(self, folder: Path, peopled: bool = False) -> str:
        found(folder)  # SQLite's file is there, by which a folder is known as ours
        if self.free:
            name = self.free.pop()
        else:
            name = f"test_{next(self.numbers)}"
            self.copy("template_zlc", name)
        with self.connect(name) as copy:
            fill(copy, self.peopled if peopled else self.bare)
        return self._url(name)

    def copy(self, name: str, to: str) -> None:
        """File by file: with nothing to be synced it takes half the time of the way through the journal."""
        self.run(f"create database {to} template {name} strategy file_copy")

    def drop(self, url: str) -> None:
        """What has been built anew in it, or torn down, is not put back."""
        name = url.rpartition("/")[2]
        with self.connect(name) as copy:
            alone = f"datname = '{name}' and pid <> pg_backend_pid()"
            copy.execute(f"select pg_terminate_backend(pid) from pg_stat_activity where {alone}")
            as_it_was = shape_of(copy) == self.shape
        if as_it_was:
            self.free.append(name)
        else:
            self.run(f"drop database if exists {name} with (force)")

    def empty(self, name: str) -> str:
        self.run(f"create database {name}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(f"postgresql://postgres@127.0.0.1:{self.port}/{name}", autocommit=True)

    def run(self, statement: str) -> None:
        with self.connect("postgres") as connection:
            connection.execute(statement)


def shape_of(connection: psycopg.Connection[Any]) -> Any:
    """A number that a copy has in common with its template as long as no table, column, index, constraint, function or
    trigger has come, gone or changed."""
    parts = [
        f"(select sum(hashtextextended(concat_ws(' ', {columns}), 0)::numeric) from {table} where {first} >= 16384)"
        for table, first, columns in (
            ("pg_class", "oid", "oid, relname"), ("pg_attribute", "attrelid", "attrelid, attname, atttypid, attnotnull, atthasdef"),
            ("pg_constraint", "oid", "oid"), ("pg_proc", "oid", "oid, md5(prosrc)"), ("pg_trigger", "oid", "oid, tgenabled"),
        )
    ]  # fmt: skip
    return connection.execute(f"select {','.join(parts)}").fetchone()


def rows_of(connection: psycopg.Connection[Any]) -> Rows:
    names = [name for (name,) in connection.execute("select tablename from pg_tables where schemaname = 'public'")]
    return {name: connection.execute(f"select json_agg(one)::text from {name} one").fetchone()[0] for name in names}


def fill(connection: psycopg.Connection[Any], rows: Rows) -> None:
    """With these rows, and nothing else."""
    connection.execute("set session_replication_role = replica")  # no trigger forbids it, and no row waits for another
    guards = list(connection.execute("select tgrelid::regclass, tgname from pg_trigger where tgenabled = 'A'"))  # but for these
    for table, guard in guards:
        connection.execute(f"alter table {table} disable trigger {guard}")
    used = " union all ".join(f"select '{name}' where exists (select from {name})" for name in rows)
    connection.execute(f"truncate {','.join(name for (name,) in connection.execute(used))} restart identity cascade")
    for name, some in rows.items():
        if some is not None:
            connection.execute(f"insert into {name} select * from json_populate_recordset(null::{name}, %s)", [some])
    for table, guard in guards:
        connection.execute(f"alter table {table} enable always trigger {guard}")
    connection.execute("delete from pg_statistic where starelid >= 16384")


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
