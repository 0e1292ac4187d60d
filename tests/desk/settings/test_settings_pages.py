"""The page of the settings: who sets, what each edition says, and what is shown otherwise from then on."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.phones import Phone
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.catalogue.calendar import working_day_after, working_day_before, working_days_between
from zlc.database import db
from zlc.problems.models import Problem
from zlc.settings.editions import StoredSettings, in_force
from zlc.settings.settings import GIVEN, values_of

AS_GIVEN = {name: str(value) for name, value in values_of(GIVEN).items()}


@pytest.fixture
def office(visit):
    return visit("office")


def change(office, reason="先试一个季度", **typed):
    office.get("/settings/new")
    return office.post("/settings/new", AS_GIVEN | typed | {"reason": reason})


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2])).strip()


def test_at_first_it_is_what_the_contract_says(office):
    page = words(office.get("/settings"))
    assert "第 0 版，正在用" in page and "修改" in page
    for said in ("难度 A 5 个工作日", "难度 B 15 个工作日", "难度 C 1 个月", "黄灯 3 个工作日", "灯的颜色 绿 黄 红", "接收期限 2 个工作日"):
        assert said in page, said


def test_each_save_is_an_edition_with_who_when_why_and_what(app, office):
    assert change(office, difficulty_a="7", calm="blue").status_code == 303
    page = words(office.get("/settings"))
    for said in ("第 1 版，正在用", "营商办甲", "先试一个季度", "难度 A：5 个工作日 → 7 个工作日", "灯的颜色：绿 黄 红 → 蓝 黄 红"):
        assert said in page, said
    assert "难度 B：" not in page, "only what changed"
    with app.app_context():
        line = db.session.scalars(select(AuditLine).where(AuditLine.verb == "settings.changed")).one()
        assert line.about == "1" and line.detail["reason"] == "先试一个季度" and len(line.detail["changes"]) == 2


def test_any_edition_can_be_taken_again_as_a_new_one(app, office):
    change(office, soon_days="5")
    change(office, soon_days="9", difficulty_c="2")
    old = office.get("/settings/1")
    assert "第 1 版" in old.text and "按这一版改回去" in old.text and "5 个工作日" in old.text
    form = office.get("/settings/new?of=1").text
    assert re.search(r'name="soon_days"[^>]*value="5"|value="5"[^>]*name="soon_days"', form)
    assert change(office, "改回去", soon_days="5").status_code == 303
    with app.app_context():
        assert in_force().soon_days == 5 and in_force().difficulty_c == 1
        assert [one.number for one in StoredSettings.history()] == [3, 2, 1], "each one stays"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "没有可以保存的改动"),
        ({"soon_days": "4", "reason": " "}, "请写明理由"),
        ({"soon_days": "4", "reason": "长" * 501}, "不超过 500 字"),
        ({"soon_days": "x"}, "请写 0 到 20 之间的整数，现在填的是「x」"),
        ({"difficulty_a": "20"}, "比难度 A 的 20 个还短"),
        ({"calm": "purple"}, "请选「绿 黄 红」或「蓝 黄 红」"),
    ],
)
def test_a_refusal_says_why_changes_nothing_keeps_what_was_typed_and_leaves_a_line(app, office, typed, said):
    reply = change(office, **{"reason": "写了很久的理由"} | typed)
    assert reply.status_code == 422 and said in reply.text
    for name, value in typed.items():
        assert name == "calm" or value.strip() in reply.text, name
    with app.app_context():
        assert in_force() == GIVEN
        assert db.session.scalar(select(AuditLine.id).where(AuditLine.verb == "refused", ~AuditLine.success))


@pytest.mark.parametrize("who", ["recorder", "coordinator", "supervisor", "head"])
def test_others_read_and_do_not_set(app, visit, who):
    browser = visit(who)
    page = browser.get("/settings")
    assert "难度 A" in page.text and "/settings/new" not in page.text
    assert browser.get("/settings/new").status_code == 403
    reply = browser.post("/settings/new", AS_GIVEN | {"soon_days": "9", "reason": "x", "seen": "0"})
    assert reply.status_code == 403 and "由营商办定" in reply.text
    with app.app_context():
        assert in_force() == GIVEN


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_who_reads_no_lists_has_no_such_page(visit, who):
    assert visit(who).get("/settings").status_code == 404


@pytest.mark.parametrize("number", ["7", "-1", "²", "9" * 5000])
def test_an_edition_that_is_not_there(office, number):
    assert office.get(f"/settings/{number}").status_code == 404
    assert office.get(f"/settings/new?of={number}").status_code == 404


def test_whoever_comes_second_sees_what_stands_beside_what_they_typed(office, visit):
    slow = visit("office")
    slow.get("/settings/new")
    change(office, soon_days="4")
    reply = slow.post("/settings/new", AS_GIVEN | {"soon_days": "9", "reason": "慢的"})
    assert reply.status_code == 409 and "黄灯：3 个工作日 → 4 个工作日" in reply.text
    assert "现在是：4 个工作日" in reply.text and 'value="9"' in reply.text
    assert slow.post("/settings/new", AS_GIVEN | {"soon_days": "9", "reason": "慢的"}).status_code == 303, "seen now"


@pytest.fixture
def given_out(record, visit):
    """A problem that is due in ten working days: its page's address."""
    entry, desk = record().problem(), visit("coordinator")
    page, due_on = f"/problems/{entry}", working_day_after(clock.today(), 10)
    for verb, said in (("confirmation", {}), ("rectifications", {"department": "医保科", "due_on": due_on.isoformat()})):
        desk.get(page)
        assert desk.post(f"{page}/{verb}", said).status_code == 303
    return page


def test_the_light_goes_by_the_settings_from_then_on_and_the_deadline_stays(app, office, visit, given_out):
    desk = visit("coordinator")
    assert '<span class="tag green">绿 还有 10 个工作日</span>' in desk.get(given_out).text
    change(office, calm="blue")
    for page in (given_out, "/problems"):
        assert '<span class="tag blue">蓝 还有 10' in desk.get(page).text
    change(office, calm="blue", soon_days="10")
    assert '<span class="tag amber">黄 还有 10 个工作日</span>' in desk.get(given_out).text
    with app.app_context():
        problem = db.session.scalars(select(Problem).where(Problem.due_on.is_not(None))).one()
        assert problem.due_on == working_day_after(clock.today(), 10)
        assert [one.verb for one in problem.history()] == ["confirmed", "begun"]


def test_the_phones_hear_of_other_lights_at_once_and_of_nothing_else(office, visit, given_out):
    phone = Phone.of(visit("recorder"))
    heard = phone.pull().json
    assert len(heard["problems"]) == 1 and not heard["more"]
    change(office, difficulty_a="6")
    assert phone.pull(heard["cursor"]).json["problems"] == [], "no light is another"
    change(office, difficulty_a="6", soon_days="7", calm="blue")
    heard = phone.pull(heard["cursor"]).json
    [told] = heard["problems"]
    due_on = working_day_after(clock.today(), 10)
    assert told["light"] == {"soon_on": working_day_before(due_on, 7).isoformat(), "tint": "blue", "word": "蓝"}
    assert told["due_on"] == due_on.isoformat()
    assert phone.pull(heard["cursor"]).json["problems"] == []


def test_a_page_that_was_open_is_not_stale_because_of_other_lights(office, visit, given_out):
    desk = visit("coordinator")
    desk.get(given_out)
    change(office, calm="blue")
    assert desk.post(f"{given_out}/classification", {"category": "fee"}).status_code == 303


def drafted(page):
    return re.findall(r'data-draft="([\d-]+)">([^<]+)<', page.text)


def test_the_difficulties_draft_the_days_where_a_problem_is_given_out(visit, record):
    """On the last working day before a week of holidays."""
    with clock.frozen_at(clock.instant(datetime(2026, 9, 30, 10, tzinfo=clock.SHANGHAI))):
        entry, desk, office = record().problem(), visit("coordinator"), visit("office")
        desk.get(f"/problems/{entry}")
        assert desk.post(f"/problems/{entry}/confirmation", {}).status_code == 303
        for page in (f"/problems/{entry}", "/problems"):
            assert drafted(desk.get(page)) == [
                ("2026-10-13", "难度 A，5 个工作日：10月13日 周二"), ("2026-10-27", "难度 B，15 个工作日：10月27日 周二"),
                ("2026-10-30", "难度 C，1 个月：10月30日 周五"),
            ]  # fmt: skip
        change(office, difficulty_a="1", difficulty_c="2")
        assert drafted(desk.get(f"/problems/{entry}"))[::2] == [
            ("2026-10-08", "难度 A，1 个工作日：10月8日 周四"), ("2026-11-30", "难度 C，2 个月：11月30日 周一"),
        ]  # fmt: skip


def test_a_handover_that_waits_too_long_is_lit_for_both_units_and_the_office(office, visit, record, world):
    page = f"/walks/{record().walk}"
    visit("coordinator").get(page)
    with clock.frozen_at(clock.now_ms() - timedelta(days=14) // timedelta(milliseconds=1)):
        given = clock.today()
        desk = visit("coordinator")
        desk.get(page)
        assert desk.post(f"{page}/handovers", {"unit": world.units["other"], "reason": "走的是街道的"}).status_code == 303
    due_on = working_day_after(given, 2)
    late = f"红 逾期 {working_days_between(due_on, clock.today())} 个工作日"
    for who in ("coordinator", "coordinator2", "office"):
        shown = visit(who).get("/held").text
        assert late in shown and clock.spoken_day(due_on) in shown, who
    change(office, hand_over_days="20")
    shown = visit("coordinator2").get("/held").text
    assert "逾期" not in shown and clock.spoken_day(working_day_after(given, 20)) in shown
