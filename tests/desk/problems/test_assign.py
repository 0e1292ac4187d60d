"""分派: 已确认 → 整改中, with somebody responsible and a day."""

import re

import pytest

from tests.days import due_in, rest_day_after
from zlc import clock
from zlc.database import db
from zlc.errors import Refusal
from zlc.problems.deadlines import fault_of, last_day
from zlc.problems.models import Problem


@pytest.fixture
def confirmed(recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get(f"/problems/{entry}")
    return entry


def in_days(days):
    return due_in(days).isoformat()


def assign(browser, entry, **fields):
    return browser.post(f"/problems/{entry}/assignment", {"due_on": in_days(7), **fields})


def bulk(browser, entries, **fields):
    return browser.post("/assignments", {"problem": entries, "due_on": in_days(7), "department": "综合科", "back": "/problems", **fields})


def test_assigning_to_a_colleague(confirmed, coordinator, kept, world):
    reply = assign(coordinator, confirmed, assignee=world.people["colleague"], department="综合窗口")
    assert reply.status_code == 303
    problem = kept(confirmed)
    assert problem.state == "rectifying" and problem.responsible == "综合窗口 记录员乙"
    assert problem.due_on.isoformat() == in_days(7)
    assert problem.events[-1].verb == "assigned"
    assert "综合窗口 记录员乙，时限" in coordinator.get(f"/problems/{confirmed}").text


def test_a_department_alone_is_enough(confirmed, coordinator, kept):
    assert assign(coordinator, confirmed, department="医保科").status_code == 303
    assert (kept(confirmed).responsible, kept(confirmed).assignee_id) == ("医保科", None)


def test_assigning_again_changes_the_day(confirmed, coordinator, kept):
    assign(coordinator, confirmed, department="医保科")
    coordinator.get(f"/problems/{confirmed}")
    assert assign(coordinator, confirmed, department="医保科", due_on=in_days(14)).status_code == 303
    assert kept(confirmed).due_on.isoformat() == in_days(14)


def test_whoever_changes_the_day_alone_keeps_who_is_responsible(confirmed, coordinator, world):
    assign(coordinator, confirmed, assignee=world.people["colleague"], department="综合窗口")
    page = coordinator.get(f"/problems/{confirmed}").text
    form = re.search(r'<form[^>]*/assignment">.*?</form>', page, re.S)[0]
    assert f'value="{in_days(7)}"' in form and 'value="综合窗口"' in form
    assert re.findall(r'<option selected value="([^"]*)">', form) == [world.people["colleague"]]


def test_a_second_click_changes_nothing(confirmed, coordinator, kept):
    assign(coordinator, confirmed, department="医保科")
    again = assign(coordinator, confirmed, department="医保科")
    assert again.status_code == 409 and "没有重复登记" in again.text
    assert [event.verb for event in kept(confirmed).events] == ["confirmed", "assigned"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "请选责任人，或填写责任科室"),
        ({"department": "   "}, "请选责任人，或填写责任科室"),
        ({"department": "医保科", "due_on": ""}, "请选择整改时限"),
        ({"department": "医保科", "due_on": "2026-13-45"}, "日期请写成"),
        ({"department": "医保科", "due_on": "1970-01-01"}, "不能早于今天"),
        ({"department": "医保科", "due_on": "2099-12-31"}, "最晚到一年以后"),
        ({"department": "长" * 61}, "请不超过 60 字"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(confirmed, coordinator, kept, fields, sentence):
    reply = assign(coordinator, confirmed, **fields)
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
    reply = assign(coordinator, confirmed, assignee=someone, department=department)
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


def test_whoever_was_closed_since_stays_responsible_until_another_is_chosen(app, confirmed, coordinator, kept, world):
    someone = world.people["colleague"]
    assign(coordinator, confirmed, assignee=someone, department="医保科")
    close(app, world)
    page = coordinator.get(f"/problems/{confirmed}").text
    assert f'<option selected value="{someone}">记录员乙（已不在本单位在用，请改选）</option>' in page
    reply = assign(coordinator, confirmed, assignee=someone, department="医保科", due_on=in_days(14))
    assert reply.status_code == 422 and kept(confirmed).due_on.isoformat() == in_days(7)
    assert assign(coordinator, confirmed, department="医保科", due_on=in_days(14)).status_code == 303, "said, not slipped"
    assert kept(confirmed).assignee_id is None


def test_a_rest_day_is_refused_and_the_nearest_working_day_is_filled_in(confirmed, coordinator, kept):
    day = rest_day_after(7)
    nearest = fault_of(day, clock.today()).offered
    reply = assign(coordinator, confirmed, department="医保科", due_on=day.isoformat())
    assert reply.status_code == 422 and f"{clock.spoken_day(day)}是休息日" in reply.text
    assert f'value="{nearest.isoformat()}"' in reply.text and day.isoformat() not in reply.text
    assert kept(confirmed).state == "confirmed"
    assert assign(coordinator, confirmed, department="医保科", due_on=nearest.isoformat()).status_code == 303
    coordinator.get("/problems")
    assert "是休息日" in bulk(coordinator, [confirmed], due_on=day.isoformat()).text
    assert kept(confirmed).due_on == nearest


def test_the_browsers_calendar_ends_where_the_rule_does(confirmed, coordinator):
    today = clock.today()
    page = coordinator.get(f"/problems/{confirmed}").text
    assert f'data-min="{today.isoformat()}"' in page and f'data-max="{last_day(today).isoformat()}"' in page


def test_the_verb_itself_knows_no_strangers(app, confirmed, world):
    with app.app_context():
        problem = db.session.get_one(Problem, confirmed)
        with pytest.raises(Refusal) as refusal:
            problem.assign(world.person("coordinator"), world.person("stranger"), clock.today())
        assert refusal.value.field == "assignee"
        colleague = world.person("colleague")
        colleague.active = False
        with pytest.raises(Refusal):
            problem.assign(world.person("coordinator"), colleague, clock.today())
        db.session.rollback()


def test_what_nobody_confirmed_is_not_assigned(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reply = assign(coordinator, entry, department="医保科")
    assert reply.status_code == 409 and "请先确认" in reply.text
    assert kept(entry).state == "new"


def test_a_page_that_is_too_old_says_beside_each_field_what_stands_now(confirmed, coordinator, world):
    """What was filled in stays in the form; who is responsible now is not only told above it."""
    coordinator.get(f"/problems/{confirmed}")
    late = coordinator.seen_with(f"/problems/{confirmed}/assignment", {})
    assign(coordinator, confirmed, assignee=world.people["colleague"], department="医保科", due_on=in_days(7))
    reply = assign(coordinator, confirmed, assignee=world.people["clerk"], department="综合科", due_on=in_days(7), **late)
    assert reply.status_code == 409
    form = re.search(r'<form[^>]*/assignment">.*?</form>', reply.text, re.S)[0]
    assert re.findall(r"现在是：([^<]+)<", form) == ["记录员乙", "医保科"], "and not the day, which is the same"
    assert f'<option selected value="{world.people["clerk"]}">' in form and 'value="综合科"' in form
    assert "现在是：" not in coordinator.get(f"/problems/{confirmed}").text


def test_what_was_left_as_it_was_does_not_take_back_what_somebody_else_gave(confirmed, coordinator, kept, world):
    """A page that is too old, on which the day alone was changed: sent once more it changes the day alone."""
    address = f"/problems/{confirmed}"
    coordinator.get(address)
    assign(coordinator, confirmed, assignee=world.people["clerk"], department="综合科", due_on=in_days(7))
    coordinator.get(address)
    late = coordinator.seen_with(f"{address}/assignment", {})
    assign(coordinator, confirmed, assignee=world.people["colleague"], department="医保科", due_on=in_days(7))
    reply = assign(coordinator, confirmed, assignee=world.people["clerk"], department="综合科", due_on=in_days(9), **late)
    assert reply.status_code == 409
    form = re.search(r'<form[^>]*/assignment">.*?</form>', reply.text, re.S)[0]
    assert f'<option selected value="{world.people["colleague"]}">' in form and 'value="医保科"' in form
    assert len(re.findall("现在是：", form)) == 1 and f'value="{in_days(9)}"' in form, "the day that was typed, and which stands"
