"""Logins: who is in, from where, for how long."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock, sql, sql_rows
from zlc.accounts.models import Person
from zlc.database import Model, uuid7

MINUTE = 60_000
HOUR = 60 * MINUTE
DESK_IDLE, DESK_LASTS = 30 * MINUTE, 12 * HOUR
PHONE_LASTS = 30 * 24 * HOUR  # also when it lies in a drawer: whoever records in between has logged in on it


class Login(Model):
    """One login, ended by its person, by a new password or another role, by idleness (the desk's), or by its age."""

    __tablename__ = "logins"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    own_phone: Mapped[bool] = mapped_column(Boolean, default=False)
    address: Mapped[str] = mapped_column(String(60), default="")
    began_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    ended_at: Mapped[int | None] = mapped_column(BigInteger)
    person: Mapped[Person] = relationship(back_populates="logins")

    def end(self) -> None:
        self.ended_at = self.ended_at or clock.now_ms()


def who_is_in(login_id: str, seen_at: int) -> Person | None:
    """Whose login this is, while it stands: not ended, not too old, and last used, at `seen_at`, not too long ago."""
    return resolve(login_id, seen_at, sql.rows(*query([login_id])))


def query(login_ids: list[str]) -> sql.Query:
    """What `told` has to be told of these logins: themselves, and whose they are."""
    wanted = f"select l.id, l.own_phone, l.began_at, l.ended_at, {sql_rows.columns_of(Person, 'p.')} from logins l"
    return f"{wanted} join people p on p.id = l.person_id where l.id in ?", login_ids


def resolve(login_id: str, seen_at: int, found: Iterable[Sequence[Any]]) -> Person | None:
    """As who_is_in."""
    now = clock.now_ms()
    for known, own_phone, began_at, ended_at, *row in found:
        if known != login_id or ended_at is not None:
            continue
        if now - began_at <= PHONE_LASTS if own_phone else _lasts_at_a_desk(now, began_at, seen_at):
            person = sql_rows.instance(Person, row)
            return person if person.active else None
    return None


def _lasts_at_a_desk(now: int, began_at: int, seen_at: int) -> bool:
    """Out of the future neither way: whoever came while the clock was ahead logs in anew; a phone in a drawer is spared it."""
    return abs(now - began_at) <= DESK_LASTS and abs(now - seen_at) <= DESK_IDLE
