"""Pushes that wait together are stored together: one transaction, one wait for the disk, a receipt for each.

Whoever's turn it is stores for all who have come meanwhile. A refused push is refused alone, before it has written
anything; when anything else fails, nothing of the group is kept and each is tried by itself.
"""

import threading
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from zlc import clock, sql
from zlc.accounts import audit, logins
from zlc.database import db
from zlc.errors import LoginRequired, Refusal
from zlc.walks import commits, devices, journal
from zlc.walks.wire import Draft


@dataclass(slots=True, eq=False)
class Push:
    """One phone's push, read; `receipt` is the answer once it is committed, `fault` why there is none."""

    login_id: str
    seen_at: int
    address: str
    device: str
    sent_at: int
    received_at: int
    drafts: list[Draft]
    receipt: dict[str, Any] | None = None
    fault: Exception | None = None


@dataclass(slots=True)
class _Door:
    waiting: list[Push] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)


_doors: "WeakKeyDictionary[Engine, _Door]" = WeakKeyDictionary()


def take_in(push: Push) -> dict[str, Any]:
    """Store what is new of this push and commit. Returns its receipt, the answer of POST /entries.

    Raises LoginRequired, the refusals of devices.told and journal.offer, and the database's own errors.
    """
    door = _doors.setdefault(db.engine, _Door())
    door.waiting.append(push)
    with door.turn:
        if push.receipt is None and push.fault is None:
            group, door.waiting = door.waiting, []
            _store(group if push in group else [push])
    if push.receipt is None:
        raise push.fault or RuntimeError("a push was neither stored nor refused")
    return push.receipt


def _store(group: list[Push]) -> None:
    try:
        for push in group:
            _offer(push)
        db.session.commit()
    except Exception as fault:
        db.session.rollback()
        for push in group:
            push.receipt, push.fault = None, fault
        if len(group) > 1 and not isinstance(fault, OperationalError):  # not the database's trouble: one push's
            for push in group:
                push.fault = None
                _store([push])


def _offer(push: Push) -> None:
    try:
        push.receipt = _receipt(push)
    except Refusal as refusal:
        push.fault = refusal


def _receipt(push: Push) -> dict[str, Any]:
    *known, device_rows, epoch = sql.ask(*logins.asks(push.login_id), devices.asks(push.device), commits.EPOCH)
    person = logins.told(push.seen_at, *known)
    if person is None:
        raise LoginRequired
    device = devices.told(person, device_rows)
    told = journal.offer(person, device, push.drafts, sent_at=push.sent_at, received_at=push.received_at)
    held = sum(result.status == "held" and not result.duplicate for result in told.results)
    if fresh := sum(not result.duplicate and result.at is not None for result in told.results):
        audit.record("push", person=person, address=push.address, about=device.id, entries=fresh, held=held)
    return {"epoch": epoch[0][0], "time": clock.now_ms()} | msgspec.structs.asdict(told)
