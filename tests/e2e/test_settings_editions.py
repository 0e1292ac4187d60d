"""设置 as the office sets it, and what a coordinator then sees where a problem is given out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_page_of_it_can_be_used(width: int, new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=width)
    page = desk.log_in("office", PASSWORD, "/settings")
    inspection = Inspection(page)
    expect(page.get_by_text("第 0 版，正在用")).to_be_visible()
    look(inspection, "settings")
    page.get_by_role("link", name="修改", exact=True).click()
    page.wait_for_url("**/settings/new")
    look(inspection, "other settings")
    page.get_by_label("难度 A（1 到 30 个工作日）").fill("很快")
    page.get_by_label("为什么改").fill("先试一个季度")
    press(page, "保存为新的一版")
    expect(page.get_by_role("alert")).to_contain_text("请写 1 到 30 之间的整数，现在填的是「很快」")
    look(inspection, "settings refused")
    page.get_by_label("难度 A（1 到 30 个工作日）").fill("7")
    page.get_by_label("蓝 黄 红").check()
    press(page, "保存为新的一版")
    expect(page.get_by_text("第 1 版已生效")).to_be_visible()
    expect(page.get_by_text("难度 A：5 个工作日 → 7 个工作日")).to_be_visible()
    look(inspection, "settings with a history")
    page.get_by_role("link", name="第 0 版").click()
    expect(page.get_by_role("link", name="按这一版改回去")).to_be_visible()
    look(inspection, "an edition of before")
    inspection.assert_none()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_click_takes_the_day_that_a_difficulty_drafts(width: int, new_phone: Callable[..., Phone]) -> None:
    page = new_phone(width=width).log_in("coordinator", PASSWORD, "/problems?state=confirmed")
    page.locator("a.title").last.click()  # the other one is a task, with a day of its own
    field = page.get_by_label("整改时限（不填就按难度定）", exact=True)
    expect(field).to_have_value("")
    page.get_by_role("button", name="难度 A，5 个工作日").click()
    expect(field).not_to_have_value("")
    page.get_by_label("责任科室").fill("医保科")
    inspection = Inspection(page)
    look(inspection, "a problem to be given out")
    press(page, "立项")
    expect(page.get_by_text("已立项。")).to_be_visible()
    inspection.assert_none()


def test_without_a_script_the_days_are_read(new_phone: Callable[..., Phone]) -> None:
    page = new_phone(width=1280, java_script_enabled=False).log_in("coordinator", PASSWORD, "/problems?state=confirmed")
    page.locator("a.title").first.click()
    expect(page.get_by_text("难度 C，1 个月：")).to_be_visible()
    expect(page.get_by_role("button", name="难度")).to_have_count(0)
