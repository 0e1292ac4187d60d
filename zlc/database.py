"""The database: one SQLAlchemy, SQLite or PostgreSQL, and when a transaction takes the write lock.

SQLite is asked for `synchronous=FULL`, because in WAL mode a commit we have already answered for
may otherwise vanish at power loss. A transaction that reads first and writes later fails with
"database is locked" however long the timeout (SQLite cannot upgrade a stale snapshot), so whoever
means to write begins with BEGIN IMMEDIATE.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase


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

_reading: ContextVar[bool] = ContextVar("reading", default=False)


def read_only() -> None:
    """From here on transactions of this request take no write lock."""
    _reading.set(True)


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


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "busy_timeout=20000"):
            connection.execute(f"pragma {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def rows(sql: str, *values: Any) -> list[Any]:
    """Plain SQL in the session's transaction, for the few statements that every push runs: SQLAlchemy takes ten
    times longer to build such a statement than the database to answer it. `?` stands for a value; a list becomes
    as many in brackets. What the session has not flushed is not seen, and what it holds is not updated.
    """
    connection = db.session.connection()
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    text, *rest = sql.split("?")
    flat: list[Any] = []
    for value, following in zip(values, rest, strict=True):
        many = isinstance(value, list)
        flat += value if many else [value]
        text += (f"({','.join([mark] * len(value))})" if many else mark) + following
    result = connection.exec_driver_sql(text, tuple(flat))
    return list(result.fetchall()) if result.returns_rows else []


def insert_rows(model: type[Model], columns: Sequence[str], lines: Sequence[tuple[Any, ...]]) -> None:
    """Many rows of one table at once, each as `columns` says, JSON given as text: by executemany on SQLite, by COPY on
    PostgreSQL, where binding each row's parameters costs more than storing it.
    """
    if not lines:
        return
    connection = db.session.connection()
    names = ",".join(f'"{name}"' for name in columns)
    if connection.dialect.name != "postgresql":
        marks = ",".join("?" * len(columns))
        connection.exec_driver_sql(f"insert into {model.__tablename__} ({names}) values ({marks})", list(lines))
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"copy {model.__tablename__} ({names}) from stdin") as copy:
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
