"""A counter session on the desk: its figures, its drawing, and what was noted in which case."""

import re

import pytest

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.catalogue.models import Matter
from zlc.database import db, uuid7
from zlc.walks.words import MEANINGS


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def session(visit, world):
    """Two cases of the clerk's: one with everything noted in it, one forgotten. `ids`: kind → entry."""
    phone, walk, begun = Phone.of(visit("clerk")), uuid7(), clock.now_ms() - 60 * MINUTE
    first, second = uuid7(), uuid7()
    photo = {"sha256": "cd" * 32, "bytes": 1, "width": 1, "height": 1, "taken_at": begun, "redacted": False, "restricted": False}
    ids = {}

    def make(minute, kind, **data):
        entry = phone.make(walk, kind, data, begun + minute * MINUTE)
        return ids.setdefault(kind if kind != "case" else data["event"], entry["id"])

    make(0, "open", **{"as": "counter"}, window="3 号", place="一楼")
    called = make(5, "case", case=first, event="call", ticket="A7", matter=world.matter)
    make(7, "problem", text="同一张复印件要交三遍", category="form", severity=2, case=first)
    make(8, "need", text="希望能网上交", case=first, **{"from": "public"})
    make(8, "note", text="带着孩子", case=first)
    make(8, "photo", **photo, of=called)
    phone.make(walk, "photo", {**photo, "of": ids["problem"]}, begun + 10 * MINUTE)
    struck = phone.make(walk, "note", {"text": "记错了件", "case": first}, begun + 8 * MINUTE)["id"]
    phone.make(walk, "amend", {"target": struck, "set": {"void": {"value": True, "saw": []}}, "reason": "undo"}, begun + 8 * MINUTE)
    make(9, "note", text="不属哪一件")
    make(15, "case", case=first, event="supplement")
    phone.make(walk, "case", {"case": second, "event": "call"}, begun + 20 * MINUTE)
    make(30, "finish")
    reply = phone.push()
    assert {line["status"] for line in reply.json["results"]} == {"stored"}
    return walk, ids


def test_the_figures_the_outcomes_and_the_drawing(session, coordinator):
    page = coordinator.get(f"/walks/{session[0]}")
    words = plain(page)
    for said in (
        "办件 2 件", "各件用时 10 分、10 分", "最长 10 分", "空闲 5 分", "未观察 5 分", "暂停 0 次", "一次告知补正 1 · 未记结果 1",
    ):  # fmt: skip
        assert said in words, said
    assert page.text.count('aria-label="按小时画的时间去向：办理 20 分，空闲 5 分，未观察 5 分"') == 2


def test_each_case_says_what_was_noted_in_it(session, coordinator, world):
    walk, ids = session
    page = coordinator.get(f"/walks/{walk}").text
    rows = re.findall(r'<tr id="c-[^>]*>(.*?)</tr>', page, re.S)
    assert len(rows) == 2
    links = re.findall(r'href="\?entry=[^#]+#e-([^"]+)">([^<]+)', rows[0])
    assert links == [
        (ids["problem"], "问题 1"), (ids["need"], "需求 1"), (ids["note"], "记一笔 1"), (ids["photo"], "照片 2"),
    ]  # fmt: skip
    for entry, _ in links:
        assert f'id="e-{entry}"' in page
    assert "#e-" not in rows[1] and rows[1].count("未记") == 3, "neither number nor matter nor outcome"


def test_a_matter_of_the_catalogue_is_called_by_its_name(session, coordinator, world, app):
    with app.app_context():
        name = db.session.get(Matter, world.matter).name
    page = plain(coordinator.get(f"/walks/{session[0]}"))
    assert world.matter not in page
    assert f"A7 {name}" in page and f"叫号 · A7 号 · {name}" in page


def test_the_problem_says_which_case_it_was_found_in(session, coordinator):
    page = plain(coordinator.get(f"/problems/{session[1]['problem']}"))
    assert "第 1 件（A7 号）" in page


def test_the_words_of_a_session_are_explained_beside_its_figures(session, coordinator):
    walk, _ = session
    page = plain(coordinator.get(f"/walks/{walk}"))
    for word in ("median", "unobserved", "one_notice"):
        assert MEANINGS[word] in page
    assert MEANINGS["doubtful"] not in page, "no time of it is doubtful"


def test_the_list_explains_the_word_beside_a_sessions_figures(session, recording, coordinator):
    listed = plain(coordinator.get("/walks?way=counter"))
    assert "2 件，各件用时 10 分、10 分" in listed and MEANINGS["median"] in listed
    assert MEANINGS["median"] not in plain(coordinator.get("/walks?way=self")), "no session stands there"
