"""A counter session and an applicant's walk on one axis: matched by the number, by the window, or by whoever looks."""

import re
from datetime import datetime

import pytest

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.database import uuid7

NINE = clock.instant(datetime(2026, 11, 2, 9, tzinfo=clock.SHANGHAI))


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def tell(visit):
    """tell(who, opened, lines) pushes (kind, minutes after nine, data) as that person; the walk's id."""
    phones = {}

    def push(who, opened, lines):
        phone = phones.setdefault(who, Phone.of(visit(who)))
        walk = uuid7()
        made = [phone.make(walk, "open", opened, NINE + lines[0][1] * MINUTE)]
        made += [phone.make(walk, kind, data, NINE + minutes * MINUTE) for kind, minutes, data in lines]
        assert {one["status"] for one in phone.push(made).json["results"]} == {"stored"}
        return walk

    return push


def applicant(tell, ticket="A087", window="3 号窗口", who="recorder", later=0, **opened):
    """Draws a number at nine, is served from 9:30 to 9:42."""
    stages = [
        ("stage", 0, {"stage": "queue", "step": "ticket", "visit": 1}),
        ("ticket", 1, {"number": ticket}),
        ("stage", 30, {"stage": "acceptance", "step": "window", "visit": 1}),
        ("outcome", 42, {"result": "done"}),
        ("finish", 42, {}),
    ]
    data = {"as": "applicant", "mode": "self", "channel": "hall", "window": window, "matter_text": "社保卡补领", **opened}
    return tell(who, data, [(kind, minutes + later, line) for kind, minutes, line in stages])


def at_the_window(tell, window="3号窗口", tickets=("A085", "A086", "A087"), who="clerk", later=0):
    """Serves 9:05-9:15, is idle until 9:20, serves until 9:28 with three minutes' pause, and the third 9:31-9:42."""
    first, second, third = uuid7(), uuid7(), uuid7()
    lines = [
        ("case", 5, {"case": first, "event": "call", "ticket": tickets[0]}),
        ("case", 15, {"case": first, "event": "done"}),
        ("case", 20, {"case": second, "event": "call", "ticket": tickets[1]}),
        ("pause", 23, {"reason": "打印机"}),
        ("continue", 26, {}),
        ("case", 28, {"case": second, "event": "done"}),
        ("case", 31, {"case": third, "event": "call", "ticket": tickets[2]}),
        ("case", 42, {"case": third, "event": "done"}),
        ("finish", 50, {}),
    ]
    return tell(who, {"as": "counter", "window": window, "place": "一楼"}, [(k, m + later, d) for k, m, d in lines])


WAITED = "等候 30 分 窗口办件（2 件） 15 分 窗口空闲 7 分 窗口暂停 3 分 未观察 5 分"


def test_the_wait_is_told_by_what_the_window_did_meanwhile(tell, coordinator):
    walk, session = applicant(tell), at_the_window(tell)
    for one in (walk, session):
        page = plain(coordinator.get(f"/walks/{one}/together"))
        assert WAITED in page
        assert "号码相同" in page and "号码 A087，办结" in page
        assert "到窗口、叫号 09:30 09:31 相差 1 分" in page
        assert "受理、办件用时 12 分 11 分 相差 1 分" in page


def test_both_are_drawn_on_one_axis(tell, coordinator):
    walk, _ = applicant(tell), at_the_window(tell)
    page = coordinator.get(f"/walks/{walk}/together").text
    drawing = page[page.index('<title id="tg720-title"') :]
    drawing = drawing[: drawing.index("</svg>")]
    bars = re.findall(r'<rect class="(waiting|served|away|free|pause)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawing)
    minute = 720 / 42  # from the number that was drawn to the last that anybody saw
    assert [(kind, round(float(x) / minute), round(float(width) / minute)) for kind, x, width in bars] == [
        ("waiting", 0, 30), ("served", 30, 12),
        ("served", 5, 10), ("free", 15, 5), ("served", 20, 3), ("pause", 23, 3), ("served", 26, 2), ("free", 28, 3),
        ("served", 31, 11),
    ]  # fmt: skip
    assert "窗口：3号窗口 窗口甲" in drawing and "办事人：记录员甲" in drawing and ">A085<" in drawing


@pytest.mark.parametrize(("drawn", "called"), [("Ａ087", "a087 "), (87, "87"), ("A 087", "A087")])
def test_a_number_is_the_same_however_it_is_written(tell, coordinator, drawn, called):
    walk, _ = applicant(tell, ticket=drawn), at_the_window(tell, tickets=("1", "2", called))
    assert "号码相同" in coordinator.get(f"/walks/{walk}/together").text


def test_the_number_goes_before_the_window(tell, coordinator):
    walk = applicant(tell)
    at_the_window(tell, tickets=("B1", "B2", "B3"))
    right = at_the_window(tell, window="9 号", who="colleague")
    page = coordinator.get(f"/walks/{walk}/together").text
    assert "窗口：9 号 记录员乙" in page and "窗口相同" in page
    assert f'other={right}"' not in page, "it is the one that is shown"


def test_without_a_number_the_same_window_is_taken_and_no_case_is_guessed(tell, coordinator):
    walk, _ = applicant(tell, ticket="C1"), at_the_window(tell)
    page = plain(coordinator.get(f"/walks/{walk}/together"))
    assert "窗口相同" in page and WAITED in page and "没有对上号码" in page


def test_otherwise_a_person_chooses(tell, coordinator):
    walk, session = applicant(tell, ticket="C1", window="8 号"), at_the_window(tell)
    page = coordinator.get(f"/walks/{walk}/together")
    assert "请选一次放在一起看" in page.text and f"other={session}" in page.text and "tg720" not in page.text
    assert WAITED in plain(coordinator.get(f"/walks/{walk}/together?other={session}"))


def test_yesterdays_number_is_another_one(tell, coordinator):
    walk = applicant(tell, window="8 号")
    session = at_the_window(tell, later=24 * 60)
    page = coordinator.get(f"/walks/{walk}/together").text
    assert "没有坐窗口的记录" in page.replace("本单位没有", "没有") and session not in page


def test_another_units_session_is_not_offered(tell, visit):
    walk = applicant(tell)
    session = at_the_window(tell, who="stranger")
    for username in ("coordinator", "office"):
        assert session not in visit(username).get(f"/walks/{walk}/together?other={session}").text


def test_a_session_still_running_is_drawn_to_its_last_line(tell, coordinator):
    case = uuid7()
    walk = applicant(tell)
    lines = [
        ("case", 10, {"case": case, "event": "call", "ticket": "A080"}),
        ("pause", 20, {"reason": "接电话"}),
        ("note", 25, {"text": "还在说"}),
    ]
    tell("clerk", {"as": "counter", "window": "3 号窗口"}, lines)
    page = plain(coordinator.get(f"/walks/{walk}/together"))
    assert "窗口办件（1 件） 10 分 窗口空闲 没有 窗口暂停 5 分 未观察 15 分" in page


@pytest.mark.parametrize("username", ["stranger", "coordinator2", "admin", "auditor"])
def test_to_others_it_does_not_exist(tell, visit, username):
    assert visit(username).get(f"/walks/{applicant(tell)}/together").status_code == 404


def test_the_walks_page_leads_there_both_ways(tell, coordinator):
    walk, session = applicant(tell), at_the_window(tell)
    assert f'href="/walks/{walk}/together"' in coordinator.get(f"/walks/{walk}").text
    assert f'href="/walks/{session}/together"' in coordinator.get(f"/walks/{session}").text
    online = applicant(tell, channel="online")
    assert "/together" not in coordinator.get(f"/walks/{online}").text
