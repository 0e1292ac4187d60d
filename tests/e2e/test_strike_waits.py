"""Who strikes out another's problem on the phone sees that it waits; nobody's problem is struck before the coordinator says so."""

import re

from playwright.sync_api import expect

from tests.e2e.on_server import walk_id
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import begin, go_home, status, tap

MATTER = "单位社保跨区迁移"


def look(page, walk):
    """The line of the problem in 「全部记录」."""
    page.evaluate("walk => { location.hash = `#/walk/${walk}/record`; }", walk)
    return page.get_by_role("link", name=re.compile("窗口只开两个"))


def again(page, walk):
    page.evaluate("location.hash = '#/'")
    page.reload()
    page.get_by_role("link", name=re.compile(MATTER)).first.wait_for()
    return look(page, walk)


def test_a_colleagues_problem_is_struck_out_only_when_the_coordinator_agrees(recorder, server, new_phone):
    first = recorder.page
    begin(first, MATTER, "要划去")
    tap(first, "记问题")
    first.get_by_label("发现了什么").fill("窗口只开两个")
    tap(first, "存下")
    first.locator(".undo", has_text="问题已存下").wait_for()
    go_home(first)
    status(first, "服务器已全部收到")
    walk = walk_id(first, "要划去")

    second = new_phone().log_in("clerk", PASSWORD)
    status(second, "服务器已全部收到")
    look(second, walk).click()
    second.locator("#amend-reason").fill("不想留")
    tap(second, "划去这一条")
    expect(second.locator(".undo")).to_contain_text("已要求划去，等联络员定", use_inner_text=True)
    line = look(second, walk)
    expect(line.locator(".tag", has_text="等联络员定")).to_be_visible()
    expect(line).not_to_contain_text("已划去", use_inner_text=True)
    line.click()
    second.get_by_text("由本单位联络员定").wait_for()
    expect(second.get_by_role("button", name="划去这一条")).to_have_count(0)

    expect(again(first, walk)).not_to_contain_text("已划去", use_inner_text=True)
    page = new_phone(width=1280).log_in("coordinator", PASSWORD, "/held")
    tap(page, "同意划去")
    page.get_by_text("已同意，那一条已划去").wait_for()
    for phone in (first, second):
        expect(again(phone, walk).locator(".mark", has_text="已划去")).to_be_visible()


def test_of_a_problem_that_was_confirmed_it_is_only_asked(recorder, server, new_phone):
    page = recorder.page
    begin(page, MATTER, "确认过的")
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill("窗口只开两个")
    tap(page, "存下")
    page.locator(".undo", has_text="问题已存下").wait_for()
    go_home(page)
    status(page, "服务器已全部收到")
    walk = walk_id(page, "确认过的")
    look(page, walk).click()
    page.locator("#amend-reason").wait_for()
    problem = page.url.rpartition("/")[2]
    desk = new_phone(width=1280).log_in("coordinator", PASSWORD, "/problems")
    desk.goto(f"{server.url}/problems/{problem}")
    desk.locator("form[action$='/confirmation'] select").select_option(label="排队等候久")
    desk.locator("form[action$='/confirmation'] button[type=submit]").click()
    desk.get_by_text("已确认。").wait_for()
    again(page, walk)
    line = look(page, walk)
    expect(line).to_contain_text("已确认", use_inner_text=True)
    expect(line).to_contain_text("排队等候久", use_inner_text=True)
    expect(line).not_to_contain_text("未分类", use_inner_text=True)
    line.click()
    page.locator("#amend-reason").fill("记重了")
    tap(page, "划去这一条")
    expect(page.locator(".undo")).to_contain_text("已要求划去，等联络员定", use_inner_text=True)
