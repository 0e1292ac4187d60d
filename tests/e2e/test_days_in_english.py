"""A browser in English: days are typed, shown and picked as 年-月-日 all the same."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD


@pytest.fixture
def desk(new_phone):
    def open_page(path, width=1280, **options):
        phone = new_phone(width=width, locale="en-US", **options)
        return phone.log_in("coordinator", PASSWORD, path)

    return open_page


def test_what_is_typed_in_any_spelling_reads_as_year_month_day(desk):
    page = desk("/summary")
    first = page.get_by_label("从", exact=True)
    expect(first).to_have_attribute("type", "text")
    for typed in ("2026/1/5", "2026年1月5日", "２０２６．１．５", "20260105"):
        first.fill(typed)
        first.blur()
        expect(first).to_have_value("2026-01-05")


def test_a_day_is_picked_from_a_calendar_in_chinese(desk):
    page = desk("/summary")
    first = page.get_by_label("从", exact=True)
    first.fill("2026-03-15")
    page.locator("summary", has_text="日历").first.click()
    expect(page.get_by_text("2026年3月", exact=True)).to_be_visible()
    page.get_by_role("button", name="上月").click()
    expect(page.get_by_text("2026年2月", exact=True)).to_be_visible()
    page.locator("[data-date='2026-02-28']").click()
    expect(first).to_have_value("2026-02-28")
    expect(page.get_by_text("2026年2月", exact=True)).to_be_hidden()
    page.locator("summary", has_text="日历").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="上月")).to_be_hidden()


def test_a_deadlines_calendar_offers_no_day_that_has_gone(desk):
    page = desk("/problems?state=confirmed")
    page.locator("a.title").last.click()  # the other one is a task, with a day of its own
    page.locator("summary", has_text="日历").first.click()
    today = date.fromisoformat(page.get_by_label("整改时限").first.get_attribute("data-min"))
    expect(page.locator(f"[data-date='{today.isoformat()}']").first).to_be_enabled()
    page.get_by_role("button", name="上月").click()
    expect(page.locator(".calendar-days button:enabled")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_the_walks_of_a_month_are_asked_for_in_chinese(desk, script):
    page = desk("/walks", java_script_enabled=script)
    month = page.get_by_label("月份")
    month.fill("2001年1月")
    month.press("Enter")
    page.wait_for_url("**/walks?*month=2001*")
    expect(page.get_by_label("月份")).to_have_value("2001-01")
    expect(page.get_by_text("没有符合条件的记录。")).to_be_visible()
