"""走流程记录 and the page of one walk."""

import re
from datetime import datetime

import pytest

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.database import db, uuid7
from zlc.walks.journal import folding
from zlc.walks.models import Walk
from zlc.walks.words import MEANINGS

HOUR = 60 * MINUTE


@pytest.fixture
def walked(visit, world):
    """A complete walk, pushed by the recorder's phone."""
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk(world.matter)
    phone.push()
    return walk


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_the_page_shows_every_stage_with_its_time(walked, coordinator):
    page = plain(coordinator.get(f"/walks/{walked}"))
    for step in ("咨询", "取表填表", "取号排队", "窗口受理", "拿到结果"):
        assert step in page
    assert "20 分" in page and "等候 20 分" in page  # four entries of five minutes in the queue
    assert "自己填办 5 分" in page and "已核对" in page


def test_the_drawing_comes_in_two_widths_with_words(walked, coordinator):
    page = coordinator.get(f"/walks/{walked}").text
    assert page.count('role="img"') == 2
    assert 'id="tl360-title"' in page and 'id="tl720-desc"' in page
    assert "取号排队 20 分（等候）" in page


def test_published_stands_against_measured(walked, coordinator):
    page = plain(coordinator.get(f"/walks/{walked}"))
    assert "跑动次数 1 次 1 次 一致" in page
    assert "办理环节 3 个 记到 2 个 不比" in page
    assert "要件数量 未公布 未记 不比" in page


def test_what_was_noted_is_listed_in_order(walked, coordinator):
    page = plain(coordinator.get(f"/walks/{walked}"))
    assert "号码 A087 · 前面 6 人" in page and "大厅里有人引导" in page
    entries = page[page.index("记录 11 条") :]
    words = ["开始", "咨询", "取表填表", "取号排队", "号码 A087", "综合窗口", "大厅里有人引导", "窗口受理", "全程结束"]
    places = [entries.index(word) for word in words]
    assert places == sorted(places)


@pytest.mark.parametrize("username", ["colleague", "coordinator", "office", "supervisor"])
def test_the_unit_and_those_who_read_all_units_see_it(walked, visit, username):
    browser = visit(username)
    assert walked in browser.get("/walks").text
    assert browser.get(f"/walks/{walked}").status_code == 200


@pytest.mark.parametrize("username", ["stranger", "coordinator2", "admin", "auditor"])
def test_to_others_it_does_not_exist(walked, visit, username):
    browser = visit(username)
    assert browser.get(f"/walks/{walked}").status_code == 404
    assert walked not in browser.get("/walks").text
    browser.get("/password")
    assert browser.post(f"/walks/{walked}/decisions", {"target": "x", "field": "y", "chosen": "z"}).status_code == 404


@pytest.mark.parametrize("walk_id", ["x", "%00", "a" * 500])
def test_an_unknown_walk_is_not_found(coordinator, walk_id):
    assert coordinator.get(f"/walks/{walk_id}").status_code == 404


def test_admins_and_auditors_have_no_list_of_walks(visit):
    assert visit("admin").get("/walks").status_code == 404
    assert visit("auditor").get("/problems").status_code == 404


def test_an_amendment_shows_old_and_new_who_and_why(recording, coordinator):
    ticket = recording.add("ticket", {"number": "A017", "ahead": 6})
    recording.amend(ticket, "ahead", 16, "看错了一位")
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert "前面人数 6 → 16" in page and "看错了一位" in page and "原值保留" in page
    assert "更正过前面人数" in page


def test_a_moved_stamp_shows_both_times(recording, coordinator):
    at = clock.now_ms() - 30 * MINUTE
    note = recording.add("note", {"text": "记"}, at)
    recording.amend(note, "at", at - 10 * MINUTE, "走到窗口才想起来点")
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert f"时间 {clock.spoken(at)} → {clock.spoken(at - 10 * MINUTE)}" in page
    assert f"手机时间 {clock.spoken(at)}" in page and "时间存疑" in page
    assert MEANINGS["doubtful"] in page


def test_a_struck_entry_stays_readable_with_its_reason(recording, coordinator):
    note = recording.add("note", {"text": "记错了的一句"})
    recording.strike(note, reason="记到别的事上了")
    page = coordinator.get(f"/walks/{recording.walk}").text
    assert "记错了的一句" in page and "已划去：记到别的事上了" in page


def test_held_entries_are_listed_with_why(recording, coordinator):
    odd = recording.phone.make(recording.walk, "dream", {"text": "来自将来"})
    assert recording.phone.push([odd]).json["results"][0]["status"] == "held"
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert "收下未用的记录 1 条" in page and "服务器还不认识这一类记录" in page and "记录员甲" in page


def test_what_a_stranger_pushed_into_the_walk_is_held_and_named(recording, coordinator, visit):
    stranger = Phone.of(visit("stranger"))
    line = stranger.make(recording.walk, "note", {"text": "不该看见的话"})
    stranger.push([line])
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert "记录的人不属于这个单位" in page and "不该看见的话" not in page


def test_photos_say_how_many_have_come(recording, coordinator):
    for letter in "abc":
        recording.add("photo", {"sha256": letter * 64, "bytes": 1})
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert "3 张照片，已收 0 张" in page and "还在记录人的手机里" in page


@pytest.mark.parametrize(("username", "seen"), [("recorder", False), ("coordinator", False), ("colleague", True), ("office", True)])
def test_a_restricted_photo_is_for_its_author_and_the_coordinator(recording, visit, username, seen):
    recording.add("photo", {"sha256": "d" * 64, "bytes": 1, "restricted": True})
    page = visit(username).get(f"/walks/{recording.walk}").text
    assert ("受限照片，只有记录人和单位联络员可看" in page) is seen


def test_a_walk_whose_beginning_has_not_come_is_shown_all_the_same(visit, coordinator):
    phone, walk = Phone.of(visit("recorder")), uuid7()
    phone.push([phone.make(walk, "note", {"text": "先到的一句"})])
    page = plain(coordinator.get(f"/walks/{walk}"))
    assert "等待开头" in page and "先到的一句" in page


def test_a_walk_of_nothing_but_held_entries_is_not_known(visit, coordinator):
    phone, walk = Phone.of(visit("recorder")), uuid7()
    phone.push([phone.make(walk, "dream", {})])
    assert coordinator.get(f"/walks/{walk}").status_code == 404


def test_a_struck_beginning_voids_the_walk(recording, coordinator, app):
    with app.app_context():
        folding.catch_up()
        opened = db.session.get_one(Walk, recording.walk).read_state().open.entry
    recording.strike(opened, reason="开错了")
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert "作废" in page and "内容仍在" in page


def test_the_delegation_and_who_was_accompanied_are_named(record, coordinator):
    delegated = record(mode="delegate", delegation={"for": "一家餐饮个体户", "ref": "待办事项 12 号"}, head="局长甲")
    page = plain(coordinator.get(f"/walks/{delegated.walk}"))
    assert "代谁办 一家餐饮个体户" in page and "授权依据 待办事项 12 号" in page and "主要负责人 局长甲" in page
    accompanied = record(companions="一位灵活就业人员")
    assert "陪同谁 一位灵活就业人员" in plain(coordinator.get(f"/walks/{accompanied.walk}"))


def test_a_walk_of_days_gives_three_lengths(record, coordinator):
    friday = clock.instant(datetime(2026, 11, 6, 9, tzinfo=clock.SHANGHAI))
    recording = record(begun=friday - HOUR)
    recording.add("stage", {"stage": "acceptance", "step": "window"}, friday)
    recording.add("outcome", {"result": "supplement"}, friday + HOUR)
    recording.add("stage", {"stage": "acceptance", "step": "window"}, friday + 3 * 24 * HOUR)
    recording.add("outcome", {"result": "accepted"}, friday + 3 * 24 * HOUR + HOUR)
    recording.add("outcome", {"result": "done"}, friday + 6 * 24 * HOUR)
    recording.add("finish", {}, friday + 6 * 24 * HOUR)
    page = plain(coordinator.get(f"/walks/{recording.walk}"))
    assert "受理到结果 2 天 23 小时 3 个" in page


def test_a_counter_session_shows_its_cases(visit, coordinator):
    phone, session = Phone.of(visit("clerk")), uuid7()
    begun = clock.now_ms() - 3 * HOUR
    lines = [("open", {"as": "counter", "window": "3 号", "place": "一楼"}, 0)]
    for n, minutes in enumerate((6, 10, 20)):
        case = uuid7()
        at = 30 * n + 5
        lines.append(("case", {"case": case, "event": "call", "ticket": f"B{n}", "matter": "社保卡"}, at))
        lines.append(("case", {"case": case, "event": "done"}, at + minutes))
    lines.append(("case", {"case": uuid7(), "event": "call", "ticket": "B9"}, 100))
    lines.append(("finish", {}, 120))
    phone.push([phone.make(session, kind, data, begun + at * MINUTE) for kind, data, at in lines])
    page = plain(coordinator.get(f"/walks/{session}"))
    assert "未记事项" not in page and "坐窗口" in page and "各件用时 6 分、10 分、20 分、20 分" in page and "最长 20 分" in page
    assert "B1 社保卡" in page and "未记结果" in page
    listed = plain(coordinator.get("/walks?way=counter"))
    assert "坐窗口 · 一楼" in listed and "4 件，各件用时 6 分、10 分、20 分、20 分" in listed


def test_three_hundred_entries_are_read_to_the_last(recording, coordinator):
    made = [recording.phone.make(recording.walk, "note", {"text": f"第 {n} 句"}) for n in range(150)]
    recording.phone.push(made)
    more = [recording.phone.make(recording.walk, "note", {"text": f"再 {n} 句"}) for n in range(150)]
    recording.phone.push(more)
    whole = ""
    for page in ("", "?entries=2"):
        told = coordinator.get(f"/walks/{recording.walk}{page}").text
        assert "记录 302 条" in told and "共 2 页" in told
        whole += told[told.index('id="entries-h"') :]
    assert all(f"第 {n} 句" in whole and f"再 {n} 句" in whole for n in range(150))


def test_the_list_can_be_narrowed(walked, record, coordinator, visit, world):
    other = record(mode="self", matter=None, matter_text="食品经营许可 100%").walk
    for query, seen in {
        "matter=食品": {other},
        "matter=灵活就业": {walked},
        "matter=100%25": {other},
        "matter=_": set(),
        "status=finished": {walked},
        "status=under_way": {other},
        "way=accompany": set(),
        "way=self": {walked, other},
        f"month={clock.local(clock.now_ms() - 55 * MINUTE):%Y-%m}": {walked, other},
        "month=1999-01": set(),
        "month=9999-12": {walked, other},
        "month=x&status=y&way=z&after=q": {walked, other},
        f"unit={world.units['other']}": set(),
    }.items():
        page = coordinator.get(f"/walks?{query}").text
        assert {walk for walk in (walked, other) if walk in page} == seen, query
    assert "取号排队" in coordinator.get("/walks?status=under_way").text


def test_an_empty_list_says_what_to_do(coordinator):
    page = coordinator.get("/walks").text
    assert "还没有走过流程" in page and 'href="/field/"' in page
