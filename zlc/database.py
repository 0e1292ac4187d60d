"""The database: one SQLAlchemy, SQLite or PostgreSQL, and when a transaction takes the write lock.

SQLite is asked for `synchronous=FULL`, because in WAL mode a commit we have already answered for
may otherwise vanish at power loss. A transaction that reads first and writes later fails with
"database is locked" however long the timeout (SQLite cannot upgrade a stale snapshot), so whoever
means to write begins with BEGIN IMMEDIATE.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Boolean, Connection, Engine, MetaData, event, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlalchemy.pool import Pool


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

Row = TypeVar("Row", bound=Model)
# Whoever waits for SQLite's write lock sleeps, longer each time, while it may long be free; threads of one process
# queue here first. It only spares sleep: BEGIN IMMEDIATE still decides, between processes too.
_turns: "WeakKeyDictionary[Engine, threading.Lock]" = WeakKeyDictionary()
WAIT = 20  # s, as busy_timeout

PRAGMAS = (
    "journal_mode=wal", "synchronous=full", "foreign_keys=on", f"busy_timeout={WAIT * 1000}",
    # A push touches pages of two dozen indexes: 16 MB of them stay at hand, and go back to the file each 16 MB.
    "cache_size=-16000", "wal_autocheckpoint=4000",
)  # fmt: skip

_reading: ContextVar[bool] = ContextVar("reading", default=False)


def read_only() -> None:
    """From here on transactions of this request take no write lock."""
    _reading.set(True)


def write(*again: Any) -> None:
    """End the reading transaction; the next statement begins one that may write.

    What was read before is read again: it may have changed in between. The rows given as `again` are so at once.
    """
    if _reading.get():
        keys = [(type(row), inspect(row).identity[0]) for row in again]
        db.session.rollback()
        _reading.set(False)
        for model, key in keys:
            load(model, key)


@contextmanager
def reading() -> Iterator[None]:
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        if not _reading.get() and "turn" not in connection.info:
            turn = _turns.setdefault(connection.engine, threading.Lock())
            if turn.acquire(timeout=WAIT):
                connection.info["turn"] = turn
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


@event.listens_for(Pool, "checkin")
def _end_turn(_connection: object, record: Any) -> None:
    """After the commit, which is when SQLAlchemy's own event of that name has long been."""
    if turn := record.info.pop("turn", None):
        turn.release()


def rows(sql: str, *values: Any) -> list[Any]:
    """Plain SQL in the session's transaction, for the few statements that every push runs: SQLAlchemy takes ten
    times longer to build such a statement than the database to answer it. `?` stands for a value; a list becomes
    as many in brackets. What the session has not flushed is not seen, and what it holds is not updated.
    """
    connection = db.session.connection()
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    sizes = tuple(len(value) if type(value) is list else 0 for value in values)
    flat: list[Any] = []
    for value in values:
        if type(value) is list:
            flat += value
        else:
            flat.append(value)
    with _driver(connection) as cursor:
        cursor.execute(_spelled(sql, mark, sizes), flat)
        return list(cursor.fetchall()) if cursor.description else []


def load(model: type[Row], key: str) -> Row | None:
    """The session's instance of this row as the database has it now: session.get in plain SQL, for the three rows that
    every push needs (its person, device and walk)."""
    columns, names = _columns_of(model)
    found = rows(f"select {names} from {model.__tablename__} where id = ?", key)
    if not found:
        return None
    held = db.session.identity_map.get(identity_key(model, key))
    instance: Any = model() if held is None else held
    for (name, read), value in zip(columns, found[0], strict=True):
        set_committed_value(instance, name, value if read is None or value is None else read(value))
    if held is None:
        make_transient_to_detached(instance)
        db.session.add(instance)
    return cast(Row, instance)


@cache
def _columns_of(model: type[Model]) -> tuple[list[tuple[str, Callable[[Any], Any] | None]], str]:
    """Each column with what its value needs on SQLite, which has neither booleans nor JSON; and all of them as SQL."""
    columns: list[tuple[str, Callable[[Any], Any] | None]] = []
    for attribute in inspect(model).column_attrs:
        kind = attribute.columns[0].type
        columns.append((attribute.key, bool if isinstance(kind, Boolean) else _json if isinstance(kind, JSON) else None))
    return columns, ",".join(f'"{name}"' for name, _ in columns)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


@lru_cache(256)
def _spelled(sql: str, mark: str, sizes: tuple[int, ...]) -> str:
    text, *rest = sql.split("?")
    for size, following in zip(sizes, rest, strict=True):
        text += (f"({','.join([mark] * size)})" if size else mark) + following
    return text


@contextmanager
def _driver(connection: Connection) -> Iterator[Any]:
    """The driver's own cursor; its errors are raised as SQLAlchemy's, which zlc/pages.py answers."""
    dialect: Any = connection.dialect
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except dialect.loaded_dbapi.Error as fault:
        raise DBAPIError.instance(
            None, None, fault, dialect.loaded_dbapi.Error, connection_invalidated=False, dialect=dialect
        ) from fault
    finally:
        cursor.close()


def insert_rows(model: type[Model], columns: Sequence[str], lines: Sequence[tuple[Any, ...]]) -> None:
    """Many rows of one table at once, each as `columns` says, JSON given as text: by executemany on SQLite, by COPY on
    PostgreSQL, where binding each row's parameters costs more than storing it.
    """
    if not lines:
        return
    connection = db.session.connection()
    names = ",".join(f'"{name}"' for name in columns)
    with _driver(connection) as cursor:
        if connection.dialect.name != "postgresql":
            marks = ",".join("?" * len(columns))
            cursor.executemany(f"insert into {model.__tablename__} ({names}) values ({marks})", lines)
            return
        with cursor.copy(f"copy {model.__tablename__} ({names}) from stdin") as copy:
            for line in lines:
                copy.write_row(line)


def uuid7(at_ms: int | None = None) -> str:
    """A new identifier (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits; sorts by time."""
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    value = (ms & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
