"""坐窗口记录表: one page."""

import re

import pytest

from tests.documents.conftest import fetched, pages_of, text_of, tight
from tests.phones import MINUTE, Phone
from zlc.database import db, uuid7
from zlc.desk.record.page import ON_PAPER, record_of
from zlc.desk.walks.page import page_of
from zlc.walks.models import Walk

BEGUN = 1772672400000  # 2026-03-05 09:00


@pytest.fixture
def session(visit):
    """session(cases) is a counter session with so many cases of five minutes each."""

    def hold(cases):
        phone, walk = Phone.of(visit("clerk")), uuid7()

        def make(kind, minutes, **data):
            phone.make(walk, kind, data, BEGUN + minutes * MINUTE)

        make("open", 0, **{"as": "counter"}, place="政务服务中心一楼", window="社保 6 号窗口", head="周启明")
        for n in range(cases):
            case = uuid7()
            make("case", 2 + n * 7, case=case, event="call", ticket=f"A{100 + n}", matter="灵活就业人员参保登记")
            make("case", 7 + n * 7, case=case, event="done" if n % 3 else "supplement")
        make("pause", cases * 7 + 1, reason="系统掉线")
        make("continue", cases * 7 + 5)
        make("problem", cases * 7 + 6, category="system", text="业务系统掉线四分钟", severity=2)
        make("need", cases * 7 + 7, **{"from": "staff"}, text="希望两个系统合成一个")
        make("finish", cases * 7 + 8)
        for first in range(0, len(phone.entries), 150):
            phone.push(phone.entries[first : first + 150])
        return walk

    return hold


@pytest.mark.parametrize("cases", [0, 6, 14, 15, 40])
def test_it_is_one_page_with_every_case(session, visit, cases):
    pdf = fetched(visit("coordinator"), f"/walks/{session(cases)}/record.pdf").data
    assert pages_of(pdf) == 1
    text = text_of(pdf)
    for n in range(cases):
        assert f"A{100 + n}" in text
    assert f"办件{cases}件" in text


def test_it_says_what_the_page_says(session, visit):
    walk = session(9)
    text = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    for words in (
        "坐窗口记录表", "社保6号窗口", "中位用时5分", "A100灵活就业人员参保登记09:0209:075分一次告知补正", "办结6件",
            "暂停：10:04至10:08，系统掉线",
        "业务系统掉线四分钟", "希望两个系统合成一个", "窗口人员（签字）",
    ):  # fmt: skip
        assert tight(words) in text, words


def test_the_hours_are_drawn_as_the_desk_draws_them(session, visit, app, world):
    walk, browser = session(9), visit("coordinator")
    text = text_of(fetched(browser, f"/walks/{walk}/record.pdf").data)
    assert "办理45分" in text and "空闲16分" in text and "未观察10分" in text
    desk = browser.get(f"/walks/{walk}").text
    with app.app_context():
        row = db.session.get_one(Walk, walk)
        page = page_of(world.person("coordinator"), row, row.read_state(), ON_PAPER)
        paper = record_of(page)["counter"]["drawing"]
    drawings = (paper, desk.split("timeline-720")[1].split("</svg>")[0])
    drawn = {len(re.findall(r'<rect class="(?:served|free|pause|away)"', one)) for one in drawings}
    assert drawn == {20}
