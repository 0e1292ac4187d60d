"""抽查 on real pages: the office draws closings from a seed, the supervisor the same ones, goes to look and writes what was found."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.inspection import Inspection
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press
from zlc import clock


def draw(phone, page: Page, seed: str) -> None:
    page.goto(f"{phone.url}/samples")
    page.get_by_label("种子").fill(seed)
    page.get_by_label("抽几条", exact=True).fill("2")
    page.get_by_label("销号从哪天起", exact=True).fill((clock.today() - timedelta(days=60)).isoformat())
    press(page, "抽取")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_two_people_draw_the_same_closings_and_one_writes_what_was_found(width, new_phone):
    office, supervisor = new_phone(width=width), new_phone(width=width)
    mine = office.log_in("office", PASSWORD, "/overview")
    inspection = Inspection(mine)
    mine.goto(f"{office.url}/samples")
    look(inspection, "nothing drawn yet")
    draw(office, mine, "2026 秋")
    expect(mine.get_by_text("已抽出 2 条。")).to_be_visible()
    address = mine.url

    theirs = supervisor.log_in("supervisor", PASSWORD, "/overview")
    draw(supervisor, theirs, "2026 秋")
    expect(theirs.get_by_text("就是这一份")).to_be_visible()
    expect(theirs).to_have_url(address.replace(office.url, supervisor.url))
    theirs.get_by_label("抽查意见").first.fill("掉头口只在早高峰开，晚高峰还是翻护栏")
    theirs.get_by_role("button", name="不属实", exact=True).first.click()
    expect(theirs.get_by_text("第 1 条已记「不属实」。")).to_be_visible()

    mine.reload()
    expect(mine.get_by_text("晚高峰还是翻护栏")).to_be_visible()
    look(inspection, "a sample")
    mine.goto(f"{office.url}/samples")
    look(inspection, "samples")
    mine.goto(f"{office.url}/grounds")
    look(inspection, "grounds")
    inspection.assert_none()
