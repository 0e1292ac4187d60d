"""立项: 已确认 → 整改中, a rectification with somebody responsible and a day."""

import re
from datetime import date

import pytest

from tests.days import due_in, rest_day_after
from zlc import clock
from zlc.catalogue.calendar import working_day_after
from zlc.database import db
from zlc.errors import Refusal
from zlc.problems.deadlines import fault_of, last_day
from zlc.problems.models import Problem
from zlc.rectifications import beginning
from zlc.rectifications.beginning import Order


@pytest.fixture
def confirmed(recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get(f"/problems/{entry}")
    return entry


def in_days(days):
    return due_in(days).isoformat()


def begin(browser, entry, **fields):
    return browser.post(f"/problems/{entry}/rectifications", {"due_on": in_days(7), **fields})


def bulk(browser, entries, **fields):
    said = {"problem": entries, "due_on": in_days(7), "department": "综合科", "back": "/problems"}
    return browser.post("/rectifications", {**said, **fields})


def test_giving_it_to_a_colleague(confirmed, coordinator, kept, world):
    reply = begin(coordinator, confirmed, assignee=world.people["colleague"], department="综合窗口")
    assert reply.status_code == 303
    problem = kept(confirmed)
    assert problem.state == "rectifying" and problem.responsible == "综合窗口 记录员乙"
    assert problem.due_on.isoformat() == in_days(7)
    assert problem.events[-1].verb == "begun"
    assert problem.rectification_count == 1
    assert "综合窗口 记录员乙，时限" in coordinator.get(f"/problems/{confirmed}").text


def test_a_department_alone_is_enough(confirmed, coordinator, kept):
    assert begin(coordinator, confirmed, department="医保科").status_code == 303
    assert (kept(confirmed).responsible, kept(confirmed).assignee_id) == ("医保科", None)


def test_without_a_day_the_difficulty_drafts_it(confirmed, coordinator, kept):
    assert begin(coordinator, confirmed, department="医保科", due_on="", difficulty="a").status_code == 303
    assert kept(confirmed).due_on == working_day_after(clock.today(), 5)


def test_a_drafted_day_of_a_year_without_a_notice_says_so(confirmed, coordinator, monkeypatch):
    monkeypatch.setattr("zlc.clock.today", lambda: date(2030, 12, 1))
    assert "1 个月：2031年1月2日 周四（未含 2031 年放假调休）" in coordinator.get(f"/problems/{confirmed}").text
    monkeypatch.setattr("zlc.clock.today", lambda: date(2026, 9, 1))
    assert "放假调休" not in coordinator.get(f"/problems/{confirmed}").text


def test_a_problem_may_have_several_and_shows_the_nearest(confirmed, coordinator, kept):
    begin(coordinator, confirmed, department="医保科", due_on=in_days(14))
    coordinator.get(f"/problems/{confirmed}")
    begin(coordinator, confirmed, department="综合科", due_on=in_days(7))
    coordinator.get(f"/problems/{confirmed}")
    begin(coordinator, confirmed, department="信息科", due_on=in_days(21))
    problem = kept(confirmed)
    assert (problem.responsible, problem.due_on.isoformat(), problem.rectification_count) == ("综合科", in_days(7), 3)
    page = coordinator.get(f"/problems/{confirmed}").text
    assert all(f"整改-00{n}" in page for n in (1, 2, 3)) and page.count("待认领") == 3


def test_a_second_click_changes_nothing(confirmed, coordinator, kept):
    begin(coordinator, confirmed, department="医保科")
    again = begin(coordinator, confirmed, department="医保科")
    assert again.status_code == 409 and "没有重复登记" in again.text
    assert [event.verb for event in kept(confirmed).events] == ["confirmed", "begun"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "请选责任人，或填写责任科室"),
        ({"department": "   "}, "请选责任人，或填写责任科室"),
        ({"department": "医保科", "due_on": ""}, "请选整改时限，或者选难度"),
        ({"department": "医保科", "due_on": "2026-13-45"}, "日期请写成"),
        ({"department": "医保科", "due_on": "1970-01-01"}, "不能早于今天"),
        ({"department": "医保科", "due_on": "2099-12-31"}, "最晚到一年以后"),
        ({"department": "长" * 61}, "请不超过 60 字"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(confirmed, coordinator, kept, fields, sentence):
    reply = begin(coordinator, confirmed, **fields)
    assert reply.status_code == 422 and sentence in reply.text
    assert kept(confirmed).state == "confirmed"


@pytest.mark.parametrize("department", ["", "医保科"])
@pytest.mark.parametrize("who", ["stranger", "nobody", "closed"])
def test_only_colleagues_can_be_made_responsible(app, confirmed, coordinator, kept, world, who, department):
    """Refused, not left out in silence where a department is named as well."""
    someone = world.people.get("colleague" if who == "closed" else who, "00000000-0000-7000-8000-000000000000")
    if who == "closed":
        close(app, world)
    told = "记录员乙的账号已经停用，没有保存" if who == "closed" else "责任人要是本单位在用的账号"
    reply = begin(coordinator, confirmed, assignee=someone, department=department)
    assert reply.status_code == 422 and told in reply.text
    assert kept(confirmed).state == "confirmed"
    coordinator.get("/problems")
    reply = bulk(coordinator, [confirmed], assignee=someone, department=department)
    assert told in reply.text and "记录员丙" not in reply.text, "nobody of another unit is named"
    assert kept(confirmed).state == "confirmed"


def close(app, world):
    with app.app_context():
        world.person("colleague").active = False
        db.session.commit()


def test_a_rest_day_is_refused_and_the_nearest_working_day_is_filled_in(confirmed, coordinator, kept):
    day = rest_day_after(7)
    nearest = fault_of(day, clock.today()).offered
    reply = begin(coordinator, confirmed, department="医保科", due_on=day.isoformat())
    assert reply.status_code == 422 and f"{clock.spoken_day(day)}是休息日" in reply.text
    assert f'value="{nearest.isoformat()}"' in reply.text and day.isoformat() not in reply.text
    assert kept(confirmed).state == "confirmed"
    assert begin(coordinator, confirmed, department="医保科", due_on=nearest.isoformat()).status_code == 303
    coordinator.get("/problems")
    assert "是休息日" in bulk(coordinator, [confirmed], due_on=day.isoformat()).text
    assert kept(confirmed).due_on == nearest


def test_the_browsers_calendar_ends_where_the_rule_does(confirmed, coordinator):
    today = clock.today()
    page = coordinator.get(f"/problems/{confirmed}").text
    assert f'data-min="{today.isoformat()}"' in page and f'data-max="{last_day(today).isoformat()}"' in page


def test_the_verb_itself_knows_no_strangers(app, confirmed, world):
    with app.app_context():
        problem, by = db.session.get_one(Problem, confirmed), world.person("coordinator")
        colleague = world.person("colleague")
        colleague.active = False
        for someone in (world.person("stranger"), colleague):
            with pytest.raises(Refusal) as refusal:
                beginning.begin(by, [problem], Order("by_day", someone, due_on=due_in(3)))
            assert refusal.value.field == "assignee"
        db.session.rollback()


def test_what_was_put_right_on_the_spot_is_submitted_and_waits_for_somebody_else(confirmed, coordinator, visit, kept):
    said = {"cause": "people", "measure": "当场加开一个窗口", "effect": "五分钟办完"}
    assert coordinator.post(f"/problems/{confirmed}/fix", {**said, "cause": ""}).status_code == 422
    assert coordinator.post(f"/problems/{confirmed}/fix", said).status_code == 303
    assert kept(confirmed).state == "solved"
    page = coordinator.get(f"/problems/{confirmed}").text
    address = re.search(r"/rectifications/[0-9a-f-]{36}", page)[0]
    assert "核验" not in coordinator.get(address).text.partition("下一步")[2].partition("</section>")[0]
    assert coordinator.post(f"{address}/verification", {"reason": "自己看过"}).status_code == 403
    head = visit("head")
    head.get(address)
    assert head.post(f"{address}/verification", {"reason": "去窗口看过"}).status_code == 303
    assert kept(confirmed).state == "closed"


def test_several_ticked_are_one_where_that_is_asked_for(recording, coordinator, kept):
    entries = [recording.problem(f"第 {n} 处") for n in range(3)]
    for entry in entries:
        coordinator.get(f"/problems/{entry}")
        coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get("/problems")
    assert bulk(coordinator, entries, together="1").status_code == 303
    assert re.search(r"已立项 3 条，合成一项整改 〔\d{4}〕.季度-市人社局-整改-001。", coordinator.get("/problems").text)
    listed = coordinator.get("/rectifications").text
    assert "共 1 条" in listed and "等 3 条" in listed
    assert {kept(entry).state for entry in entries} == {"rectifying"}
    coordinator.get("/problems")
    assert "已经立项，没有重复登记" in bulk(coordinator, entries).text
    assert "共 1 条" in coordinator.get("/rectifications").text


def test_what_one_rectification_serves_is_given_to_another_together(recording, coordinator, kept, world):
    entries = [recording.problem(f"第 {n} 处") for n in range(3)]
    for entry in entries:
        coordinator.get(f"/problems/{entry}")
        coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get("/problems")
    bulk(coordinator, entries, together="1")
    coordinator.get("/problems")
    said = {"problem": entries, "back": "/problems", "reassign-assignee": world.people["clerk"], "reassign-reason": "换人"}
    assert coordinator.post("/reassignments", said).status_code == 303
    assert {kept(entry).assignee_id for entry in entries} == {world.people["clerk"]}
    coordinator.get("/problems")
    day = {"problem": entries, "back": "/problems", "deadline-day": in_days(21), "deadline-reason": "等系统"}
    assert coordinator.post("/deadlines", day).status_code == 303
    page = coordinator.get("/problems").text
    assert "已改时限 3 条" in page
    assert {kept(entry).due_on.isoformat() for entry in entries} == {in_days(21)}


def test_what_was_done_for_others_by_ticking_one_is_told(recording, coordinator, kept, world):
    entries = [recording.problem(f"第 {n} 处") for n in range(3)]
    for entry in entries:
        coordinator.get(f"/problems/{entry}")
        coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get("/problems")
    bulk(coordinator, entries, together="1")
    coordinator.get("/problems")
    day = {"problem": entries[:1], "back": "/problems", "deadline-day": in_days(21), "deadline-reason": "等系统"}
    assert coordinator.post("/deadlines", day).status_code == 303
    assert "已改时限 1 条；同一项整改管着的另外 2 条也改时限了。" in coordinator.get("/problems").text
    assert {kept(entry).due_on.isoformat() for entry in entries} == {in_days(21)}
    said = {"problem": entries[:2], "back": "/problems", "reassign-assignee": world.people["clerk"], "reassign-reason": "换人"}
    assert coordinator.post("/reassignments", said).status_code == 303
    assert "已改派 2 条；同一项整改管着的另外 1 条也改派了。" in coordinator.get("/problems").text


def test_what_nobody_confirmed_is_not_begun(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reply = begin(coordinator, entry, department="医保科")
    assert reply.status_code == 409 and "请先确认" in reply.text
    assert kept(entry).state == "new"


