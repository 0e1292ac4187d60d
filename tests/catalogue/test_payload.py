"""The catalogue as a phone keeps it: its shape, its version, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.worlds import World
from zlc import clock
from zlc.accounts.models import Headship, Person, Unit
from zlc.catalogue.models import Material, Matter
from zlc.catalogue.payload import catalogue_for, version_of
from zlc.database import db


@pytest.fixture
def recorder(app: Flask, world: World) -> Iterator[Person]:
    with app.app_context():
        yield world.person("recorder")


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_its_shape_is_the_contract(recorder: Person, world: World) -> None:
    payload = catalogue_for(recorder)
    assert list(payload) == [
        "version", "person", "units", "people", "matters", "stopped", "templates", "checklist", "earlier", "categories", "usual",
        "requests", "rewalks", "heads", "turned",
    ]  # fmt: skip
    assert payload["person"] == {"id": recorder.id, "name": "记录员甲", "unit": world.units["home"], "decides": False}
    assert payload["templates"]["hall"][2] == {"step": "ticket", "name": "取号排队", "stage": "queue"}
    assert payload["templates"]["counter"][0] == {"step": "call", "name": "叫号接件", "stage": None}
    assert payload["checklist"][0]["items"][0] == {
        "item": "materials", "name": "要件数量", "measured": True, "about": "窗口要了几份材料，和公布的清单比", "stage": None,
    }  # fmt: skip
    assert payload["checklist"][3]["tags"][1] == {"tag": "circular", "name": "循环证明"}
    assert {"category": "queue", "name": "排队等候久"} in payload["categories"]


def test_a_matter_carries_what_is_published_about_it(recorder: Person, world: World) -> None:
    matter = db.session.get_one(Matter, world.matter)
    matter.statutory_value, matter.statutory_unit = 20, "working_day"
    matter.promised_unit = "at_once"
    matter.fee, matter.blocked, matter.wait_minutes = "不收费", True, 10
    matter.materials = [
        Material(position=1, name="乙"),
        Material(position=0, name="甲", copies=2, original=True),
    ]
    db.session.flush()
    assert catalogue_for(recorder)["matters"] == [
        {
            "id": matter.id, "unit": world.units["home"], "name": "灵活就业人员参保登记", "code": "",
            "aliases": [], "channels": ["hall", "online"],
            "materials": [
                {"name": "甲", "copies": 2, "original": True},
                {"name": "乙", "copies": 1, "original": False},
            ],
            "steps": 3, "trips": 1,
            "statutory": {"value": 20, "unit": "working_day"}, "promised": {"value": 0, "unit": "at_once"},
            "fee": "不收费", "frequent": False, "blocked": True, "wait_minutes": 10, "place": None,
        }
    ]  # fmt: skip


def test_a_matter_no_longer_offered_is_told_apart_so_that_walks_keep_its_name(recorder: Person, world: World) -> None:
    before = catalogue_for(recorder)
    db.session.get_one(Matter, world.matter).active = False
    db.session.flush()
    after = catalogue_for(recorder)
    assert before["stopped"] == after["matters"] == []
    assert after["stopped"] == before["matters"] and after["version"] != before["version"]


def test_a_unit_names_the_head_of_today(recorder: Person, world: World) -> None:
    def home() -> Any:
        return next(unit for unit in catalogue_for(recorder)["units"] if unit["id"] == world.units["home"])

    assert home()["head"] == {"name": "局长甲", "title": "局长"}
    yesterday = clock.today() - timedelta(days=1)
    leaving = db.session.scalars(select(Headship).where(Headship.unit_id == world.units["home"])).one()
    leaving.ends_on = yesterday
    db.session.flush()
    db.session.expire_all()
    assert home()["head"] is None
    begins_on = clock.today()
    db.session.add(Headship(unit_id=world.units["home"], name="局长乙", title="局长", begins_on=begins_on))
    db.session.flush()
    db.session.expire_all()
    assert home()["head"] == {"name": "局长乙", "title": "局长"}


def test_who_has_led_ones_own_unit_is_told_with_the_days(recorder: Person, world: World) -> None:
    before = Headship(
        unit_id=world.units["home"], name="前局长", title="局长", begins_on=date(2022, 1, 1), ends_on=date(2024, 12, 31)
    )
    elsewhere = Headship(unit_id=world.units["other"], name="书记丙", title="书记", begins_on=date(2025, 1, 1))
    db.session.add_all([before, elsewhere])
    db.session.flush()
    db.session.expire_all()
    assert catalogue_for(recorder)["heads"] == [
        {"name": "前局长", "title": "局长", "begins_on": "2022-01-01", "ends_on": "2024-12-31"},
        {"name": "局长甲", "title": "局长", "begins_on": "2025-01-01", "ends_on": None},
    ]


def test_people_are_the_active_ones_of_ones_own_unit(recorder: Person, world: World) -> None:
    world.person("clerk").active = False
    db.session.flush()
    listed = {one["id"] for one in catalogue_for(recorder)["people"]}
    assert world.people["head"] in listed
    assert world.people["clerk"] not in listed
    assert world.people["stranger"] not in listed


def test_the_version_follows_the_content_and_nothing_else(recorder: Person, world: World) -> None:
    first = catalogue_for(recorder)
    assert first["version"] == version_of(first) == catalogue_for(recorder)["version"]
    shuffled = dict(reversed(first.items()))
    assert version_of(shuffled) == first["version"]
    db.session.get_one(Matter, world.matter).wait_minutes = 25
    db.session.flush()
    assert catalogue_for(recorder)["version"] != first["version"]


def test_five_hundred_matters_cost_no_more_queries_than_one(recorder: Person, world: World) -> None:
    catalogue_for(recorder)
    with statements() as few:
        catalogue_for(recorder)
    db.session.add_all(
        Matter(
            unit_id=world.units["home"],
            name=f"事项 {number:03}",
            materials=[Material(position=n, name=f"材料 {n}") for n in range(4)],
        )
        for number in range(500)
    )
    for number in range(20):
        head = Headship(name="局长", title="局长", begins_on=clock.today())
        db.session.add(Unit(name=f"单位 {number}", short="单位", kind="town", headships=[head]))
    db.session.commit()
    recorder = world.person("recorder")
    with statements() as many:
        payload = catalogue_for(recorder)
    assert len(payload["matters"]) == 501 and len(payload["units"]) == 23
    assert sum(len(matter["materials"]) for matter in payload["matters"]) == 2000
    assert len(many) == len(few) <= 6
