"""登记: a problem that no walk found is typed on the desk, numbered and driven as any other, and put right there."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.phones import Phone
from tests.problems.test_classify import act
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.database import db, uuid7
from zlc.desk.summary.figures import summary_of
from zlc.desk.summary.page import paper_of
from zlc.desk.summary.period import Period
from zlc.problems.models import Problem
from zlc.problems.numbers import quarter_of
from zlc.problems.said import LONGEST_TEXT

TEXT = "座谈会上三家餐饮店说，办证要跑两个窗口，材料重复交"
FILLED = {
    "text": TEXT, "channel": "forum", "outside_number": "座谈〔2026〕7 号", "category": "materials", "severity": "2",
    "stage": "acceptance", "matter": "灵活就业人员参保登记", "place": "市政务大厅二楼",
}  # fmt: skip
ID = re.compile(r"/problems/([0-9a-f-]{36})$")


def day(ago=0):
    return (clock.today() - timedelta(days=ago)).isoformat()


def send(browser, **changed):
    browser.get("/problems/new")
    return browser.post("/problems", {**FILLED, "found_on": day(), **changed})


@pytest.fixture
def registered(coordinator):
    reply = send(coordinator)
    assert reply.status_code == 303, reply.text
    return ID.search(reply.location)[1]


def count(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Problem))


def test_what_is_registered_stands_in_the_list_with_all_that_was_typed(registered, kept, world, coordinator):
    one = kept(registered)
    assert (one.source, one.walk_id, one.state, one.unit_id) == ("desk", None, "new", world.units["home"])
    assert (one.text, one.channel, one.outside_number, one.category) == (TEXT, "forum", "座谈〔2026〕7 号", "materials")
    assert (one.severity, one.stage, one.matter_id, one.place) == (2, "acceptance", world.matter, "市政务大厅二楼")
    assert one.recorder_id == world.people["coordinator"] and one.found_on == clock.today() and one.number == 1
    assert [(event.verb, event.by) for event in one.events] == [("registered", world.people["coordinator"])]
    page = coordinator.get(f"/problems/{registered}").text
    for words in ("登记：座谈会", "座谈〔2026〕7 号", "<strong>登记</strong>", "联络员甲", one.full_number, "市政务大厅二楼"):
        assert words in page
    assert "/walks/None" not in page and "手机上的记录" not in page and "照片" not in page.partition("<main")[2]
    row = next(row for row in coordinator.get("/problems").text.split("<tr") if f"/problems/{registered}" in row)
    assert "登记" in row.partition("source-cell")[2].partition("</td>")[0] and "登记（座谈会）" in row


@pytest.mark.parametrize("query", ["座谈会", "座谈〔2026〕7", "餐饮店 二楼", "灵活就业 受理"])
def test_it_is_found_by_what_was_typed(registered, coordinator, query):
    assert f"/problems/{registered}" in coordinator.get(f"/problems?q={query}").text
    assert f"/problems/{registered}" not in coordinator.get(f"/problems?q={query} 没有的词").text


def test_free_words_are_no_matter_and_none_reads_as_none(coordinator, kept):
    free = kept(ID.search(send(coordinator, matter="别的单位的事").location)[1])
    assert (free.matter_id, free.matter_name) == (None, "别的单位的事")
    bare = dict.fromkeys(("category", "severity", "stage", "matter", "outside_number", "place"), "")
    none = kept(ID.search(send(coordinator, **bare).location)[1])
    assert (none.matter_id, none.matter_name, none.category, none.severity, none.stage) == (None, "未记事项", None, None, None)
    assert coordinator.get(f"/problems/{none.id}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": "  "}, "请写明问题"), ({"text": "长" * (LONGEST_TEXT + 1)}, "请不超过 1000 字，现在有 1001 字"),
        ({"text": "打 13812345678 找他"}, "银行卡号，请去掉再提交"), ({"place": "13812345678"}, "这里不写身份证号"),
        ({"channel": ""}, "请选从哪里来"), ({"channel": "pigeon"}, "请选从哪里来"), ({"category": "pigeon"}, "请从列出的里面选"),
        ({"severity": "4"}, "请从列出的里面选"), ({"stage": "pigeon"}, "请从列出的里面选"),
        ({"outside_number": "8" * 61}, "请不超过 60 字"), ({"matter": "长" * 201}, "请不超过 200 字"),
        ({"found_on": day(-2)}, "不能晚于今天"), ({"found_on": "昨天"}, "日期请写成"), ({"found_on": ""}, "请写发现的日子"),
        ({"found_on": "1999-01-01"}, "发现的日子最早到"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_told_at_its_field_and_nothing_typed_is_lost(app, coordinator, changed, said):
    reply = send(coordinator, **changed)
    assert reply.status_code == 422 and said in reply.text and count(app) == 0
    for name, value in {**FILLED, **changed}.items():
        if name not in changed and name not in ("channel", "category", "severity", "stage"):
            assert value in reply.text
    assert ('<option selected value="forum">' in reply.text) is ("channel" not in changed)


def test_the_button_pressed_twice_registers_one(app, coordinator, kept):
    key = re.search(r'name="key"[^>]*value="([^"]+)"', coordinator.get("/problems/new").text)[1]
    first = coordinator.post("/problems", {**FILLED, "found_on": day(), "key": key})
    again = coordinator.post("/problems", {**FILLED, "found_on": day(), "key": key})
    assert first.status_code == 303 and again.status_code == 409 and count(app) == 1
    assert f"编号 {kept(ID.search(first.location)[1]).full_number}" in again.text
    assert f'value="{key}"' not in again.text and TEXT in again.text


def test_nobody_takes_the_id_of_an_entry_that_has_not_come(app, record, coordinator, kept):
    """A key is no id: a walk whose entry met a row of its id could not be folded any more."""
    recording = record()
    entry = recording.phone.make(recording.walk, "problem", {"text": "路上"})
    assert send(coordinator, key=entry["id"]).status_code == 303
    recording.phone.push([entry])
    assert kept(entry["id"]).text == "路上" and count(app) == 2


@pytest.mark.parametrize("username", ["recorder", "head", "clerk", "office", "supervisor"])
def test_only_the_units_coordinator_registers(app, visit, username):
    browser = visit(username)
    for reply in (browser.get("/problems/new"), send(browser)):
        assert reply.status_code == 403 and "由本单位联络员登记" in reply.text
    assert count(app) == 0 and "登记问题" not in browser.get("/problems").text
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(AuditLine.verb == "refused", AuditLine.success.is_(False))) >= 1


def test_other_units_do_not_see_it_and_who_reads_all_does(registered, visit):
    assert visit("coordinator2").get(f"/problems/{registered}").status_code == 404
    assert visit("stranger").get(f"/problems/{registered}").status_code == 404
    for username in ("office", "supervisor", "recorder", "clerk"):
        browser = visit(username)
        assert browser.get(f"/problems/{registered}").status_code == 200 and registered in browser.get("/problems").text


def test_it_is_driven_like_any_other(registered, coordinator, kept):
    page = f"/problems/{registered}"
    steps = (
        ("confirmation", {}), ("classification", {"category": "fee"}),
        ("classification", {"category": "queue"}), ("rejection", {"as_": "untrue", "reason": "核过"}), ("reopening", {"reason": "再看"}),
    )  # fmt: skip
    for noun, said in steps:
        coordinator.get(page)
        assert coordinator.post(f"{page}/{noun}", said).status_code == 303, noun
    one = kept(registered)
    assert one.state == "confirmed"
    assert [event.verb for event in one.events] == ["registered", "confirmed", "classified", "classified", "rejected", "reopened"]
    told = coordinator.get(page).text
    stands = [told.index(f"<strong>{word}</strong>") for word in ("登记", "确认", "定类别", "退回", "重新打开")]
    assert stands == sorted(stands)


def test_the_number_goes_on_from_that_of_the_walks_and_is_of_the_quarter_it_was_found_in(record, coordinator, kept):
    recording = record()
    first = kept(recording.problem())
    second = kept(ID.search(send(coordinator).location)[1])
    third = kept(recording.problem("又一处"))
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert sorted({one.serial for one in (first, second, third)}) == [1, 2, 3]
    ago = clock.today() - timedelta(days=200)
    old = kept(ID.search(send(coordinator, found_on=ago.isoformat()).location)[1])
    assert (old.quarter, old.number) == (quarter_of(ago), 1)


def test_no_phone_is_sent_it(registered, record, coordinator):
    recording = record()
    entry = recording.problem()
    coordinator.get("/problems")
    for phone in (recording.phone, Phone.of(coordinator)):
        told = phone.browser.api("GET", "/changes?cursor=").json
        assert [one["id"] for one in told["problems"]] == [entry]


def test_the_summary_counts_it_and_says_where_it_comes_from(app, registered, coordinator, world):
    assert "发现问题" in coordinator.get("/summary").text
    with app.app_context():
        who = world.person("coordinator")
        summary = summary_of(who, who.unit, Period(clock.today(), clock.today()))
        assert [one.id for one in summary.problems] == [registered]
        [[row]] = [group["problems"] for group in paper_of(summary)["groups"]]
    assert row["source"].endswith("日 登记（座谈会）") and row["text"] == TEXT


def test_the_log_says_who_registered_which(registered, visit, kept):
    text = visit("auditor").get("/audit").text
    assert ">登记问题</a>" in text and kept(registered).full_number in text


def corrected(browser, problem_id, **changed):
    browser.get(f"/problems/{problem_id}")
    return browser.post(f"/problems/{problem_id}/rewording", {**FILLED, "reason": "核实了", **changed})


def test_a_correction_keeps_what_was_said(registered, coordinator, kept):
    before = kept(registered)
    assert corrected(coordinator, registered, channel="hotline", text="说的是三家", outside_number="").status_code == 303
    one = kept(registered)
    assert (one.text, one.channel, one.outside_number, one.number) == ("说的是三家", "hotline", "", before.number)
    changes = one.events[-1].detail["changes"]
    assert changes == {"text": [TEXT, "说的是三家"], "channel": ["forum", "hotline"], "outside_number": ["座谈〔2026〕7 号", ""]}
    page = coordinator.get(f"/problems/{registered}").text
    assert "从哪里来：座谈会 → 12345" in page and "核实了" in page
    assert registered in coordinator.get("/problems?q=说的是三家").text


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [({}, 409, "和现在的内容一样"), ({"reason": " ", "text": "改"}, 422, "请写明理由"), ({"text": ""}, 422, "请写明问题")],
)
def test_a_correction_that_will_not_do_changes_nothing(registered, coordinator, kept, changed, status, said):
    reply = corrected(coordinator, registered, **changed)
    assert reply.status_code == status and said in reply.text
    assert kept(registered).text == TEXT and len(kept(registered).events) == 1


def test_what_a_walk_found_is_not_put_right_here(record, coordinator, kept):
    entry = record().problem()
    page = coordinator.get(f"/problems/{entry}").text
    assert "更正登记的内容" not in page
    reply = corrected(coordinator, entry)
    assert reply.status_code == 409 and "只有登记的问题" in reply.text and kept(entry).events == []


def test_hostile_words_are_only_words(coordinator):
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }} \u202eABC 😀'
    reply = send(coordinator, text=hostile, matter=hostile, outside_number=hostile[:60], place=hostile, key=uuid7())
    assert reply.status_code == 303
    for path in (reply.location, "/problems"):
        page = coordinator.get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page


def test_a_correction_from_an_old_page_takes_back_none_of_what_others_corrected(registered, kept, coordinator):
    address = f"/problems/{registered}"
    coordinator.get(address)
    late = coordinator.seen_with(f"{address}/rewording", {})
    first = FILLED | {"place": "三楼", "channel": "hotline", "text": f"{TEXT}\n两行", "reason": "听错了"}
    assert coordinator.post(f"{address}/rewording", first).status_code == 303
    reply = coordinator.post(f"{address}/rewording", FILLED | {"severity": "3", "channel": "review", "reason": "更重"} | late)
    assert reply.status_code == 409
    form = re.search(r'<form[^>]*/rewording">.*?</form>', reply.text, re.S)[0]
    assert 'value="三楼"' in form and f"{TEXT}\n两行</textarea>" in form and "更重</textarea>" in form
    assert re.findall(r"现在是：([^<]+)<", form) == ["12345", "中"], "where something else stands"
    assert '<option selected value="3">' in form and '<option selected value="review">' in form
    for broken in ("[]", "{", '{"place": 3}', ""):
        assert coordinator.post(f"{address}/rewording", FILLED | late | {"reason": "x", "seen-fields": broken}).status_code == 409


def test_handed_over_it_is_not_said_to_come_from_a_walk(registered, coordinator, visit, world):
    act(coordinator, registered, "confirmation")
    act(coordinator, registered, "handover", unit=world.units["other"], reason="办的是街道的事项")
    assert act(visit("coordinator2"), registered, "takeover").status_code == 303
    gone = coordinator.get(f"/problems/{registered}")
    assert gone.status_code == 404 and "由那里处理，编号不变。" in gone.text and "走流程时发现" not in gone.text


def test_what_is_registered_last_of_a_day_stands_first(recording, coordinator):
    first = recording.problem("走流程时发现")
    for text in ("上午登记", "下午登记"):
        assert send(coordinator, text=text).status_code == 303
    page = coordinator.get("/problems").text
    assert page.index("下午登记") < page.index("上午登记") < page.index(first)
