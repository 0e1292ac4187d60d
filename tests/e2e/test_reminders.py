"""等结果: what was handed in is called to mind on the phone and on the desk until its result is recorded."""

import re

from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import begin, big_button, go_home, next_step, status, tap

MATTER = "单位社保跨区迁移"


def waiting_cards(page):
    return page.locator("h2", has_text="等结果").locator("xpath=following-sibling::ul[1]").get_by_role("link")


def test_a_result_that_is_missing_is_called_to_mind_until_it_is_there(recorder, new_phone):
    page = recorder.page
    begin(page, MATTER, "一位等结果的人")
    for step in ("开始咨询", "取表填表", "取号排队", "窗口受理"):
        next_step(page, step)
    tap(page, "更多")
    page.get_by_role("dialog").get_by_role("button", name="等待办理").click()
    page.locator(".hero", has_text="等待办理").wait_for()
    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    tap(page, "离开大厅")
    big_button(page, "再次到场 · 取号排队").wait_for()
    go_home(page)
    status(page, "服务器已全部收到")
    card = waiting_cards(page).filter(has_text=MATTER)
    card.get_by_text("今天开始等，承诺 5 个工作日").wait_for()

    desk = new_phone(width=1280)
    office = desk.log_in("coordinator", PASSWORD, "/walks?status=waits")
    row = office.get_by_role("row").filter(has=office.locator(f"a[href='/walks/{walk}']"))
    row.get_by_text("等结果 0 个工作日，承诺 5 个工作日").wait_for()

    card.click()
    tap(page, "更多")
    page.get_by_role("dialog").get_by_role("button", name="拿到结果").click()
    page.locator(".hero", has_text="拿到结果").wait_for()
    go_home(page)
    status(page, "服务器已全部收到")
    expect(waiting_cards(page).filter(has_text=MATTER)).to_have_count(0)
    office.reload()
    row.wait_for(state="detached")
