"""Where random verbs are played: people of three units, desk and phones, two walks. Nothing of a story outlives it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from sqlalchemy import select

from tests.phones import MINUTE, Phone
from tests.worlds import World
from zlc import clock, database
from zlc.accounts.models import Person
from zlc.catalogue.calendar import working_day_after
from zlc.database import db, uuid7
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.rectifications import arrived
from zlc.rectifications.beginning import Order, begin
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.planning import Plan
from zlc.walks.entries.wire import Wire
from zlc.walks.journal import commits, folding, journal
from zlc.walks.models import Device

# Beside those of tests/worlds.py: more than one who may, in two units.
MORE = (
    ("deputy", "联络员乙", "home", ["coordinator"]), ("both", "局长乙", "home", ["coordinator", "head"]),
    ("head2", "主任丙", "other", ["head"]), ("clerk2", "窗口丙", "other", ["clerk"]),
)  # fmt: skip
RECORDERS = ("recorder", "stranger")
DAY = 24 * 60 * MINUTE
SOON = (3, 9, 20, 40)  # working days


def peopled(world: World) -> dict[str, str]:
    """Username → a device. Committed: they are there for all stories."""
    for username, name, unit, roles in MORE:
        db.session.add(Person(id=uuid7(), username=username, name=name, unit_id=world.units[unit], roles=roles, password_hash="x"))
    db.session.flush()
    devices = {person.username: Device(id=uuid7(), person_id=person.id) for person in db.session.scalars(select(Person))}
    db.session.add_all(devices.values())
    db.session.commit()
    return {username: device.id for username, device in devices.items()}


class Scene:
    """`entries`: what recorders wrote, by its kind; `unsent`: what a phone keeps of rectifications; `taken`: what the journal took."""

    def __init__(self, world: World, devices: dict[str, str]) -> None:
        self.world, self.clock = world, ExitStack()
        self.people = list(db.session.scalars(select(Person).order_by(Person.username)))
        self.phones = {one.username: Phone(None, one.id, devices[one.username]) for one in self.people}  # type: ignore[arg-type]
        self.walks: dict[str, str] = {}
        self.entries: dict[str, list[str]] = {"problem": [], "need": [], "amend": []}
        self.unsent: dict[str, list[dict[str, Any]]] = {}
        self.taken: set[str] = set()

    @property
    def units(self) -> list[str]:
        return list(self.world.units.values())

    def person(self, username: str) -> Person:
        return next(one for one in self.people if one.username == username)

    def lines(self) -> list[Any]:
        """Everything that has verbs."""
        return [one for model in (Problem, Need, Rectification) for one in db.session.scalars(select(model).order_by(model.serial))]

    def begin(self) -> None:
        """What every story finds: a problem that somebody puts right, one that was, and one that another unit is to take."""
        coordinator, clerk, (first, second, third, *_) = self.person("coordinator"), self.person("clerk"), self.lines()
        third.hand_over(self.person("coordinator2"), self.world.units["home"], "", "办的是人社局的事项")
        for problem in (first, second):
            problem.confirm(coordinator)
        working, closed = (begin(coordinator, [one], Order("by_day", clerk, due_on=self.day(1))) for one in (first, second))
        for one in (working, closed):
            one.claim(clerk)
            one.plan(clerk, Plan("process", "改流程", criterion="不再跑第二趟"))
        closed.submit(clerk, Done("好了", "words", "贴在窗口"))
        closed.verify(self.person("head"), "看过")

    def wait(self, days: int) -> None:
        self.clock.enter_context(clock.frozen_at(clock.now_ms() + days * DAY))

    def day(self, how: int) -> date:
        return working_day_after(clock.today(), SOON[how % len(SOON)])

    def record(self, username: str, kind: str, data: dict[str, Any]) -> None:
        """A recorder writes something down, and it is sent at once; of a walk that has gone to another unit it is held."""
        entry = self.phones[username].make(self.walks[username], kind, data)
        if self._push(username, [entry]):
            self.entries.setdefault(kind, []).append(entry["id"])

    def set_out(self, username: str, rectification: str = "") -> None:
        """A walk of this recorder's begins; to see whether something was put right, where it names that."""
        self.walks[username] = uuid7()
        said = {"as": "applicant", "mode": "accompany", "channel": "hall", "matter": self.world.matter}
        self.record(username, "open", said | ({"rewalk": rectification} if rectification else {}))

    def write(self, username: str, rectification: str, kind: str, data: dict[str, Any]) -> None:
        """Somebody writes something down about a rectification, and keeps it."""
        self.unsent.setdefault(username, []).append(self.phones[username].make(rectification, kind, data))

    def send(self, username: str, again: bool) -> None:
        """All that a phone kept; `again`: the answer was lost, and it sends the same once more."""
        waiting = self.unsent.pop(username, [])
        for _ in range(1 + again):
            self.taken |= self._push(username, waiting)

    def settle(self) -> None:
        """What came is folded and done, as before any page is shown."""
        folding.fold_marked()
        arrived.take_in()
        db.session.flush()
        db.session.expire_all()

    def _push(self, username: str, entries: Sequence[dict[str, Any]]) -> set[str]:
        """Which of them were taken as they are."""
        device = db.session.get_one(Device, self.phones[username].device, populate_existing=True)
        wires, now = [Wire(**one) for one in entries], clock.now_ms()
        told = journal.offer(self.person(username), device, wires, sent_at=now, received_at=now)
        return {one.id for one in told.results if one.status == "stored"}


@contextmanager
def story(world: World, devices: dict[str, str]) -> Iterator[Scene]:
    """Rolled back at its end."""
    database.write()
    commits.lock()
    scene = Scene(world, devices)
    try:
        for name in RECORDERS:
            scene.set_out(name)
            for _ in range(2):
                scene.record(name, "problem", {"text": "窗口只开两个", "stage": "queue", "severity": 2})
        scene.record("recorder", "need", {"text": "就近办", "from": "enterprise"})
        scene.settle()
        scene.begin()
        yield scene
    finally:
        scene.clock.close()
        db.session.rollback()
        db.session.expunge_all()
