"""The largest walk we promise: 300 entries, 40 photos, within 15 s and 300 MB."""

import logging
import re

from tests.documents.conftest import fetched, pages_of, send_photo, text_of
from tests.phones import MINUTE
from zlc import clock
from zlc.database import uuid7

STEPS = [("consult", "consult"), ("form", "form"), ("queue", "ticket"), ("acceptance", "window")]
SECONDS, MEGABYTES = 15, 300


def largest(phone, matter):
    walk, begun = uuid7(), clock.now_ms() - 3000 * MINUTE
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter": matter}, begun)
    for n in range(1, 259):
        stage, step = STEPS[n // 6 % 4]
        kind, data = [
            ("stage", {"stage": stage, "step": step, "visit": n // 60 + 1}),
            ("problem", {"category": "queue", "text": f"第 {n} 条：窗口少，等候时间长，来回跑了两趟", "stage": stage}),
            ("note", {"text": f"第 {n} 条记录，大厅里有人引导，等候区座位不够。"}),
            ("material", {"name": f"材料 {n}", "listed": n % 2 == 0, "copies": 2}),
            ("need", {"from": "public", "text": f"希望第 {n} 项能网上办。"}),
            ("check", {"item": "guidance", "verdict": "good", "note": f"说明 {n}"}),
        ][n % 6]
        phone.make(walk, kind, data, begun + n * 7 * MINUTE)
    for n in range(40):
        send_photo(phone, walk, f"第 {n + 1} 张，取号区现场", begun + n * 40 * MINUTE, shade=n * 5)
    phone.make(walk, "finish", {"result": "done"}, begun + 2500 * MINUTE)
    assert len(phone.entries) == 300
    for first in (0, 150):
        phone.push(phone.entries[first : first + 150])
    return walk


def test_it_is_made_within_its_limits(phone, visit, world, caplog, cold):
    walk = largest(phone, world.matter)
    with caplog.at_level(logging.INFO, "zlc.documents"):
        pdf = fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data
    # The processor's seconds: how long it waits for other work is the machine's.
    megabytes, seconds = re.search(r"with (\d+) MB, ([\d.]+) s of the processor", caplog.text).groups()
    assert float(seconds) <= SECONDS and int(megabytes) <= MEGABYTES, (seconds, megabytes)
    assert 15 < pages_of(pdf) < 40 and len(pdf) < 12_000_000
    text = text_of(pdf)
    for n in range(1, 259):
        word = {1: f"第{n}条：", 2: f"第{n}条记录", 3: f"材料{n}", 4: f"希望第{n}项", 5: f"说明{n}"}.get(n % 6, "取号排队")
        assert word in text, word
    assert all(f"图{n + 1}第{n + 1}张，取号区现场" in text for n in range(40))
