"""Pushes that wait together are stored together: one transaction, one wait for the disk, a receipt for each.

Whoever's turn it is stores for all who have come meanwhile. A refused push is refused alone, before it has written
anything; when anything else fails, nothing of the group is kept and each is tried by itself.
"""

import threading
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from zlc import sql, sql_rows
from zlc.accounts import audit, logins
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import LoginRequired, Refusal
from zlc.sql import Question
from zlc.sync import gate
from zlc.walks.entries.wire import Answer, Draft
from zlc.walks.journal import devices, journal
from zlc.walks.journal.push_context import Offer, PushContext
from zlc.walks.journal.wishes import MOVES, STRIKES, unit_wished
from zlc.walks.models import Device

VERBS = {MOVES: "handover.asked", STRIKES: "strike.asked"}


@dataclass(slots=True, eq=False)
class Push:
    """One phone's push, read. Once `done`, `receipt` is the committed answer, or `fault` says why there is none."""

    login_id: str
    seen_at: int
    address: str
    device: str
    sent_at: int
    received_at: int
    drafts: list[Draft]
    receipt: Answer | None = None
    fault: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)


class _Door:
    """Where pushes wait; one thread at a time has the turn, and with it all who wait."""

    def __init__(self) -> None:
        self.turn, self._lock = threading.Lock(), threading.Lock()
        self._waiting: list[Push] = []

    def wait(self, push: Push) -> None:
        with self._lock:
            self._waiting.append(push)

    def all_with(self, push: Push) -> list[Push]:
        """Everybody who waits, if `push` still does; else it is in another thread's group."""
        with self._lock:
            if push not in self._waiting:
                return []
            group, self._waiting = self._waiting, []
            return group


_doors: "WeakKeyDictionary[Engine, _Door]" = WeakKeyDictionary()


def take_in(push: Push) -> Answer:
    """Store what is new of this push and commit. Returns its receipt, the answer of POST /entries.

    Raises LoginRequired, the refusals of devices.owned_by and journal.check, and the database's own errors.
    """
    door = _doors.setdefault(db.engine, _Door())
    door.wait(push)
    with door.turn:
        if group := door.all_with(push):
            _store(group)
    push.done.wait()
    if push.receipt is None:
        raise push.fault or RuntimeError("a push was neither stored nor refused")
    return push.receipt


def _store(group: list[Push]) -> None:
    try:
        with sql.transaction():
            receipts = _offer(group)
        for push, receipt in receipts:  # only now: nobody is told before it is committed
            push.receipt = receipt
    except Exception as fault:
        for push in group:
            push.fault = fault
        if len(group) > 1 and not isinstance(fault, OperationalError):
            _store_each(group)  # it was not the database's trouble, but that of one of them
    finally:
        for push in group:
            push.done.set()


def _store_each(group: list[Push]) -> None:
    for push in group:
        push.fault = None
        _store([push])


def _offer(group: list[Push]) -> list[tuple[Push, Answer]]:
    """What those are to be told who are not refused."""
    receipts = []
    brought: dict[str, list[Draft]] = {}
    for push in group:
        brought.setdefault(push.device, []).extend(push.drafts)
    known_logins = Question(logins.query([push.login_id for push in group]))
    known_devices = Question(devices.query(brought))
    context = PushContext.before(brought, known_logins, known_devices)
    phones = {device.id: device for device in (sql_rows.instance(Device, row) for row in known_devices.rows)}
    for push in group:
        try:
            person = logins.resolve(push.login_id, push.seen_at, known_logins.rows)
            if person is None:
                raise LoginRequired
            gate.check_records(person)
            device = devices.owned_by(person, phones.get(push.device))
            journal.check(person, push.drafts)
        except Refusal as refusal:
            push.fault = refusal
            continue
        told = journal.take(Offer(person, device, push.drafts, push.sent_at, push.received_at), context)
        context.changes += _said(push, person, told)
        receipts.append((push, told))
    context.write()
    return receipts


def _said(push: Push, person: Person, told: Answer) -> list[sql.Query]:
    """The line of the log for a push that brought something, and one for each wish that waits for a coordinator."""
    new = [result for result in told.results if not result.duplicate and result.at is not None]
    counts = {"entries": len(new), "held": sum(result.status == "held" for result in new)}
    if not new:
        return []
    said = [audit.line("push", person.id, person.username, push.address, push.device, True, counts)]
    if counts["held"]:
        asked = {result.id: VERBS[result.why] for result in new if result.why in VERBS}
        for draft in push.drafts:
            if draft.body and (verb := asked.pop(draft.wire.id, None)):
                detail = {"entry": draft.wire.id, "target": draft.body.data["target"]}
                if verb == VERBS[MOVES]:
                    detail["to_unit"] = unit_wished(draft.body) or ""
                said.append(audit.line(verb, person.id, person.username, push.address, draft.walk or "", True, detail))
    return said
