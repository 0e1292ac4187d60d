"""The database: one SQLAlchemy, SQLite or PostgreSQL, and when a transaction takes the write lock.

SQLite is asked for `synchronous=FULL`, because in WAL mode a commit we have already answered for
may otherwise vanish at power loss. A transaction that reads first and writes later fails with
"database is locked" however long the timeout (SQLite cannot upgrade a stale snapshot), so whoever
means to write begins with BEGIN IMMEDIATE.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool

from zlc.search.words import zlc_tokens


class _Base(DeclarativeBase):
    # Alembic needs names to drop a constraint later.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=_Base)

if TYPE_CHECKING:  # Flask-SQLAlchemy makes the class at run time, where no type checker looks

    class Model(DeclarativeBase):
        """Every table's class."""
else:
    Model = db.Model

# Whoever waits for SQLite's write lock sleeps, longer each time, while it may long be free; threads of one process
# queue here first. It only spares sleep: BEGIN IMMEDIATE still decides, between processes too.
_turns: "WeakKeyDictionary[Engine, threading.Lock]" = WeakKeyDictionary()
WAIT = 20  # s, as busy_timeout

PRAGMAS = (
    "journal_mode=wal", "synchronous=full", "foreign_keys=on", f"busy_timeout={WAIT * 1000}",
    "recursive_triggers=on",  # else INSERT OR REPLACE deletes without asking the triggers that refuse it
    # A push touches pages of two dozen indexes: 16 MB of them stay at hand, and go back to the file each 16 MB.
    "cache_size=-16000", "wal_autocheckpoint=4000",
)  # fmt: skip

_reading: ContextVar[bool] = ContextVar("reading", default=False)
_founding: ContextVar[bool] = ContextVar("founding", default=False)


def read_only(reads: bool = True) -> None:
    """From here on transactions of this thread take no write lock; or do, if not `reads`."""
    _reading.set(reads)


def write() -> None:
    """End the reading transaction; the next statement begins one that may write.

    What was read before is read again: it may have changed in between.
    """
    if _reading.get():
        db.session.rollback()
        _reading.set(False)


@contextmanager
def reading() -> Iterator[None]:
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def founding() -> Iterator[None]:
    """Here alone a connection may make an SQLite file that is not there."""
    token = _founding.set(True)
    try:
        yield
    finally:
        _founding.reset(token)


@event.listens_for(Engine, "do_connect")
def _open_what_is_there(dialect: Any, _record: object, arguments: list[Any], options: dict[str, Any]) -> Any:
    """SQLite makes the file that it does not find: on a disk that is not mounted, an empty database in silence."""
    name = str(arguments[0]) if arguments else ""
    if dialect.name != "sqlite" or _founding.get() or name in ("", ":memory:") or name.startswith("file:"):
        return None
    return dialect.loaded_dbapi.connect(f"{Path(name).absolute().as_uri()}?mode=rw", uri=True, **options)


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")
        connection.create_function("zlc_tokens", 1, zlc_tokens, deterministic=True)
        if file := connection.execute("pragma database_list").fetchone()[2]:
            record.info["file"] = (file, _identity(file))


def _identity(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_there(info: dict[str, Any]) -> bool:
    """Whether the SQLite file that the connection with this `info` has open is still the one under its name: into one
    that was removed or replaced SQLite goes on writing, and nobody ever reads it again."""
    file = info.get("file")
    return file is None or _identity(file[0]) == file[1]


@event.listens_for(Pool, "checkout")
def _let_go_of_what_is_gone(_connection: object, record: Any, _proxy: object) -> None:
    if not is_there(record.info):
        raise DisconnectionError  # the pool closes it and opens the file anew, if there is one


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        if not _reading.get() and "turn" not in connection.info:
            turn = _turns.setdefault(connection.engine, threading.Lock())
            if turn.acquire(timeout=WAIT):
                connection.info["turn"] = turn
        with driver_errors(connection):
            raw: Any = connection.connection.driver_connection
            raw.execute("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


@contextmanager
def driver_errors(connection: Connection) -> Iterator[None]:
    """What the driver raises is raised as SQLAlchemy's, which zlc/pages.py answers."""
    dialect: Any = connection.dialect
    driver_error = dialect.loaded_dbapi.Error
    try:
        yield
    except driver_error as fault:
        lost = dialect.is_disconnect(fault, connection.connection.driver_connection, None)
        if lost:  # the server has been restarted: neither this connection nor one that the pool holds still works
            connection.invalidate(fault)
            connection.engine.dispose()
        raise DBAPIError.instance(
            None, None, fault, driver_error, connection_invalidated=lost, dialect=dialect
        ) from fault


def end_turn(info: dict[str, Any]) -> None:
    """Whoever waits for SQLite's write lock may have it: the transaction of the connection with this `info` is over."""
    if turn := info.pop("turn", None):
        turn.release()


@event.listens_for(Pool, "checkin")
def _end_turn(_connection: object, record: Any) -> None:
    """After the commit, which is when SQLAlchemy's own event of that name has long been."""
    end_turn(record.info)


_counting = threading.Lock()
_counted = [0]  # the first 60 bits of the newest id made here: its millisecond and its count


def uuid7(at_ms: int | None = None) -> str:
    """A new identifier (RFC 9562 §5.7, §6.2 method 1): 48 bits of milliseconds, 12 that count inside one, 62 random.

    Those that one process makes sort as they were made, also inside a millisecond and after the clock was set back; those
    of two processes, and those for a given `at_ms`, have no order inside a millisecond.
    """
    chance = int.from_bytes(os.urandom(10), "big")
    if at_ms is None:
        with _counting:
            # Begun in the lower half of its 12 bits; what runs over goes on in the next millisecond.
            first = _counted[0] = max(time.time_ns() // 1_000_000 << 12 | chance >> 69, _counted[0] + 1)
    else:
        first = (at_ms & 0xFFFF_FFFF_FFFF) << 12 | chance >> 68
    value = first >> 12 << 80 | 0x7 << 76 | (first & 0xFFF) << 64 | 0x2 << 62 | chance & (1 << 62) - 1
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def time_of(id_: str) -> int:
    """When an id of uuid7 was made, unix ms."""
    return int(id_.replace("-", "")[:12], 16)
