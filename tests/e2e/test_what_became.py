"""What became of a problem: the recorder reads it on the phone, without network too, and finds the way to the desk and back."""

import re

from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD
from tests.e2e.test_one_walk import write_problem
from tests.e2e.thumb import begin, go_home, next_step, send, tap

TEXT = "叫号屏坏了，没有人出来说明"
REASON = "现场核过，当天下午已经修好"


def reject(desk, problem):
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    page.goto(f"{desk.url}/problems/{problem}")
    page.locator("summary", has_text="退回").click()
    form = page.locator("form[action$=rejection]")
    form.get_by_text("不属实", exact=True).click()
    form.get_by_label("理由").fill(REASON)
    form.get_by_role("button").click()
    page.get_by_text("已退回").wait_for()


def open_problem(page):
    page.get_by_role("link", name=re.compile(TEXT)).click()
    page.get_by_role("heading", name="问题", exact=True).wait_for()


def test_what_the_desk_answered_is_read_offline_and_both_find_the_way_to_one_another(recorder, server, new_phone):
    page = recorder.page
    begin(page, "单位社保跨区迁移", "看下文")
    next_step(page, "开始咨询")
    write_problem(page, TEXT)
    go_home(page)
    send(page)
    page.get_by_role("link", name=re.compile("单位社保跨区迁移")).first.click()
    tap(page, "更多")
    tap(page, "查看全部记录")
    open_problem(page)
    problem = page.url.rpartition("/")[2]

    reject(new_phone(width=1280), problem)
    page.goto(f"{recorder.url}/field/")
    page.get_by_role("link", name=re.compile("单位社保跨区迁移")).first.click()
    page.get_by_role("link", name=re.compile(TEXT)).filter(has_text="不属实").wait_for()  # so this phone has been told
    server.stop()
    recorder.close()
    page = recorder.open()
    recorder.go()
    page.get_by_role("link", name=re.compile("单位社保跨区迁移")).first.click()
    tap(page, "更多")
    tap(page, "查看全部记录")
    expect(page.get_by_role("link", name=re.compile(TEXT))).to_contain_text("不属实", use_inner_text=True)
    open_problem(page)
    told = page.get_by_role("region", name="处理情况")
    for words in ("不属实", REASON):
        expect(told).to_contain_text(words, use_inner_text=True)

    server.start()
    told.get_by_role("link", name=re.compile("在问题清单里看")).click()
    page.get_by_role("heading", name=TEXT).wait_for()
    page.get_by_role("link", name="打开我在手机上的记录").click()
    page.get_by_role("region", name="处理情况").wait_for()
