"""A day is typed and shown as 年-月-日 on every page, whatever the browser's language, and what cannot be read is said."""

import re
from datetime import date

import pytest

from tests.days import due_in
from tests.phones import MINUTE
from zlc import clock
from zlc.typed_days import PATTERN, read_day, read_month

SPELLINGS = [
    "2026-11-30", "2026/11/30", "2026.11.30", "2026年11月30日", "2026年11月30号", "2026 年 11 月 30 日", "20261130",
    "２０２６－１１－３０", "２０２６年１１月３０日", " 2026-11-30 ", "2026—11—30",
]  # fmt: skip
NO_DAYS = [
    "", "30-11-2026", "11/30/2026", "2026-13-01", "2026-02-30", "2026", "2026-11", "明天", "0000-01-01", "9999-12-31", "2026-11/",
    "٢٠٢٦-١١-٣٠",
]  # fmt: skip


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_day_is_read_in_every_spelling_and_let_through_by_the_browser(typed):
    assert read_day(typed) == date(2026, 11, 30)
    assert re.fullmatch(PATTERN, typed), "a browser would hold it back in its own language"


def test_a_day_of_one_figure_is_read():
    assert read_day("2026-1-3") == read_day("2026年1月3日") == read_day("2026.1.3") == date(2026, 1, 3)


@pytest.mark.parametrize("typed", NO_DAYS)
def test_what_is_no_day_or_a_day_in_another_order_is_none(typed):
    assert read_day(typed) is None


@pytest.mark.parametrize("typed", ["2026-11", "2026/11", "2026年11月", "202611", "２０２６年１１月", "2026.11"])
def test_a_month_is_read_alike(typed):
    assert read_month(typed) == date(2026, 11, 1)
    assert read_month("2026-13") is read_month("11-2026") is read_month("") is None


PAGES = [
    ("coordinator", "/problems"), ("coordinator", "/problems/{entry}"), ("coordinator", "/walks"), ("coordinator", "/summary"),
    ("auditor", "/audit"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_no_page_has_a_field_that_follows_the_browsers_language(visit, recording, who, path):
    entry, browser = recording.problem(), visit("coordinator")
    browser.get(f"/problems/{entry}")
    browser.post(f"/problems/{entry}/confirmation")
    page = visit(who).get(path.format(entry=entry))
    assert page.status_code == 200
    assert not re.search(r'type="(date|month|time|week|datetime-local)"', page.text)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_deadline_may_be_typed_in_every_spelling(recording, coordinator, kept, typed):
    entry, day = recording.problem(), due_in(7)
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    page = coordinator.get(f"/problems/{entry}").text
    assert re.search(r'<input[^>]* data-day=""[^>]* name="due_on"[^>]* type="text"', page)
    year, month, date_ = f"{day:%Y %m %d}".split()
    spelled = _spelled(typed, year, month, date_)
    assert coordinator.post(f"/problems/{entry}/rectifications", {"department": "综合科", "due_on": spelled}).status_code == 303
    assert kept(entry).due_on == day
    assert clock.spoken_day(day) in coordinator.get(f"/problems/{entry}").text


def _spelled(like, year, month, day):
    wide = {ord(figure): ord("０") + int(figure) for figure in "0123456789"} if "２" in like else {}
    plain = like.translate({ord("０") + n: str(n) for n in range(10)})
    return plain.replace("2026", year).replace("11", "MM").replace("30", day).replace("MM", month).translate(wide)


@pytest.mark.parametrize("typed", ["11/30/2026", "2026-02-30", "月底"])
def test_what_cannot_be_read_is_said_and_stays_in_its_field(recording, coordinator, kept, typed):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get(f"/problems/{entry}")
    reply = coordinator.post(f"/problems/{entry}/rectifications", {"department": "综合科", "due_on": typed})
    assert reply.status_code == 422 and "日期请写成 2026-11-30 这样。" in reply.text and f'value="{typed}"' in reply.text
    assert kept(entry).state == "confirmed"


def test_filters_read_them_too_and_say_what_they_could_not(recording, coordinator):
    begun = clock.local(clock.now_ms() - 60 * MINUTE)
    assert recording.walk in coordinator.get(f"/walks?month={begun.year}年{begun.month}月").text
    assert recording.walk not in coordinator.get("/walks?month=2001年1月").text
    page = coordinator.get("/walks?month=十一月").text
    assert "没有按「十一月」找：月份请写成 2026-11 这样。" in page and 'value="十一月"' in page
    page = coordinator.get("/summary?from=2026年1月1日&to=2026.3.31").text
    assert 'value="2026-01-01"' in page and 'value="2026-03-31"' in page
    refused = coordinator.get("/summary?from=1/2/2026&to=2026-03-31")
    assert refused.status_code == 422 and "日期读不懂：1/2/2026。日期请写成 2026-11-30 这样。" in refused.text
    assert 'value="1/2/2026"' in refused.text
