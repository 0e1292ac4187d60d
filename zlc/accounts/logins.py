"""Logins: who is in, from where, for how long; and the lock after too many wrong passwords."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import Model, db, uuid7
from zlc.errors import Refusal

MINUTE = 60_000
DESK_IDLE = 30 * MINUTE
PHONE_IDLE = 30 * 24 * 60 * MINUTE
FAILURES, LOCKED_FOR = 5, 15 * MINUTE


class LockedOut(Refusal):
    status, code = 429, "locked_out"


class Login(Model):
    """One login, ended by its person, by a new password, or by idleness."""

    __tablename__ = "logins"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    own_phone: Mapped[bool] = mapped_column(Boolean, default=False)
    address: Mapped[str] = mapped_column(String(60), default="")
    began_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    ended_at: Mapped[int | None] = mapped_column(BigInteger)
    person: Mapped[Person] = relationship()

    def end(self) -> None:
        self.ended_at = self.ended_at or clock.now_ms()


def who_is_in(login_id: str, seen_at: int) -> Person | None:
    """Whose login this is, while it stands: not ended, and last used, at `seen_at`, not too long ago."""
    return told(login_id, seen_at, sql.rows(*asks([login_id])))


def asks(login_ids: list[str]) -> sql.Query:
    """What `told` has to be told of these logins: themselves, and whose they are."""
    wanted = f"select l.id, l.own_phone, l.ended_at, {sql.columns_of(Person, 'p.')} from logins l"
    return f"{wanted} join people p on p.id = l.person_id where l.id in ?", login_ids


def told(login_id: str, seen_at: int, found: Iterable[Sequence[Any]]) -> Person | None:
    """As who_is_in."""
    for known, own_phone, ended_at, *row in found:
        idle_allowed = PHONE_IDLE if own_phone else DESK_IDLE
        if known == login_id and ended_at is None and clock.now_ms() - seen_at <= idle_allowed:
            person = sql.instance(Person, row)
            return person if person.active else None
    return None


class LoginFailure(Model):
    """A wrong password. Counted per account and address together: a whole hall shares one address,
    and nobody should be able to lock a colleague out from elsewhere."""

    __tablename__ = "login_failures"
    __table_args__ = (Index("ix_login_failures_account", "username", "address", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    username: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(60))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


def check_not_locked(username: str, address: str) -> None:
    """Raises LockedOut for 15 minutes after the fifth failure in 15 minutes."""
    since = clock.now_ms() - LOCKED_FOR
    recent = select(LoginFailure.at).where(
        LoginFailure.username == username, LoginFailure.address == address, LoginFailure.at > since
    )
    times = sorted(db.session.scalars(recent))
    if len(times) >= FAILURES:
        wait = (times[-1] + LOCKED_FOR - clock.now_ms()) // 1000 + 1
        raise LockedOut(
            f"密码连续错了 {FAILURES} 次，请 {-(-wait // 60)} 分钟后再试。手机上的记录不受影响。",
            headers={"Retry-After": str(wait)},
        )


def forget_failures(username: str, address: str) -> None:
    mine = (LoginFailure.username == username, LoginFailure.address == address)
    db.session.execute(delete(LoginFailure).where(*mine))


def end_other_logins(person: Person) -> None:
    """A new password puts out everyone who came in with the old one."""
    others = (
        update(Login)
        .where(Login.person_id == person.id, Login.ended_at.is_(None), Login.id != person.login_id)
        .values(ended_at=clock.now_ms())
    )
    db.session.execute(others)
