"""A city's ledger after two years, made of nothing: units, people, matters, walks and problems, the same for the same seed.

The units differ as real ones do: the largest has some fifteen times the problems of the smallest. Each walk has five problems
and says of itself what a real one folded to; its entries, and what the desk did, are not made.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
from sqlalchemy import text

from tests.bench.journals import STEPS, Sender
from tests.bench.wording import MATTERS, PLACES, sentence
from zlc import clock, sql, sql_rows
from zlc.accounts.models import Person, Unit
from zlc.catalogue.categories import CATEGORIES
from zlc.catalogue.models import Matter
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.problems import numbers
from zlc.problems.found_by import words_of
from zlc.problems.models import Problem
from zlc.walks.entries.entry import Known, read_body
from zlc.walks.fold import fold
from zlc.walks.models import MODES, Walk

UNITS, IN_A_UNIT, MATTERS_OF_A_UNIT, OF_A_WALK = 300, 4, 8, 5
DAY = 86_400_000
DAYS = 730
BATCH = 2000
ROLES = [["coordinator"], ["recorder"], ["recorder"], ["head"]]
OLD = {"closed": 55, "solved": 15, "rectifying": 10, "confirmed": 5, "untrue": 5, "elsewhere": 3, "duplicate": 4, "withdrawn": 3}
YOUNG = {"new": 45, "confirmed": 20, "rectifying": 27, "solved": 3, "untrue": 2, "duplicate": 1, "withdrawn": 2}
DUE = ("rectifying", "solved", "closed")
Row = dict[str, Any]


@dataclass
class Ledger:
    """`people` by unit, the coordinator first; `size` is how many problems a unit has."""

    seed: int = 2026
    units: list[str] = field(default_factory=list)
    people: dict[str, list[str]] = field(default_factory=dict)
    matters: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    size: Counter[str] = field(default_factory=Counter)
    office: str = ""

    def __post_init__(self) -> None:
        self.random, self.now = Random(self.seed), clock.now_ms()
        self.names: dict[str, str] = {}
        self._states = {ended: self._state(ended) for ended in (False, True)}
        self._last: Counter[tuple[str, str]] = Counter()

    def fill(self, problems: int, say: Callable[[str], None]) -> None:
        """Everything, committed in batches."""
        self._settle()
        weights = [1 / (place + 20) for place in range(UNITS)]
        begun = sorted(self.now - self.random.randrange(DAYS * DAY) for _ in range(problems // OF_A_WALK))
        walks: list[Row] = []
        found: list[Row] = []
        for number, at in enumerate(begun, start=1):
            (unit,) = self.random.choices(self.units, weights)
            walks.append(self._walk(unit, at))
            found += self._problems(walks[-1], number)
            if len(found) >= BATCH or number == len(begun):
                self._put(walks, found)
                walks, found = [], []
                if number % (BATCH * 5) < BATCH // OF_A_WALK:
                    say(f"{number * OF_A_WALK} / {problems} 个问题")
        if sql.dialect() == "postgresql":
            db.session.rollback()
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("vacuum (analyze)"))  # as it does by itself within minutes

    def _settle(self) -> None:
        for place in range(UNITS):
            name = f"云岭市{place + 1:03}局"
            unit = Unit(id=self._id(), name=name, short=f"市{place + 1:03}局", kind="department")
            db.session.add(unit)
            self.units.append(unit.id)
            self.people[unit.id] = [self._person(unit.id, f"{place:03}-{n}", ROLES[n]) for n in range(IN_A_UNIT)]
            self.matters[unit.id] = []
            for matter in self.random.sample(MATTERS, MATTERS_OF_A_UNIT):
                id_ = self._id()
                db.session.add(Matter(id=id_, unit_id=unit.id, name=matter, channels=["hall"]))
                self.matters[unit.id].append((id_, matter))
        self.office = self._person(self.units[0], "office", ["office"])
        db.session.commit()

    def _person(self, unit: str, name: str, roles: list[str]) -> str:
        id_ = self._id()
        self.names[id_] = f"人员{name}"
        db.session.add(Person(id=id_, username=name, name=self.names[id_], unit_id=unit, roles=roles, password_hash="-"))
        return id_

    def _id(self, at: int | None = None) -> str:
        value = (self.now if at is None else at) << 80 | self.random.getrandbits(80)
        text = f"{value & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def _walk(self, unit: str, at: int) -> Row:
        counter, typed = self.random.random() < 0.15, self.random.random() < 0.1
        recent = self.now - at < 20 * DAY
        status = "under_way" if recent and self.random.random() < 0.5 else "void" if self.random.random() < 0.03 else "finished"
        matter_id, name = self.random.choice(self.matters[unit])
        waits = status == "under_way" and not counter and self.random.random() < 0.4
        ended = status != "under_way"
        return {
            "id": self._id(at), "unit_id": unit, "marked": False, "status": status, "counter": counter,
            "mode": None if counter else self.random.choice(list(MODES)), "channel": "hall",
            "recorder_id": self.random.choice(self.people[unit]), "matter_id": None if typed else matter_id,
            "matter_text": name if typed else None, "place": self.random.choice(PLACES), "begins_at": at,
            "ends_at": at + 3_600_000 if ended else None, "waits_since": at + 1_800_000 if waits else None,
            "totals": {"queue": 1_080_000, "acceptance": 900_000}, "trips": 1, "problem_count": OF_A_WALK,
            "conflict_count": 0, "photo_count": 2, "state_json": self._states[ended], "name": name,
        }  # fmt: skip

    def _problems(self, walk: Row, number: int) -> Iterator[Row]:
        unit = walk["unit_id"]
        for n in range(OF_A_WALK):
            at = walk["begins_at"] + n * 240_000
            ages = YOUNG if self.now - at < 45 * DAY else OLD
            (state,) = self.random.choices(list(ages), list(ages.values()))
            quarter = numbers.quarter_of(clock.local(at).date())
            self._last[unit, quarter] += 1
            self.size[unit] += 1
            driven = state not in ("new", "withdrawn")
            due_on = clock.local(at).date() + timedelta(days=self.random.randint(20, 60)) if state in DUE else None
            assigned = due_on is not None and self.random.random() < 0.7
            yield {
                "id": self._id(at), "walk_id": walk["id"], "unit_id": unit, "quarter": quarter,
                "number": self._last[unit, quarter], "numbered_by": unit, "serial": (number - 1) * OF_A_WALK + n + 1, "state": state,
                "frozen": driven, "struck": state == "withdrawn", "text": sentence(self.random),
                "category": self.random.choice([*CATEGORIES, None]), "stage": self.random.choice([*STAGES, None]),
                "stage_entry": self._id(at), "check_item": None, "severity": self.random.choice([1, 2, 2, 3, None]),
                "found_at": at, "arrived_at": at + 60_000, "recorder_id": walk["recorder_id"], "matter_id": walk["matter_id"],
                "matter_name": walk["name"], "place": walk["place"], "photo_count": self.random.randint(0, 3),
                "assignee_id": self.random.choice(self.people[unit]) if assigned else None,
                "department": "综合科" if due_on else "", "due_on": due_on, "rectification_count": 0, "settled": [], "waiting": [],
                "commit": number, "n": n,
            }  # fmt: skip

    def _put(self, walks: list[Row], found: list[Row]) -> None:
        for row in found:
            short = f"市{self.units.index(row['unit_id']) + 1:03}局"
            row["full_number"] = numbers.full_number(row["quarter"], short, row["number"], Problem.CALLED)
            row["haystack"] = words_of(row, self.names.get(row["assignee_id"], ""))
        sql_rows.insert(Walk, walks)
        sql_rows.insert(Problem, found)
        db.session.commit()

    def _state(self, ended: bool) -> bytes:
        """What a walk of fifteen entries folds to."""
        phone, walk, at = Sender(self._id(), self._id(), ""), self._id(), self.now - DAY
        said = [("open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": MATTERS[0]}), *STEPS]
        said += [("finish", {"result": "done", "summary": "办成"})] if ended else []
        entries = [
            phone.freeze(walk, kind, data | ({"sha256": "0" * 64} if kind == "photo" else {}), at + n * 60_000)
            for n, (kind, data) in enumerate(said)
        ]  # fmt: skip
        return msgspec.json.encode(fold([Known(one["id"], at, read_body(one["body"].encode())) for one in entries]))
