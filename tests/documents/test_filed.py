"""What is printed can be filed: number, unit, day, years, signatures and room for a seal at the end, no lonely page."""

import re

import pytest

from tests.documents.conftest import fetched, pages_of, send_photo, text_of, tight
from tests.documents.test_page_ends import a_summary, lines_of
from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.database import db, uuid7
from zlc.desk.record import page as record_page
from zlc.desk.walks.page import page_of
from zlc.documents import charts
from zlc.documents.sheets import html_of
from zlc.walks.models import Walk

BEGUN = 1772672400000  # 2026-03-05 09:00
EVENING = BEGUN + 14 * 60 * MINUTE  # 23:00
LONE = re.compile(r"(?<!年)(?<!\d)\d{1,2}月\d{1,2}日")


@pytest.fixture
def walk(phone, world):
    walk = phone.a_walk(world.matter, BEGUN)
    for kind, minutes, data in (
        ("outcome", 50, {"result": "supplement", "reason": "缺户口簿"}), ("outcome", 3000, {"result": "accepted"}),
        ("need", 3001, {"from": "public", "text": "希望手机上能办"}), ("finish", 9000, {"result": "done"}),
    ):  # fmt: skip
        phone.make(walk, kind, data, BEGUN + minutes * MINUTE)
    note = phone.make(walk, "note", {"text": "一句话"}, BEGUN + 5000 * MINUTE)["id"]
    at = {"at": {"value": BEGUN + 400 * MINUTE, "saw": []}}
    phone.make(walk, "amend", {"target": note, "set": at, "reason": "记晚了"}, BEGUN + 9001 * MINUTE)
    phone.push()
    return walk


@pytest.fixture
def session(visit):
    """From 23:00 until after midnight, so many cases."""

    def hold(cases=3, photos=0, notes=1):
        phone, walk = Phone.of(visit("clerk")), uuid7()
        phone.make(walk, "open", {"as": "counter", "window": "社保 6 号窗口"}, EVENING)
        for n in range(cases):
            case, called = uuid7(), EVENING + (5 + n * 25) * MINUTE
            phone.make(walk, "case", {"case": case, "event": "call", "ticket": f"A{n:03d}"}, called)
            phone.make(walk, "case", {"case": case, "event": "done"}, called + 20 * MINUTE)
        phone.make(walk, "pause", {"reason": "系统掉线"}, EVENING + 90 * MINUTE)
        phone.make(walk, "continue", {}, EVENING + 95 * MINUTE)
        found = phone.make(walk, "problem", {"category": "system", "text": "系统掉线", "severity": 2}, EVENING + 91 * MINUTE)
        for n in range(notes):
            phone.make(walk, "note", {"text": f"第 {n} 句"}, EVENING + 92 * MINUTE)
        for n in range(photos):
            send_photo(phone, walk, f"屏幕 {n}", EVENING + 91 * MINUTE, of=found["id"], shade=n * 9)
        phone.make(walk, "finish", {}, EVENING + 25 * MINUTE * (cases + 1) + 60 * MINUTE)
        phone.push()
        return walk

    return hold


def test_it_says_its_number_the_unit_and_the_day_and_ends_with_who_signs_and_the_seal(walk, session, visit):
    day = f"打印日期：{clock.today().year}年{clock.today().month}月{clock.today().day}日"
    paths = {f"/walks/{walk}/record.pdf": f"〔2026〕市人社局-走流程-{walk[-8:].upper()}",
             f"/walks/{(held := session())}/record.pdf": f"〔2026〕市人社局-坐窗口-{held[-8:].upper()}",
             "/summary.pdf?from=2026-03-01&to=2026-03-31": "〔2026〕市人社局-汇总-0301-0331"}  # fmt: skip
    for path, number in paths.items():
        pdf = fetched(visit("coordinator"), path).data
        text = text_of(pdf)
        assert tight(f"编号：{number}云岭市人力资源和社会保障局{day}") in text, path
        assert re.search(rf"（签字）：.*云岭市人力资源和社会保障局（盖章）年月日(?:\S*—{pages_of(pdf)}—)?$", text), text[-200:]
        assert all(f"—{n}—" in text for n in range(1, pages_of(pdf) + 1)) and "第1页" not in text


def test_another_day_is_another_print(walk, visit):
    first = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    with clock.frozen_at(clock.now_ms() + 86_400_000):
        later = text_of(fetched(visit("supervisor"), f"/walks/{walk}/record.pdf").data)
    printed = [re.search(r"打印日期：(\d+年\d+月\d+日)", text)[1] for text in (first, later)]
    assert printed[0] != printed[1] and first.replace(printed[0], printed[1]) == later


def test_a_day_that_stands_alone_says_its_year(walk, session, visit, app, world):
    """But in a drawing, and behind the day it is reckoned from."""
    with app.app_context():
        for one in (walk, session(20)):
            row = db.session.get_one(Walk, one)
            page = page_of(world.person("coordinator"), row, row.read_state(), record_page.ON_PAPER)
            html = html_of(record_page.template_of(page), record_page.record_of(page))
            html = re.sub(r"<svg.*?</svg>|<td class=\"middle ends\">.*?</td>|至 \d+月\d+日", "", html, flags=re.S)
            if row.counter:  # its day is in its head, and another only where a case lies past midnight
                html = re.sub(r"<span class=\"one\">3月6日</span>|3月6日 \d\d:\d\d", "", html)
            assert not LONE.findall(re.sub(r"<[^>]*>", "", html))
    pdf = fetched(visit("coordinator"), "/summary.pdf?from=2026-03-01&to=2026-03-31").data
    assert not LONE.findall(re.sub(r"至3月31日|3月5日　?[^0-9年]*\d+分", "", text_of(pdf).replace("3月5日灵活", "")))


def test_a_struck_out_walk_is_one_page_that_nobody_signs(phone, visit):
    walk = phone.a_walk("", BEGUN)
    opened = next(e["id"] for e in phone.entries if walk in e["body"] and '"kind": "open"' in e["body"])
    for n in range(80):
        phone.make(walk, "note", {"text": f"第 {n} 句" * 9}, BEGUN + n * MINUTE)
    phone.make(walk, "amend", {"target": opened, "set": {"void": {"value": True, "saw": []}}, "reason": "点错了事项"})
    phone.push()
    pdf = fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data
    text = text_of(pdf)
    assert pages_of(pdf) == 1 and "（签字）" not in text and "盖章" not in text
    assert "（已作废）" in text and "理由点错了事项" in text and "划去记录员甲" in text and "第3句" not in text


def test_equal_bars_are_a_sentence():
    equal = [{"label": "排队", "value": 5, "words": "5 分"}, {"label": "受理", "value": 5, "words": "5 分"}]
    assert charts.even(equal) == "排队、受理 都是 5 分。" and charts.even(equal[:1]) == "排队：5 分。"
    assert charts.even([*equal, {"label": "填表", "value": 6, "words": "6 分"}]) == "" == charts.even([])
    bar = {"label": "第 1 次", "parts": {"waiting": 60_000, "served": 0}, "words": "1 分"}
    kinds = {"waiting": "等候", "served": "咨询受理"}
    assert charts.even_stacked([bar, bar], kinds) == "2 次都一样：等候 1 分。"
    assert charts.even_stacked([bar, bar | {"parts": {"waiting": 9}}], kinds) == ""
    assert charts.even_stacked([bar | {"parts": {"waiting": 1, "served": 1}}], kinds) == ""


def test_equal_bars_are_drawn_neither_on_paper_nor_on_the_page(phone, visit, world):
    phone.a_walk(world.matter, BEGUN)
    phone.push()
    query = "from=2026-03-01&to=2026-03-31"
    text, page = text_of(fetched(visit("coordinator"), f"/summary.pdf?{query}").data), visit("coordinator").get(f"/summary?{query}").text
    assert re.search(r"新发现：\d个。", text)
    assert re.search(r"新发现：\d 个。", page) and 'aria-label="问题的状态' not in page


def test_a_case_past_midnight_says_its_day(session, visit):
    for cases, said in ((3, ("A00023:0523:25", "A00223:553月6日00:15")), (20, ("A00023:0520分", "A0043月6日00:4520分"))):
        text = text_of(fetched(visit("coordinator"), f"/walks/{session(cases)}/record.pdf").data).replace("未记", "")
        assert all(words in text for words in said), text
        assert "暂停：3月6日00:30至3月6日00:35" in text


def test_a_few_photos_do_not_go_to_a_page_of_their_own(session, visit):
    for notes in (1, 6, 12):
        for page in lines_of(fetched(visit("coordinator"), f"/walks/{session(12, 1, notes)}/record.pdf").data):
            if any("图 1" in line for line in page):
                assert any("发现的问题" in line for line in page), page


@pytest.mark.parametrize("walks", [3, 8, 12, 16, 20])
def test_the_last_problem_does_not_go_to_a_page_of_its_own(press, walks):
    data = a_summary(walks, 2)
    group = data["groups"][0]
    data["groups"] = [group | {"problems": group["problems"][:1], "count": 1}]
    pages = lines_of(press.render_pdf("summary.html", data))
    last = next(page for page in pages if any(line.startswith("P000") for line in page))
    assert any("是哪一类" in line for line in last), last[:3]
