"""The people of the tests. Everyone's password is PASSWORD."""

from dataclasses import dataclass
from datetime import date
from itertools import count

import argon2
from sqlalchemy import select

from zlc.accounts.models import Headship, Person, Unit
from zlc.catalogue.models import Matter
from zlc.database import db

PASSWORD = "Yunling-2026"
QUICK_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=64)  # argon2 is slow on purpose, not for tests
_hash = QUICK_HASHER.hash(PASSWORD)

UNITS = {
    "home": ("云岭市人力资源和社会保障局", "市人社局", "department"),
    "other": ("云岭市青溪街道", "青溪街道", "town"),
    "centre": ("云岭市优化营商环境办公室", "市营商办", "department"),
}
PEOPLE = [
    ("recorder", "记录员甲", "home", ["recorder"]),
    ("colleague", "记录员乙", "home", ["recorder"]),
    ("head", "局长甲", "home", ["head"]),
    ("clerk", "窗口甲", "home", ["clerk"]),
    ("coordinator", "联络员甲", "home", ["coordinator"]),
    ("stranger", "记录员丙", "other", ["recorder"]),
    ("coordinator2", "联络员丙", "other", ["coordinator"]),
    ("office", "营商办甲", "centre", ["office"]),
    ("supervisor", "督导甲", "centre", ["supervisor"]),
    ("admin", "管理员甲", "centre", ["admin"]),
    ("auditor", "审计员甲", "centre", ["auditor"]),
]


@dataclass(frozen=True)
class World:
    """Ids only, so that a test may use them in any session. They are the same in every database."""

    units: dict[str, str]
    people: dict[str, str]
    matter: str

    def person(self, username: str) -> Person:
        return db.session.get_one(Person, self.people[username])


def known_world() -> World | None:
    """That of a database which has it already."""
    people = {person.username: person.id for person in db.session.scalars(select(Person))}
    matter = db.session.scalar(select(Matter.id))
    if matter is None:
        return None
    units = {unit.short: unit.id for unit in db.session.scalars(select(Unit))}
    db.session.remove()
    return World({key: units[short] for key, (_, short, _) in UNITS.items()}, people, matter)


def build_world() -> World:
    ids = (f"00000000-0000-7000-8000-{number:012d}" for number in count(1))
    units = {key: Unit(id=next(ids), name=name, short=short, kind=kind) for key, (name, short, kind) in UNITS.items()}
    db.session.add_all(units.values())
    db.session.flush()
    home = units["home"].id
    db.session.add(Headship(unit_id=home, name="局长甲", title="局长", begins_on=date(2025, 1, 1)))
    people = {
        username: Person(
            id=next(ids),
            username=username,
            name=name,
            unit_id=units[unit].id,
            roles=roles,
            password_hash=_hash,
        )
        for username, name, unit, roles in PEOPLE
    }
    matter = Matter(
        id=next(ids), unit_id=home, name="灵活就业人员参保登记", channels=["hall", "online"], trips=1, steps=3
    )
    db.session.add_all([*people.values(), matter])
    db.session.commit()
    return World(
        units={key: unit.id for key, unit in units.items()},
        people={key: person.id for key, person in people.items()},
        matter=matter.id,
    )
