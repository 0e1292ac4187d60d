"""Plain SQL in the session's transaction, for the few statements that every push and every fold runs: SQLAlchemy takes
ten times longer to build such a statement than the database to answer it.

What the session has not flushed is not seen, and what it holds is not updated.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction

from zlc.database import db, driver_errors

# SQL with `?` for each value, and the values; one that is a list stands for as many in brackets, after `in`.
Query = tuple[str, *tuple[Any, ...]]
_own: ContextVar[Connection | None] = ContextVar("own", default=None)


def rows(sql: str, *values: Any) -> list[Any]:
    """What the statement answers, an empty list if nothing."""
    return ask((sql, *values))[0]


def ask(*queries: Query) -> list[list[Any]]:
    """Several statements, in this order, by one journey to PostgreSQL and back; each sees what those before it did."""
    if not queries:
        return []
    used = connection()
    postgresql = used.dialect.name == "postgresql"
    ready = [(_spelled(sql, postgresql, _sizes(values)), values) for sql, *values in queries]
    with driver_errors(used):
        if postgresql:
            return _piped(used, ready)
        raw: Any = used.connection.driver_connection
        return [raw.execute(sql, _flat(values)).fetchall() for sql, values in ready]


@dataclass(slots=True, eq=False)
class Question:
    """A query, and what it was answered once it has been `put`."""

    query: Query
    rows: list[Any] = field(default_factory=list)


def put(*questions: Question) -> None:
    """Like ask, for what is to be told apart by name."""
    for question, answer in zip(questions, ask(*(question.query for question in questions)), strict=True):
        question.rows = answer


def _piped(connection: Connection, ready: list[tuple[str, list[Any]]]) -> list[list[Any]]:
    raw: Any = connection.connection.driver_connection
    if len(ready) == 1 and raw.pgconn.transaction_status:  # 0: none has begun
        [(sql, values)] = ready  # a pipeline saves nothing; before the first statement it takes BEGIN along
        cursor = raw.execute(sql, values, binary=True)
        return [cursor.fetchall() if cursor.pgresult.nfields else []]
    with raw.pipeline():
        cursors = [raw.execute(sql, values, binary=True) for sql, values in ready]
    return [cursor.fetchall() if cursor.pgresult.nfields else [] for cursor in cursors]


def _sizes(values: Sequence[Any]) -> tuple[int, ...]:
    return tuple([len(value) if type(value) is list else -1 for value in values])


def _flat(values: Sequence[Any]) -> list[Any]:
    flat: list[Any] = []
    for value in values:
        if type(value) is list:
            flat += value
        else:
            flat.append(value)
    return flat


@lru_cache(256)
def _spelled(sql: str, postgresql: bool, sizes: tuple[int, ...]) -> str:
    """PostgreSQL takes a list as one array, so that its statement is the same, and prepared, for every length."""
    if postgresql:
        return sql.replace(" in ?", " = any(%s)").replace("?", "%s")
    text, *rest = sql.split("?")
    for size, following in zip(sizes, rest, strict=True):
        text += ("?" if size < 0 else f"({','.join('?' * size)})") + following
    return text


@contextmanager
def transaction() -> Iterator[None]:
    """A transaction of its own for what stands inside, without the session, and committed at its end: the session's
    bookkeeping costs as much as a push's statements. Instances read inside belong to no session."""
    with db.engine.connect() as own:
        token = _own.set(own)
        try:
            with own.begin():
                yield
        finally:
            _own.reset(token)


def alone() -> bool:
    """Whether this stands inside a `transaction`, where the session has no part."""
    return _own.get() is not None


def dialect() -> str:
    return connection().dialect.name


def connection() -> Connection:
    """That of the `transaction`, else the session's, which it looks for in a roundabout way each time it is asked."""
    known: Connection | None = _own.get() or db.session.info.get("connection")
    return db.session.connection() if known is None else known


@event.listens_for(Session, "after_begin")
def _remember(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    session.info["connection"] = connection


@event.listens_for(Session, "after_transaction_create")
@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    """A savepoint is set when the session is asked for its connection, so it has to be asked anew."""
    session.info.pop("connection", None)
