"""Problems come about as in real life: a phone pushes entries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser
from tests.phones import MINUTE, Phone
from tests.worlds import World
from zlc import clock
from zlc.database import db, uuid7
from zlc.demands.models import Proof
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.walks.journal import folding

WANTED = "希望能在街道就近办，不用专门跑一趟"
PROOF = "无固定职业证明"
TEXT = "综合窗口 5 个只开 2 个，叫号 18 分钟没有变化"


@dataclass
class Recording:
    """A walk being recorded by one phone; what it adds is pushed at once."""

    phone: Phone
    walk: str

    def add(self, kind: str, data: dict[str, Any], at: int | None = None, **body: Any) -> str:
        entry = self.phone.make(self.walk, kind, data, at, **body)
        reply = self.phone.push([entry])
        assert reply.json["results"][0]["status"] == "stored", reply.json
        return entry["id"]

    def problem(self, text: str = TEXT, at: int | None = None, **data: Any) -> str:
        filled = {"category": "queue", "stage": "queue", "severity": 2, **data}
        return self.add("problem", {"text": text, **filled}, at)

    def need(self, text: str = WANTED, at: int | None = None, **data: Any) -> str:
        return self.add("need", {"text": text, "from": "enterprise", **data}, at)

    def material(self, name: str = PROOF, at: int | None = None, **data: Any) -> str:
        return self.add("material", {"name": name, **data}, at)

    def amend(self, target: str, field: str, value: Any, reason: str = "写错了", saw: Any = ()) -> str:
        return self.add("amend", {"target": target, "set": {field: {"value": value, "saw": list(saw)}}, "reason": reason})

    def strike(self, target: str, value: bool = True, saw: Any = (), reason: str = "记重了") -> str:
        return self.amend(target, "void", value, reason, saw)


@pytest.fixture
def record(visit: Callable[[str | None], Browser], world: World) -> Callable[..., Recording]:
    """record('recorder') opens a walk on a new phone of that person, an hour ago unless `begun` says when."""

    def begin(username: str = "recorder", begun: int | None = None, **opened: Any) -> Recording:
        phone = Phone.of(visit(username))
        recording = Recording(phone, uuid7())
        begun = clock.now_ms() - 60 * MINUTE if begun is None else begun
        data = {"as": "applicant", "mode": "accompany", "channel": "hall", "matter": world.matter, **opened}
        recording.add("open", data, begun)
        recording.add("stage", {"stage": "queue", "step": "ticket", "visit": 1}, begun + 5 * MINUTE)
        return recording

    return begin


@pytest.fixture
def recording(record: Callable[..., Recording]) -> Recording:
    return record()


def loaded(app: Flask, model: Any, id_: str, *shown: str) -> Any:
    """A row as it is now, followed up, loaded with what tests look at."""
    with app.app_context():
        folding.catch_up()
        db.session.remove()
        row = db.session.get_one(model, id_)
        for name in shown:
            getattr(row, name)
        row.events = row.history()
        db.session.expunge_all()
        return row


@pytest.fixture
def kept(app: Flask) -> Callable[[str], Problem]:
    """kept(id) is the problem's row as it is now."""
    return lambda problem_id: loaded(app, Problem, problem_id, "unit", "assignee")


@pytest.fixture
def kept_need(app: Flask) -> Callable[[str], Need]:
    return lambda need_id: loaded(app, Need, need_id, "unit")


@pytest.fixture
def kept_proof(app: Flask) -> Callable[[str], Proof]:
    return lambda proof_id: loaded(app, Proof, proof_id, "unit")


@pytest.fixture
def coordinator(visit: Callable[[str | None], Browser]) -> Browser:
    return visit("coordinator")
