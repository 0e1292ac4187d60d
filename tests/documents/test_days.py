"""A row says its day or stands below a line that does, on every page on which its table goes on."""

import re
import subprocess

from tests.documents.conftest import fetched, tight
from tests.phones import MINUTE
from zlc import clock
from zlc.database import uuid7

BEGUN = 1772672400000  # 2026-03-05 09:00
DAY = 24 * 60 * MINUTE
ROW = re.compile(r"^(\d\d:\d\d)记一笔")


def pages_of(pdf):
    """Page by page the lines of its text, without spaces."""
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [[tight(line) for line in page.splitlines() if line.strip()] for page in said.split("\f")[:-1]]


def walked(phone, notes):
    """A walk with notes, (minutes after its begin, text)."""
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "社保卡补换"}, BEGUN)
    for minutes, text in notes:
        phone.make(walk, "note", {"text": text}, BEGUN + minutes * MINUTE)
    phone.push()
    return walk


def test_a_table_that_goes_on_over_a_page_says_its_day_again(phone, visit):
    walk = walked(phone, [*((n, f"第 {n} 句") for n in range(1, 80)), *((1440 + n, f"次日第 {n} 句") for n in range(1, 80))])
    pages = pages_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    went_on = []
    for page in pages:
        rows = [n for n, line in enumerate(page) if ROW.match(line)]
        head = next((n for n, line in enumerate(page) if line.startswith("时间记录内容")), None)
        if rows and head is not None and rows[0] == head + 2:
            went_on.append(page[head + 1])
        assert not rows or (head is not None and re.match(r"2026年3月[56]日周[四五]$", page[head + 1])), page[:6]
    assert len(pages) > 4 and {"2026年3月5日周四", "2026年3月6日周五"} <= set(went_on)


def test_wherever_a_page_ends_each_row_stands_below_its_own_day_and_no_day_is_said_twice(phone, visit):
    walk = walked(phone, [(1440 * day + n, f"第 {day} 天的话") for day in range(1, 51) for n in range(2 + day % 3)])
    for page in pages_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data):
        named = None
        for line in page:
            if re.match(r"2026年[34]月\d+日周.$", line):
                assert line != named, page
                named = line
            elif ROW.match(line) and (said := re.search(r"第(\d+)天的话", line)):
                on = clock.spoken_day(clock.local(BEGUN + int(said[1]) * DAY).date())
                assert named == f"2026年{tight(on).removeprefix('2026年')}", line


def test_a_day_with_one_entry_has_no_head_of_its_own(phone, visit):
    walk = walked(phone, [(1440 * n, f"第 {n} 天看过一次") for n in range(1, 21)])
    text = "\n".join(line for page in pages_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data) for line in page)
    assert not re.findall(r"^(?:2026年)?3月\d+日周.$", text, re.M), "a line for a day of one entry"
    for n in range(1, 21):
        assert f"第{n}天看过一次" in text and f"3月{5 + n}日" in text
