"""Lists of what came and what was decided stand in the order of it, when the clock says the same of all."""

import json
import re

import pytest
from sqlalchemy import select

from tests.phones import Phone
from tests.rescues import file_of, send
from zlc import clock
from zlc.database import db, uuid7
from zlc.walks.journal import folding, handovers
from zlc.walks.models import Entry

LAST = "ffffffff-ffff-7fff-bfff-fffffffffff{}"  # ids that would stand behind all others


@pytest.fixture
def still():
    """One millisecond that lasts for the whole test."""
    with clock.frozen_at(clock.now_ms()):
        yield


def seen(page, *words):
    """These words in the order in which the page says them first."""
    return sorted((word for word in words if word in page), key=page.index)


def under(phone, entry_id, walk, kind, data):
    """An entry under an id that says nothing of when it was made."""
    body = {
        "v": 1, "walk": walk, "kind": kind, "by": phone.person, "at": clock.now_ms(), "tz": 480,
        "clock": {"offset": 0, "age": 60, "mono": 0.5, "page": uuid7()}, "how": "tap", "data": data,
    }  # fmt: skip
    return phone.freeze(json.dumps(body, ensure_ascii=False), entry_id)


def test_held_entries_of_one_push_stand_as_the_phone_sent_them(app, visit, still):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk()
    phone.push()
    words = ["甲件", "乙件", "丙件"]
    pushed = [under(phone, LAST.format(n), walk, "hologram", {"text": word}) for n, word in zip((8, 9, 7), words, strict=True)]
    assert {one["status"] for one in phone.push(pushed).json["results"]} == {"held"}
    desk = visit("coordinator")
    assert seen(desk.get("/held").text, *words) == words[::-1], "the newest first"
    shown = re.findall(r"ffffffff-ffff-7fff-bfff-fffffffffff(\d)", desk.get("/held").text)
    assert list(dict.fromkeys(shown)) == ["7", "9", "8"]
    for one in pushed:
        assert desk.post(f"/held/{one['id']}/dismissal", {"reason": "误传"}).status_code == 303
    assert seen(desk.get("/held").text, *words) == words[::-1]


def test_wishes_of_one_push_stand_as_they_were_asked_for(visit, still, recording):
    first, second = recording.problem("第一处"), recording.problem("第二处")
    phone = Phone.of(visit("colleague"))
    pushed = [
        under(phone, LAST.format(9 - n), recording.walk, "amend",
              {"target": target, "set": {"void": {"value": True, "saw": []}}, "reason": f"理由{n}"})
        for n, target in enumerate((first, second, first))
    ]  # fmt: skip
    assert {one["why"] for one in phone.push(pushed).json["results"]} == {"strikes_out"}
    desk = visit("coordinator")
    assert seen(desk.get(f"/walks/{recording.walk}").text, "理由0", "理由1", "理由2") == ["理由0", "理由1", "理由2"]
    assert seen(desk.get(f"/problems/{first}").text, "理由0", "理由2") == ["理由0", "理由2"]
    assert seen(desk.get("/held").text, "理由0", "理由1", "理由2") == ["理由2", "理由1", "理由0"]


def post(browser, path, page, **data):
    browser.get(page)
    reply = browser.post(path, data)
    assert reply.status_code == 303, reply.text


def test_who_took_a_walk_last_is_known_and_what_left_last_stands_first(app, visit, world, record, still, kept):
    """There and back again, and then another walk there, all at one instant; ids speak against each."""
    desk, other = visit("coordinator"), visit("coordinator2")
    phone = Phone.of(visit("clerk"))
    walks = [record(), record()]
    problem = walks[0].problem()
    for n, walk in enumerate(walks):
        wish = {"target": walk.phone.entries[0]["id"], "set": {"unit": {"value": world.units["other"], "saw": []}}, "reason": f"去{n}"}
        asked = under(phone, LAST.format(8 + n), walk.walk, "amend", wish)
        assert phone.push([asked]).json["results"][0]["why"] == "moves_walk"
        post(desk, f"/handovers/{asked['id']}/letting-go", "/held")
        post(other, f"/handovers/{asked['id']}/taking", "/held")
    assert seen(desk.get("/held").text, "「去0」", "「去1」") == ["「去1」", "「去0」"]
    page = f"/walks/{walks[0].walk}"
    post(other, f"{page}/handovers", page, unit=world.units["home"], reason="回")
    with app.app_context():
        back = db.session.scalar(select(Entry.id).where(Entry.status == "held", Entry.why == "moves_walk"))
    post(desk, f"/handovers/{back}/taking", "/held")
    with app.app_context():
        folding.catch_up()
        assert handovers.last_taken(walks[0].walk).by == world.people["coordinator"]
    moved = [(event.verb, event.by) for event in kept(problem).events]
    assert moved == [("moved", world.people["coordinator2"]), ("moved", world.people["coordinator"])]


def test_files_brought_at_one_instant_stand_as_they_were_brought(visit, still):
    head, desk, told = Phone.of(visit("head")), visit("coordinator"), []
    for _ in range(5):
        forger = Phone(head.browser, head.person, head.device, head.epoch)
        forger.a_walk()
        told.append(send(desk, file_of(forger)).json["sha256"][:12])
    for page in (visit("head").get("/origins").text, desk.get("/origins").text, visit("auditor").get("/origins").text):
        assert seen(page, *told) == told[::-1]


def test_requests_collected_at_one_instant_stand_by_their_numbers(visit, still):
    desk = visit("coordinator")
    for n in range(6):
        post(desk, "/requests", "/requests", text=f"要办的第{n}件", whose="一家餐饮个体户")
    words = [f"要办的第{n}件" for n in range(6)]
    assert seen(desk.get("/requests").text, *words) == words[::-1]
