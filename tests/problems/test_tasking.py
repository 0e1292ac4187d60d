"""交办: the office gives a task, its unit signs for it, the units that assist see it and put right their part, the office verifies."""

from datetime import date

import pytest
from sqlalchemy import select, text

from tests.days import due_in, rest_day_after
from tests.problems.test_classify import act
from zlc import clock
from zlc.catalogue.calendar import working_day_after
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.problems.states import STATES, VERBS
from zlc.rectifications import beginning, following
from zlc.rectifications.models import Rectification
from zlc.walks.journal import commits

SAID = {"text": "清理重复证明", "category": "strange_proof", "matter": "失业登记"}
PLAN = {"cause": "process", "measure": "改流程", "criterion": "不再要证明"}
DONE = {"effect": "改好了", "evidence_kind": "words", "evidence": "清单贴在窗口"}


@pytest.fixture
def office(visit):
    return visit("office")


@pytest.fixture
def helper(visit):
    return visit("coordinator2")


def give(office, world, **said):
    office.get("/tasks/new")
    units = {"unit": world.units["home"], "helpers": [world.units["other"]]}
    return office.post("/tasks", {**SAID, "wanted_on": due_in(20).isoformat(), **units, **said})


@pytest.fixture
def task(office, world):
    reply = give(office, world)
    assert reply.status_code == 303, reply.text
    return reply.location.rpartition("/")[2]


def begin(browser, entry, **said):
    return act(browser, entry, "rectifications", department="办公室", due_on=due_in(9).isoformat(), **said)


def rectifications(app, entry):
    with app.app_context():
        return [(one.id, one.unit_id, one.state) for one in following.of_problem(entry)]


def test_it_is_a_problem_of_the_unit_that_leads_and_says_who_assists(task, coordinator, kept, world, office):
    one = kept(task)
    assert (one.source, one.state, one.unit_id, one.take_by) == ("task", "new", world.units["home"], working_day_after(clock.today(), 1))
    assert one.full_number.endswith("-市人社局-问题-001")
    page = coordinator.get(f"/problems/{task}").text
    for words in ("交办", "协办 青溪街道", "清理重复证明", "签收</button>", "失业登记", "营商办甲"):
        assert words in page, words
    assert "确认这条问题" not in page and "移交别的单位" not in page
    assert task in coordinator.get("/problems?source=task").text and task in office.get("/problems?source=task").text


def test_it_is_signed_for_and_lights_where_it_was_not(task, coordinator, app, kept, helper):
    assert act(helper, task, "signing").status_code == 403
    with app.app_context():
        db.session.execute(text("update problems set take_by = '2026-01-05'"))
        db.session.commit()
    assert "红 逾期" in coordinator.get("/problems?late=1").text and "红 逾期" in coordinator.get(f"/problems/{task}").text
    early = begin(coordinator, task)
    assert early.status_code == 409 and kept(task).rectification_count == 0
    waits = coordinator.get("/mine").text
    assert "1 条营商办交办的" in waits and "请确认" not in waits
    assert act(coordinator, task, "confirmation").status_code == 409
    assert act(coordinator, task, "handover", unit="x", reason="不归我们").status_code in (409, 422)
    assert act(coordinator, task, "signing").status_code == 303
    assert (kept(task).state, kept(task).take_by) == ("confirmed", None) and "红 逾期" not in coordinator.get(f"/problems/{task}").text
    again = act(coordinator, task, "signing")
    assert again.status_code == 409 and "签收过" in again.text


def test_each_unit_puts_right_its_part_and_the_office_verifies_both(task, coordinator, helper, office, app, kept, visit, world):
    assert begin(helper, task).status_code == 409, "not before it is signed for"
    act(coordinator, task, "signing")
    assert begin(coordinator, task).status_code == 303 and begin(helper, task).status_code == 303
    mine, theirs = rectifications(app, task)
    assert {mine[1], theirs[1]} == {world.units["home"], world.units["other"]} and kept(task).state == "rectifying"
    page = helper.get(f"/problems/{task}").text
    assert "主办 市人社局" in page and "协办 青溪街道" in page and page.count("待认领") >= 2
    for id_, unit, _ in (mine, theirs):
        owner, stranger = (coordinator, helper) if unit == world.units["home"] else (helper, coordinator)
        assert f"/rectifications/{id_}" in owner.get(f"/problems/{task}").text and f"/rectifications/{id_}" not in stranger.get(
            f"/problems/{task}"
        ).text
        assert stranger.get(f"/rectifications/{id_}").status_code == 404
        for noun, said in (("claim", {}), ("plan", PLAN), ("submission", DONE)):
            owner.get(f"/rectifications/{id_}")
            assert owner.post(f"/rectifications/{id_}/{noun}", said).status_code == 303, noun
        head = visit("head")
        head.get(f"/rectifications/{id_}")
        assert head.post(f"/rectifications/{id_}/verification", {"reason": "看过"}).status_code in (403, 404)
    assert kept(task).state == "solved" and office.get("/mine").text.count(">请核验<") == 2
    for id_, *_ in (mine, theirs):
        office.get(f"/rectifications/{id_}")
        assert office.post(f"/rectifications/{id_}/verification", {"reason": "看过"}).status_code == 303
    assert kept(task).state == "closed"


def test_who_assists_sees_it_and_drives_nothing_else(task, coordinator, helper, visit, kept):
    assert "协办的 1 条" in helper.get("/problems").text and task not in helper.get("/problems").text
    assert task in helper.get("/problems?passing=help").text and visit("stranger").get(f"/problems/{task}").status_code == 200
    act(coordinator, task, "signing")
    for noun, said in (
        ("rejection", {"as_": "untrue", "reason": "没有"}), ("requirement", {"reason": "群众反映多"}),
        ("classification", {"category": "fee"}), ("fix", {"cause": "people", "measure": "改", "effect": "好"}),
    ):  # fmt: skip
        assert act(helper, task, noun, **said).status_code == 403, noun
    assert kept(task).state == "confirmed"


def test_another_unit_sees_nothing_of_it(office, world, visit, helper):
    entry = give(office, world, helpers=[]).location.rpartition("/")[2]
    assert helper.get(f"/problems/{entry}").status_code == 404 and act(helper, entry, "rectifications").status_code == 404


def test_nobody_else_gives_one(world, visit, app):
    for username in ("coordinator", "supervisor", "recorder", "head"):
        browser = visit(username)
        assert browser.get("/tasks/new").status_code == 403, username
        browser.get("/problems")
        assert browser.post("/tasks", {**SAID, "unit": world.units["home"]}).status_code == 403, username
    with app.app_context():
        assert db.session.scalar(select(Problem.id)) is None


def test_what_will_not_do_is_told_at_its_field_and_nothing_typed_is_lost(office, world, app):
    home = world.units["home"]
    for field, said in {
        "unit": {"unit": ""}, "helpers": {"helpers": [home]}, "text": {"text": " "}, "wanted_on": {"wanted_on": ""},
        "matter": {"matter": "长" * 201},
    }.items():  # fmt: skip
        reply = give(office, world, **{"category": "fee", **said})
        assert reply.status_code == 422, field
        assert "失业登记" in reply.text or field == "matter"
        assert f'id="{field}-error"' in reply.text, field
    rest = give(office, world, wanted_on=rest_day_after(10).isoformat())
    assert rest.status_code == 422 and "休息日" in rest.text
    with app.app_context():
        assert db.session.scalar(select(Problem.id)) is None


def test_a_second_click_gives_the_same_one(office, world):
    office.get("/tasks/new")
    key = "01956a00-0000-7000-8000-0000000000c9"
    assert give(office, world, key=key).status_code == 303
    again = give(office, world, key=key)
    assert again.status_code == 409 and "已经交办" in again.text


def test_the_day_that_is_wanted_is_offered_when_it_is_begun(task, coordinator, kept):
    act(coordinator, task, "signing")
    wanted = kept(task).wanted_on
    assert isinstance(wanted, date) and f'value="{wanted.isoformat()}"' in coordinator.get(f"/problems/{task}").text
    assert Rectification.CALLED in coordinator.get(f"/problems/{task}").text


@pytest.mark.parametrize("verb", ["sign", "begin"])
def test_everybody_in_every_state(task, app, world, verb):
    """`coordinator2` is of the unit that assists."""
    may, tried = {"sign": {"coordinator"}, "begin": {"coordinator", "coordinator2"}}[verb], 0
    with app.app_context():
        commits.lock()
        for state in STATES:
            one = db.session.get_one(Problem, task)
            one.state, one.frozen = state, state != "new"
            db.session.commit()
            for name in world.people:
                one, by = db.session.get_one(Problem, task), world.person(name)
                open_ = state in VERBS[verb].states
                assert (verb in {each.name for each in one.open_verbs(by)}) == (name in may and open_), (name, state)
                try:
                    one.sign(by) if verb == "sign" else beginning.begin(by, [one], beginning.Order("by_day", None, "办公室", due_in(9)))
                    refused = None
                except Refusal as refusal:
                    refused = refusal
                expected = Forbidden if name not in may else None if open_ else NotNow
                assert type(refused) is (expected or type(None)), (name, state, refused and refused.message)
                db.session.rollback()
                db.session.expire_all()
                tried += 1
    assert tried == len(STATES) * len(world.people)
