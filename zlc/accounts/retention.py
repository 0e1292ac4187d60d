"""How long the tables of logins keep what nobody needs any more. No daemon: whoever logs in, or fails to, sweeps for all,
at the first try after a start and then once a day. The audit log keeps its lines of logins for good."""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, func, select

from zlc import clock
from zlc.accounts.attempts import REMEMBERED, LoginFailure
from zlc.accounts.logins import HOUR, PHONE_LASTS, Login
from zlc.database import db

EVERY = 24 * HOUR
LOGINS_KEPT = 30 * 24 * HOUR  # after their end: where a person has logged in of late counts for something (attempts.py)
SILENCE = 7 * 24 * HOUR
MOST = 2000  # rows at a time: a push waits while they go

_swept: "WeakKeyDictionary[Engine, int]" = WeakKeyDictionary()


def sweep_if_due() -> None:
    """In a transaction that writes; the caller commits. What one time leaves the next one takes. After a stretch in which
    nobody logged in, the clock may have jumped: it is believed once a login of this time is a day old."""
    now = clock.now_ms()
    if abs(now - _swept.get(db.engine, -EVERY)) < EVERY:
        return
    last = db.session.scalar(select(func.max(Login.began_at)).where(Login.began_at < now - EVERY))
    if (last is not None and now - last > SILENCE) or sweep(now) < MOST:
        _swept[db.engine] = now


def sweep(now: int) -> int:
    """How many rows went, at most twice MOST."""
    failures = select(LoginFailure.id).where(LoginFailure.at < now - REMEMBERED).limit(MOST)
    ended = (Login.ended_at < now - LOGINS_KEPT) | (Login.began_at < now - PHONE_LASTS - LOGINS_KEPT)
    logins = select(Login.id).where(ended).limit(MOST)
    gone = 0
    for table, rows in ((LoginFailure, failures), (Login, logins)):
        kept_ids = list(db.session.scalars(rows))
        db.session.execute(delete(table).where(table.id.in_(kept_ids)), execution_options={"synchronize_session": False})
        gone += len(kept_ids)
    return gone
