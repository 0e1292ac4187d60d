"""Tries at a password: how many were wrong of late, and how long the next one has to wait.

Counted both ways. For an account: on a device where its person has logged in before, by that device alone, so that
nobody elsewhere can stop it; from an address where its person has logged in, by that address; from anywhere else, all
together, so that a thousand addresses guess no faster than one. For an address, over all accounts: a hall that somebody
guesses in is never closed, everybody's first try counts, but a second one has to wait sooner. Nobody is locked out for
good: the wait grows from 30 seconds to 15 minutes after the last wrong try, and a right password ends it.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, database
from zlc.accounts import passwords
from zlc.accounts.logins import HOUR, MINUTE, Login
from zlc.accounts.models import Person, person_named
from zlc.database import Model, db, uuid7
from zlc.errors import Refusal

FREE = 5  # wrong tries before the first wait
FIRST_WAIT, LONGEST_WAIT = MINUTE // 2, 15 * MINUTE
REMEMBERED = 24 * HOUR
# An address with so many wrong tries by unknown devices is being guessed from: there one wrong try is free.
HOT, HOT_WITHIN, FREE_WHEN_HOT = 60, 15 * MINUTE, 1

WRONG = {"login": "用户名或密码不对，请再试一次。", "password": "现在的密码不对，请再试一次。"}


class LockedOut(Refusal):
    status, code = 429, "locked_out"

    def __init__(self, wait_ms: int) -> None:
        seconds = -(-wait_ms // 1000)
        after = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
        message = f"密码错的次数多了，请 {after}后再试。手机上的记录不受影响；以前登录过的手机、电脑不受别人试错的影响。"
        super().__init__(message, headers={"Retry-After": str(seconds)})


class LoginFailure(Model):
    """A wrong password; `device` is the mark of a device known to be that person's, empty for a stranger's."""

    __tablename__ = "login_failures"
    __table_args__ = (
        Index("ix_login_failures_account", "username", "address", "at"),
        Index("ix_login_failures_address", "address", "at"),
        Index("ix_login_failures_at", "at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    username: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(60))
    device: Mapped[str] = mapped_column(String(36), default="")
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


@dataclass(frozen=True)
class Attempt:
    """One try. `username` and `address` are as long as the columns at most; `device` as in LoginFailure; `verb`: to log
    in, or to change the password of a login that stands."""

    username: str
    address: str
    device: str = ""
    verb: str = "login"

    @property
    def alike(self) -> list[ColumnElement[bool]]:
        """The failures that a right password makes good, and none that another may have caused elsewhere."""
        where = [LoginFailure.username == self.username, LoginFailure.device == self.device]
        return where if self.device else [*where, LoginFailure.address == self.address]


def check(attempt: Attempt) -> None:
    """Raises LockedOut while this try has to wait. A try that was not let through is not counted."""
    now = clock.now_ms()
    counted = attempt.alike if _is_home(attempt) else attempt.alike[:2]
    recent = select(func.count(), func.max(LoginFailure.at)).where(*counted, *_of_late(now, REMEMBERED))
    wrong, last = db.session.execute(recent).one()
    hot = not attempt.device and wrong and tries_from(attempt.address, HOT_WITHIN, HOT) >= HOT
    beyond = wrong - (FREE_WHEN_HOT if hot else FREE)
    if beyond >= 0 and (wait := last + min(FIRST_WAIT << min(beyond, 10), LONGEST_WAIT) - now) > 0:
        raise LockedOut(wait)


def _of_late(now: int, within: int) -> tuple[ColumnElement[bool], ...]:
    """What was noted while the clock was days ahead is not of late: it would be, for days, once the clock is right."""
    return LoginFailure.at > now - within, LoginFailure.at <= now + MINUTE


def _is_home(attempt: Attempt) -> bool:
    """Whether the person of that name has logged in from this address, or on this device."""
    if attempt.device:
        return True
    there = select(Login.id).join(Person, Person.id == Login.person_id)
    there = there.where(Person.username == attempt.username, Login.address == attempt.address)
    return db.session.scalar(there.limit(1)) is not None


def tries_from(address: str, within: int, most: int) -> int:
    """How many wrong tries unknown devices made from the address, on any account; not counted beyond `most`."""
    some = select(LoginFailure.id).where(
        LoginFailure.address == address, *_of_late(clock.now_ms(), within), LoginFailure.device == ""
    )
    return db.session.scalar(select(func.count()).select_from(some.limit(most).subquery())) or 0


def recognise(attempt: Attempt, password: str) -> Person | None:
    """Whose name and password these are; from here on the transaction writes, and nobody else changes that person before
    it ends. None if they are nobody's: `note_wrong` says so. Raises LockedOut.

    argon2 is slow on purpose: it runs before any lock is taken, so that no push waits for it.
    """
    check(attempt)
    known = person_named(attempt.username)
    stored = known.password_hash if known else None
    right = passwords.matches(stored, password)
    database.write()
    check(attempt)  # many may have been tried at the same time
    person = person_named(attempt.username, to_change=True)
    # The password may have been changed, and the person closed, in between.
    if person is None or not right or person.password_hash != stored or not person.active:
        return None
    db.session.execute(delete(LoginFailure).where(*attempt.alike))
    return person


def note_wrong(attempt: Attempt) -> Refusal:
    """Count it; the caller says it in the log, and commits. Returns what the person is told."""
    db.session.add(
        LoginFailure(username=attempt.username, address=attempt.address, device=attempt.device, at=clock.now_ms())
    )
    db.session.flush()
    return Refusal(WRONG[attempt.verb], status=422)
