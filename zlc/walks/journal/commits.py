"""The order in which everything was committed: the cursor of every phone rests on it.

A sequence gives numbers before the commit, so a reader may pass over a row that commits late
(docs/sync.md rule 3). The one-row clock is updated inside the writing transaction: its row lock
makes the order of numbers the order of commits, on PostgreSQL and on SQLite alike.
"""

import hashlib
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Boolean, Engine, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from zlc import clock, database, sql
from zlc.database import Model, db, uuid7

_server_ids: "WeakKeyDictionary[Engine, str]" = WeakKeyDictionary()


class CommitClock(Model):
    """One row: the last commit number given out."""

    __tablename__ = "commit_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class Commit(Model):
    """One commit and the chain up to it: a restored database that gives a number again has another chain."""

    __tablename__ = "commits"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chain: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Server(Model):
    """Who this installation is; `epoch` changes when a backup is restored."""

    __tablename__ = "server"

    id: Mapped[int] = mapped_column(primary_key=True)
    server_id: Mapped[str] = mapped_column(String(36))
    epoch: Mapped[str] = mapped_column(String(36))
    demo: Mapped[bool] = mapped_column(Boolean, default=False)


LOCK = ("select value from commit_clock where id = 1 for update",)
# Its number and chain, and the server's epoch.
LAST = (
    "select c.value, m.chain, s.epoch from commit_clock c left join commits m on m.number = c.value"
    " left join server s on s.id = 1 where c.id = 1",
)


def locking() -> list[sql.Query]:
    """What to ask first: it waits until no other commit is under way; what is read afterwards is the latest."""
    return [] if sql.dialect() == "sqlite" else [LOCK]  # on SQLite BEGIN IMMEDIATE has waited already


def lock() -> None:
    sql.ask(*locking())


class Numbers:
    """The commit numbers after the last one (`last`: the row of LAST), for whoever holds the lock. `written` is what
    writes down those that were taken."""

    def __init__(self, last: tuple[int, str | None, str]) -> None:
        self._number, chain, self.epoch = last
        self._chain = chain or ""
        self._taken: list[sql.Query] = []

    def take(self, ids: Iterable[str]) -> int:
        """The next one, for the rows `ids` in this order."""
        self._number, now = self._number + 1, clock.now_ms()
        # The instant too: after an older copy was put back in silence the same ids may come again in the same
        # order, with other times or another decision, and a phone that saw the first must see the second.
        self._chain = hashlib.sha256(f"{self._chain}{now}{''.join(ids)}".encode()).hexdigest()
        self._taken.append(
            ("insert into commits (number, chain, at) values (?, ?, ?)", self._number, self._chain, now)
        )
        return self._number

    def written(self) -> list[sql.Query]:
        if not self._taken:
            return []
        return [("update commit_clock set value = ? where id = 1", self._number), *self._taken]


def take(ids: Iterable[str]) -> int:
    """The next commit number, for the rows `ids` in this order. Holds the lock until the commit."""
    *_, last = sql.ask(*locking(), LAST)
    numbers = Numbers(last[0])
    number = numbers.take(ids)
    sql.ask(*numbers.written())
    return number


def following(table: str, about: str = "", key: str = "") -> int:
    """The number (`n`) of the next row of this table, or of those rows whose column `about` is `key`. Holds the lock until
    the commit, so that no two count at once; what the session has not flushed is not counted."""
    which = (f"select max(n) from {table} where {about} = ?", key) if about else (f"select max(n) from {table}",)
    *_, last = sql.ask(*locking(), which)
    return (last[0][0] or 0) + 1


def chain_at(number: int) -> sql.Query:
    """Asks for the chain up to this commit."""
    return ("select chain from commits where number = ?", number)


def chain_in(answered: Sequence[tuple[str]]) -> str:
    """What `chain_at` was answered; empty for a number that was never given."""
    return answered[0][0] if answered else ""


def this_server() -> Server:
    server = db.session.get(Server, 1)
    if server is None:
        raise RuntimeError("数据库还没有准备好，请先运行 flask --app app database upgrade。")
    return server


def server_id() -> str:
    """This installation's name, asked of the database once: it never changes while a process lives.

    Kept beside the engine, and not in a module variable, because tests have many databases.
    """
    engine = db.engine
    if engine not in _server_ids:
        with database.reading(), Session(engine) as session:
            _server_ids[engine] = session.scalars(select(Server.server_id)).one()
    return _server_ids[engine]


def found_server() -> None:
    """Give a new database its identity. Does nothing to one that has it."""
    if db.session.get(Server, 1) is None:
        db.session.add(Server(id=1, server_id=uuid7(), epoch=uuid7()))
        db.session.add(CommitClock(id=1, value=0))


def begin_epoch() -> str:
    """After a restore: phones notice, and offer again what they still hold."""
    this_server().epoch = uuid7()
    return this_server().epoch
