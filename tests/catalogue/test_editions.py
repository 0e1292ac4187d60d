"""环节和要素: the office sets them, each change is an edition of its own, and a walk keeps the one it began with."""

import re

import pytest
from sqlalchemy import select

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.catalogue.editions import FIRST, editions
from zlc.catalogue.payload import catalogue_for
from zlc.catalogue.step_templates import TEMPLATES
from zlc.database import db, uuid7

INPUT = re.compile(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"')
SELECT = re.compile(r'<select name="([^"]+)".*?</select>', re.S)


def form_of(page: str) -> dict[str, str]:
    """What the page would send back unchanged."""
    filled = {name: value for name, value in INPUT.findall(page) if not name.endswith("-gone") and name != "csrf_token"}
    for found in SELECT.finditer(page):
        chosen = re.search(r'value="([^"]+)" selected', found[0])
        filled[found[1]] = chosen[1] if chosen else ""
    return filled


@pytest.fixture
def office(visit):
    return visit("office")


def change(office, reason="试行一个季度后调整", **changes):
    form = form_of(office.get("/editions/new").text) | {"reason": reason} | {k.replace("_", "-"): v for k, v in changes.items()}
    return office.post("/editions/new", form)


def test_at_first_there_is_what_the_programme_gives(office):
    page = office.get("/editions").text
    assert "第 0 版，正在用" in page and "取号排队" in page and "一次告知" in page


def test_a_step_renamed_added_moved_and_left_out_is_a_new_edition(app, world, office, visit):
    reply = change(office, hall_0_name="先问清楚", hall_7_name="自助取号", hall_7_stage="queue", hall_7_order="2.5", hall_1_gone="1")
    assert reply.status_code == 303
    page = office.get("/editions").text
    assert "第 1 版，正在用" in page and "试行一个季度后调整" in page and "营商办甲" in page
    with app.app_context():
        current = editions().current
        names = [step.name for step in current.templates["hall"]]
        assert names == ["先问清楚", "自助取号", "取号排队", "窗口受理", "补正", "等待办理", "拿到结果"]
        assert current.templates["hall"][0].step == "consult" and current.templates["online"] == TEMPLATES["online"]
        payload = catalogue_for(world.person("recorder"))
        assert [step["name"] for step in payload["templates"]["hall"]] == names
        (earlier,) = payload["earlier"]
        assert earlier["until"] == current.at
        assert [step["name"] for step in earlier["templates"]["hall"]][:2] == ["咨询", "取表填表"]
        assert db.session.scalar(select(AuditLine.detail).where(AuditLine.verb == "edition.published"))["reason"]
    assert "取表填表" in visit("recorder").get("/editions/0").text


def test_the_checklist_is_changed_the_same_way(app, world, office):
    assert change(office, service_0_gone="1", service_14_name="无障碍设施", process_0_name="材料份数").status_code == 303
    with app.app_context():
        groups = {group.group: group for group in editions().current.checklist}
        assert "hotline" not in {item.item for item in groups["service"].items}
        assert groups["service"].items[-1].name == "无障碍设施" and groups["process"].items[0].measured
        assert groups["proof"].tags == FIRST.checklist[3].tags
        listed = catalogue_for(world.person("recorder"))["checklist"]
        renamed, own = listed[0]["items"][0], listed[1]["items"][-1]
        assert (renamed["item"], renamed["name"], renamed["measured"]) == ("materials", "材料份数", True)
        assert renamed["about"] == FIRST.checklist[0].items[0].about, "what is said of it stays with its code"
        assert (own["name"], own["about"], own["stage"]) == ("无障碍设施", "", None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "没有可以保存的改动"),
        ({"hall_0_name": "一个长得按钮上放不下的名称啊"}, "不超过 12 字"),
        ({"hall_0_name": ""}, "有一行没有名称"),
        ({"hall_0_name": "取号排队"}, "出现了两次"),
        ({"hall_7_name": "自助取号"}, "请给「自助取号」选一个环节"),
        ({"hall_6_gone": "1", "hall_5_gone": "1"}, "最后一步要属于「结果」"),
        ({"process_0_gone": "1"}, "不能去掉"),
        ({"process_9_name": "别的"}, "只有量得出来的五个要素"),
        ({"hall_0_code": "result"}, "页面内容不完整"),
        ({"hall_0_code": "made-up"}, "页面内容不完整"),
        ({"hall_0_name": "咨询一下", "reason": " "}, "请写明为什么改"),
    ],
)
def test_what_would_leave_the_phone_without_an_end_or_a_name_is_refused(changes, words, app, world, office):
    reply = change(office, **changes)
    assert reply.status_code == 422 and words in reply.text
    with app.app_context():
        assert editions().current.number == 0


@pytest.mark.parametrize("seen", ["9" * 5000, "²", "-1", ""])
def test_a_number_of_no_edition_is_somebody_quicker(seen, office):
    change(office, hall_0_name="先问清楚")
    reply = office.post("/editions/new", form_of(office.get("/editions/new").text) | {"reason": "改", "seen": seen})
    assert reply.status_code == 409 and "改过环节和要素" in reply.text


def test_what_was_typed_is_still_there_after_a_refusal(office):
    reply = change(office, hall_0_name="先问清楚", hall_7_name="自助取号", reason="")
    assert "先问清楚" in reply.text and "自助取号" in reply.text


def test_somebody_quicker_is_noticed(app, world, office, visit):
    slow = form_of(office.get("/editions/new").text) | {"reason": "慢的", "hall-0-name": "慢的"}
    other = visit("office")
    assert change(other, hall_0_name="快的").status_code == 303
    reply = office.post("/editions/new", slow)
    assert reply.status_code == 409 and "营商办甲已在" in reply.text and "有了「快的」，没有了「咨询」" in reply.text
    assert "慢的" in reply.text, "what was typed is still there"
    with app.app_context():
        assert [one.number for one in editions().all] == [0, 1]


def test_an_earlier_edition_can_be_restored_as_a_new_one(app, world, office):
    change(office, hall_1_gone="1")
    form = form_of(office.get("/editions/new?of=0").text) | {"reason": "改回去"}
    assert office.post("/editions/new", form).status_code == 303
    with app.app_context():
        assert editions().current.number == 2 and editions().current.templates["hall"] == TEMPLATES["hall"]
        earlier = catalogue_for(world.person("recorder"))["earlier"]
        assert [one["until"] for one in earlier] == [editions().all[1].at, editions().all[2].at]


@pytest.mark.parametrize("who", ["recorder", "coordinator", "supervisor"])
def test_others_read_and_do_not_set(who, visit):
    browser = visit(who)
    assert "修改" not in browser.get("/editions").text
    assert browser.get("/editions/new").status_code == 403
    assert browser.post("/editions/new", {"reason": "x", "seen": "0"}).status_code == 403


@pytest.mark.parametrize("path", ["/editions/7", "/editions/99999999999999999999"])
def test_an_edition_that_is_not_there(path, office):
    assert office.get(path).status_code == 404


def begun_at(phone, at, *stages):
    """A walk under way that has come to these (stage, step), and has looked at the hotline."""
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "参保"}, at)
    for number, (stage, step) in enumerate(stages, 1):
        phone.make(walk, "stage", {"stage": stage, "step": step, "visit": 1}, at + number * MINUTE)
    phone.make(walk, "check", {"item": "hotline", "verdict": "problem"}, at + 5 * MINUTE)
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}
    return walk


def test_an_old_walk_keeps_its_names_and_a_new_one_has_the_new(app, world, office, visit):
    phone, browser = Phone.of(visit("recorder")), visit("coordinator")
    stages = [("consult", "consult"), ("queue", "ticket")]
    old = begun_at(phone, clock.now_ms() - 60 * MINUTE, *stages)
    assert change(office, hall_0_name="先问清楚", hall_2_name="排上队", service_0_name="打电话问").status_code == 303
    with clock.frozen_at(clock.now_ms() + 10 * MINUTE):
        new = begun_at(phone, clock.now_ms(), *stages)
    was, now = (browser.get(f"/walks/{walk}").text for walk in (old, new))
    for page, mine, other in ((was, ("取号排队", "热线服务"), ("先问清楚", "排上队", "打电话问")),
                              (now, ("先问清楚", "排上队", "打电话问"), ("取号排队", "热线服务"))):  # fmt: skip
        assert all(word in page for word in mine) and not any(word in page for word in other)
    listed = browser.get("/walks").text
    assert "取号排队" in listed and "排上队" in listed


def test_a_step_that_is_gone_keeps_its_name_wherever_it_was_walked(app, world, office, visit):
    """Also in a walk that began after: the phone had not fetched the new edition yet."""
    phone = Phone.of(visit("recorder"))
    change(office, hall_1_gone="1")
    with clock.frozen_at(clock.now_ms() + 10 * MINUTE):
        walk = begun_at(phone, clock.now_ms(), ("form", "form"))
    assert "取表填表" in visit("coordinator").get(f"/walks/{walk}").text


def test_paper_says_what_the_page_says(app, world, office, visit):
    from zlc.desk.record import page as record_page
    from zlc.desk.walks import page as walk_page
    from zlc.walks.models import Walk

    phone = Phone.of(visit("recorder"))
    old = begun_at(phone, clock.now_ms() - 60 * MINUTE, ("queue", "ticket"))
    change(office, hall_2_name="排上队")
    with app.app_context():
        who = world.person("coordinator")
        walk = Walk.of(who, old)
        told = str(record_page.record_of(walk_page.page_of(who, walk, walk.read_state(), record_page.ON_PAPER)))
    assert "取号排队" in told and "排上队" not in told
