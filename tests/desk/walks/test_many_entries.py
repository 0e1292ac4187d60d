"""A walk of thousands of entries is shown in pages and printed within limits; nothing of it is out of reach."""

import re
import time

import pytest

from tests.documents.conftest import text_of
from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.database import db, uuid7
from zlc.desk.record.page import ON_PAPER, record_of, template_of
from zlc.desk.walks.page import page_of
from zlc.documents.press import Press
from zlc.walks.journal import folding
from zlc.walks.models import Walk

pytestmark = pytest.mark.long

STEPS = [("consult", "consult"), ("form", "form"), ("queue", "ticket"), ("acceptance", "window")]
MANY = 20_000
PAGE_BYTES = 1_000_000


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def line(n, note):
    stage, step = STEPS[n // 7 % 4]
    return [
        ("stage", {"stage": stage, "step": step, "visit": n // 60 + 1}),
        ("problem", {"category": "queue", "text": f"第{n}条：窗口少，等候时间长", "stage": stage}),
        ("note", {"text": f"第{n}条记录，等候区座位不够。"}),
        ("material", {"name": f"材料{n}", "listed": n % 2 == 0, "copies": 2}),
        ("need", {"from": "public", "text": f"希望第{n}项能网上办。"}),
        ("check", {"item": "guidance", "verdict": "good", "note": f"说明{n}"}),
        ("amend", {"target": note, "set": {"text": {"value": f"改{n}", "saw": []}}, "reason": "写错了"}),
    ][n % 7]


def push_all(phone, app, monkeypatch):
    """Folded once, at the end: each push of a crowd is."""
    with monkeypatch.context() as later:
        later.setattr("zlc.sync.lull.fold", lambda *_: None)
        for first in range(0, len(phone.entries), 200):
            assert phone.push(phone.entries[first : first + 200]).status_code == 200
    with app.app_context():
        folding.catch_up()


def a_long_walk(phone, matter, entries):
    walk, begun, note = uuid7(), clock.now_ms() - entries * MINUTE, None
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter": matter}, begun)
    for n in range(1, entries):
        kind, data = line(n, note)
        made = phone.make(walk, kind, data, begun + n * MINUTE)
        note = made["id"] if kind == "note" else note
    return walk


def a_long_session(phone, cases):
    walk, begun = uuid7(), clock.now_ms() - 2 * cases * MINUTE
    phone.make(walk, "open", {"as": "counter", "window": "3 号"}, begun)
    for n in range(cases):
        case = uuid7()
        phone.make(walk, "case", {"case": case, "event": "call", "ticket": f"A{n}"}, begun + 2 * n * MINUTE)
        phone.make(walk, "case", {"case": case, "event": "accept"}, begun + (2 * n + 1) * MINUTE)
    return walk


def printed(app, world, walk):
    """The record, by a press with the limits of every press: 60 s and 1 GB."""
    with app.test_request_context():
        row = db.session.get_one(Walk, walk)
        page = page_of(world.person("coordinator"), row, row.read_state(), ON_PAPER)
        return text_of(Press(app.config["DATA"]).render_pdf(template_of(page), record_of(page)))


def test_a_walk_of_twenty_thousand_entries_is_read_in_pages_and_printed(app, world, visit, phone, monkeypatch):
    walk = a_long_walk(phone, world.matter, MANY)
    push_all(phone, app, monkeypatch)
    coordinator = visit("coordinator")
    page = coordinator.get(f"/walks/{walk}")
    assert page.status_code == 200 and len(page.data) < PAGE_BYTES
    recorded = sum(1 for n in range(1, MANY) if n % 7 != 6) + 1
    assert f"记录 {recorded} 条" in page.text and f"发现的问题 {len(range(1, MANY, 7))}" in page.text
    last = coordinator.get(re.search(r'href="(\?entries=\d+)#entries-h">最后一页', page.text)[1].join((f"/walks/{walk}", "")))
    assert len(last.data) < PAGE_BYTES and phone.entries[-1]["id"] not in page.text
    assert f"e-{[e for e in phone.entries if '改' not in e['body']][-1]['id']}" in last.text
    text = printed(app, world, walk)
    assert f"记录共{recorded}条，这里印前600" in text and "第1条：窗口少" in text and "逐页可查" in text


def test_every_entry_of_a_long_walk_is_on_one_page_and_found_by_its_address(app, world, visit, phone, monkeypatch):
    walk = a_long_walk(phone, world.matter, 1000)
    push_all(phone, app, monkeypatch)
    coordinator, seen = visit("coordinator"), []
    for n in range(1, 4):
        seen += re.findall(r'id="e-([0-9a-f-]+)"', coordinator.get(f"/walks/{walk}?entries={n}").text)
    wanted = [one["id"] for one in phone.entries if '"kind": "amend"' not in one["body"]]
    assert seen == wanted
    middle = wanted[450]
    assert f'id="e-{middle}"' in coordinator.get(f"/walks/{walk}?entry={middle}").text
    for nonsense in ("entries=0", "entries=-1", "entries=99999999999999999999", "entries=x", "entry=%00", "nothing=7"):
        assert coordinator.get(f"/walks/{walk}?{nonsense}").status_code == 200


def test_a_session_of_many_cases_is_drawn_in_a_moment_and_shown_in_pages(app, world, visit, phone, monkeypatch):
    """The hours were cut out of all pieces for each hour: 33 s for 10,000 cases."""
    walk = a_long_session(phone, 5000)
    push_all(phone, app, monkeypatch)
    begun = time.process_time()
    page = visit("coordinator").get(f"/walks/{walk}")
    assert time.process_time() - begun < 8, "a machine ten times slower than ours would still be quicker"
    assert len(page.data) < PAGE_BYTES and "办件 5000 件" in page.text and "第 1 页，共 25 页" in page.text
    assert "办件共5000条，这里印前600" in printed(app, world, walk)
