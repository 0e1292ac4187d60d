"""再走一遍: the desk asks for it, a phone walks it without network, and before and after stand drawn in front of whoever verifies."""

import re

from playwright.sync_api import expect

from tests.days import due_in
from tests.e2e.inspection import Inspection
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press
from tests.e2e.thumb import end, next_step, status, tap

FOUND_BY, MATTER = "轮岗", "单位社保跨区迁移"  # words of the measure that the demo's clerk has planned; what the problem was found in
ASKED = "安排了再走一遍 1 件"


def ask_for_it(desk):
    """By the coordinator; the address of the rectification."""
    page = desk.log_in("coordinator", PASSWORD, "/rectifications")
    page.goto(f"{desk.url}/rectifications?q={FOUND_BY}&state=working")
    page.locator("a.title").first.click()
    page.get_by_text("安排再走一遍", exact=True).first.click()
    expect(page.get_by_label("再走哪个事项")).to_have_value(MATTER)
    page.get_by_label("最晚哪天走", exact=True).fill(due_in(7).isoformat())
    press(page, "安排再走一遍")
    expect(page.get_by_role("region", name="再走一遍")).to_contain_text("等人走")
    return page.url


def walk_it(page):
    tap(page, ASKED)
    page.get_by_role("region", name="再走一遍").get_by_role("button", name=re.compile(MATTER)).click()
    expect(page.get_by_role("group", name="要办的事项")).to_contain_text(MATTER)
    expect(page.get_by_text("不连了")).to_be_visible()
    tap(page, "开始")
    for step in ("开始咨询", "取表填表", "取号排队", "窗口受理", "等待办理", "拿到结果"):
        next_step(page, step)
    end(page)
    page.get_by_text("回到首页").click()


def test_asked_for_walked_without_network_compared_and_drafted(recorder, server, new_phone):
    desk = new_phone(width=1280)
    address = ask_for_it(desk)
    page = recorder.page
    page.reload()
    page.get_by_role("button", name=ASKED).wait_for()
    status(page, "服务器已全部收到")
    server.stop()
    walk_it(page)
    expect(page.get_by_role("button", name=ASKED), "what this phone has begun is not asked for again").to_have_count(0)
    status(page, "待传")
    server.start()
    status(page, "服务器已全部收到")

    clerk = new_phone(width=390).log_in("clerk", PASSWORD, address.removeprefix(desk.url))
    compared = clerk.get_by_role("region", name="再走一遍", exact=True)
    expect(compared.locator("svg.chart-360")).to_be_visible()
    effect = clerk.locator("form[action$='/submission']").get_by_label("整改成效")
    expect(effect).to_have_value(re.compile("再走一遍（走到底），和发现问题的那次（.*）比：.*等候 .*，少 "))
    inspection = Inspection(clerk)
    look(inspection, "a rectification walked again")
    inspection.assert_none()
    press(clerk, "报完成")
    expect(clerk.get_by_text("已报完成，等核验。")).to_be_visible()

    office = new_phone(width=1280).log_in("office", PASSWORD, address.removeprefix(desk.url))
    drawing = office.get_by_role("img", name=re.compile("^再走一遍，前后对照：等候：前 .*，后 .*，少 "))
    expect(drawing.last).to_be_visible()
    office.get_by_label("核验了什么").fill("看了前后的数，又去窗口看了一眼")
    press(office, "核验通过，销号")
    expect(office.get_by_text("核验通过，已销号。")).to_be_visible()
    expect(office.locator(".story")).to_contain_text("再走了一遍")
