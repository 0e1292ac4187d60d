"""Who and what there is in 云岭市, and that it is made once."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.demo.conftest import PASSWORD
from tests.worlds import World
from zlc import clock
from zlc.accounts.models import ROLES, Person, Unit, person_named
from zlc.accounts.passwords import WeakPassword
from zlc.accounts.unit_changes import UnitChange
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.demo import days
from zlc.demo.world import NotEmpty, WorldExists, build, logins
from zlc.desk.problems.story import story_of
from zlc.problems.models import Problem
from zlc.walks.fold import fold
from zlc.walks.models import Device, Entry, Walk
from zlc.walks.photos.whereabouts import whereabouts

LOGINS = {
    "recorder": ("市人社局", "recorder"),
    "head": ("市人社局", "head"),
    "clerk": ("市人社局", "clerk"),
    "coordinator": ("市人社局", "coordinator"),
    "recorder2": ("市自然资源局", "recorder"),
    "clerk2": ("市自然资源局", "clerk"),
    "coordinator2": ("市自然资源局", "coordinator"),
    "office": ("市营商办", "office"),
    "supervisor": ("市政数局", "supervisor"),
    "admin": ("市政数局", "admin"),
    "auditor": ("市政数局", "auditor"),
}


def rows() -> dict[str, int]:
    tables = db.metadata.sorted_tables
    return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def test_everybody_listed_can_log_in_with_the_one_password_and_nobody_else(yunling: Flask) -> None:
    people = {person.username: person for person in db.session.scalars(select(Person))}
    listed = {name: person for name, person in people.items() if name in LOGINS}
    assert {name: (p.unit.short, *p.roles) for name, p in listed.items()} == LOGINS
    assert all(person.has_password(PASSWORD) for person in list(listed.values())[:2])
    assert len({person.password_hash for person in listed.values()}) == 1
    others = [person for name, person in people.items() if name not in LOGINS]
    assert others and {person.password_hash for person in others} == {"-"}
    assert not others[0].has_password(PASSWORD) and not others[0].has_password("-")
    assert {role for person in listed.values() for role in person.roles} == ROLES.keys()
    assert len({person.name for person in people.values() if not person.is_a("head")}) >= len(people) - 3


def test_the_logins_are_listed_for_whoever_starts_it() -> None:
    lines = logins().splitlines()
    assert [line.split()[0] for line in lines] == list(LOGINS)
    assert lines[3].split() == ["coordinator", "何志远", "市人社局", "单位联络员"]


def test_one_unit_has_changed_its_head(yunling: Flask) -> None:
    labour = db.session.scalars(select(Unit).where(Unit.short == "市人社局")).one()
    now, before = labour.head_on(clock.today()), labour.head_on(clock.today() - timedelta(days=365))
    assert now and before
    assert (before.name, now.name) == ("郑国栋", "梁文慧")
    assert before.ends_on and before.ends_on + timedelta(days=1) == now.begins_on
    head = person_named("head")
    assert head and (head.name, head.title) == (now.name, now.title)


def test_there_are_units_of_both_kinds_each_with_a_head(yunling: Flask) -> None:
    units = list(db.session.scalars(select(Unit)))
    assert len(units) >= 8 and {unit.kind for unit in units} == {"town", "department", "part", "vertical"}
    assert all(unit.head_on(clock.today()) for unit in units)
    assert sum(len(unit.headships) > 1 for unit in units) >= 3
    assert {unit.short: unit.parent.short for unit in units if unit.parent} == {"登记中心": "市自然资源局", "市营商办": "市发改局"}
    assert {one.how for one in db.session.scalars(select(UnitChange))} == {"corrected", "took_office", "left_office", "office_corrected"}


def test_thirty_matters_are_published(yunling: Flask) -> None:
    matters = list(db.session.scalars(select(Matter)))
    assert len(matters) >= 30 and all(matter.materials for matter in matters)
    assert len({matter.code for matter in matters}) == len(matters)
    assert any(matter.frequent for matter in matters) and any(matter.blocked for matter in matters)
    assert any(matter.promised is None for matter in matters)
    assert {channel for matter in matters for channel in matter.channels} == {"hall", "online"}
    mortgage = next(matter for matter in matters if matter.name == "商品房抵押登记")
    assert len(mortgage.materials) == 7
    assert mortgage.statutory and mortgage.statutory.spoken == "30 个工作日"


def test_every_entry_was_taken_but_one_of_a_newer_app(yunling: Flask) -> None:
    entries = list(db.session.scalars(select(Entry)))
    assert [(entry.kind, entry.why) for entry in entries if entry.status != "stored"] == [("voice", "unknown_kind")]
    for device in db.session.scalars(select(Device)):
        assert device.acked == sum(entry.device_id == device.id for entry in entries)
        assert device.chain_broken_at is None and device.forked_at is None


def test_every_photo_was_received_but_one_still_on_the_phone(walks: dict[str, Walk]) -> None:
    missing = {case: set(walk.read_state().photos) - whereabouts(walk.read_state()).keys() for case, walk in walks.items()}
    assert {case: len(ids) for case, ids in missing.items() if ids} == {"C07": 1}
    assert sum(walk.photo_count for walk in walks.values()) >= 25
    assert not any(walk.marked for walk in walks.values())


def test_people_worked_when_the_hall_was_open(walks: dict[str, Walk]) -> None:
    for case, walk in walks.items():
        for entry in walk.read_state().entries.values():
            moment = clock.local(entry.time)
            assert days.is_open(moment.date()), (case, moment)
            assert 9 <= moment.hour < 17, (case, moment)
            assert entry.time <= clock.now_ms()


def test_the_desk_has_begun_its_work(yunling: Flask) -> None:
    problems = list(db.session.scalars(select(Problem)))
    mine = [problem for problem in problems if problem.unit.short == "市人社局"]
    names = {"新发现", "已确认", "整改中", "已解决", "已销号", "不属实", "移交中", "已撤回"}
    assert {p.state_name for p in problems} == names
    assert {p.state_name for p in mine} == names, "one login sees them all"
    for some in (problems, mine):
        tints = {problem.light.tint for problem in some if problem.light}
        assert tints == {"red", "amber", "green"}
    assert len({(p.numbered_by, p.quarter, p.number) for p in problems}) == len(problems) >= 25
    assert [len(problem.waiting) for problem in problems if problem.waiting] == [1]
    assert any(event.verb == "reopened" for problem in problems for event in problem.history())


def test_what_the_desk_did_in_one_minute_stands_as_it_did_it(yunling: Flask) -> None:
    """The demo gives out and confirms at one instant: 确认 stands before 立项, on the page as in the table."""
    given_out = 0
    for problem in db.session.scalars(select(Problem)):
        verbs = [event.verb for event in problem.history()]
        walk = db.session.get(Walk, problem.walk_id) if problem.walk_id else None
        shown = [moment.title for moment in story_of(problem, walk, walk.read_state() if walk else fold([])).moments]
        if "begun" in verbs:
            given_out += 1
            assert verbs.index("confirmed") < verbs.index("begun") and shown.index("确认") < shown.index("立项")
    assert given_out > 8


def test_the_first_stamp_stays_readable_where_one_was_amended(walks: dict[str, Walk]) -> None:
    state = walks["C01"].read_state()
    window = next(entry for entry in state.entries.values() if entry.kind == "stage")
    assert window.amended == ["at"]
    assert window.time == state.begins
    assert window.recorded_at - window.time > 60_000


def test_a_second_time_changes_nothing_and_says_so(yunling: Flask) -> None:
    before = rows()
    with pytest.raises(WorldExists) as refused:
        build(PASSWORD)
    assert "已经在了" in refused.value.message
    assert rows() == before


def test_a_database_in_use_is_left_alone(app: Flask, world: World) -> None:
    with app.app_context():
        world.person("recorder").unit.name = "别处的单位"
        db.session.commit()
        before = rows()
        with pytest.raises(NotEmpty):
            build(PASSWORD)
        assert rows() == before


def test_a_weak_password_makes_no_world(context: Flask) -> None:
    before = rows()
    with pytest.raises(WeakPassword):
        build("12345678")
    db.session.rollback()
    assert rows() == before


def test_the_command_says_what_it_did(app: Flask) -> None:
    run: Any = app.test_cli_runner().invoke
    first = run(args=["demo", "--password", PASSWORD])
    assert first.exit_code == 0 and PASSWORD in first.output and "coordinator2" in first.output
    second = run(args=["demo", "--password", "Another-2026"])
    assert second.exit_code == 0
    assert "没有改动任何内容" in second.output and "Another-2026" not in second.output
