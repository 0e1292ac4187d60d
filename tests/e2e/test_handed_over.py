"""移交 of one problem on real pages: handed over, sent back twice, decided; handed to a body and answered. At every width."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.days import due_in
from tests.e2e.inspection import Inspection
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press
from zlc import clock

OFTEN = 2
CONFIRMED = "/problems?state=confirmed&source=walk"


def open_of(page: Page, summary: str) -> None:
    """Unfold what is folded."""
    page.locator("details", has=page.locator("summary", has_text=re.compile(f"^\\s*{summary}"))).evaluate("one => { one.open = true }")


def hand_over(page: Page, to: str, body: str = "") -> None:
    open_of(page, "移交别的单位")
    if to:
        page.get_by_label("移交给哪个单位").select_option(label=to)
    page.get_by_label(re.compile("^名单里没有的")).fill(body)
    page.get_by_label("移交的理由").fill("不是本单位管的")
    press(page, "移交")
    expect(page.get_by_text("已移交，等对方接收。")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_problem_goes_to_and_fro_until_the_office_decides(width, new_phone):
    home, other, office = (new_phone(width=width) for _ in range(3))
    mine = home.log_in("coordinator", PASSWORD, "/problems")
    mine.goto(f"{home.url}{CONFIRMED}")
    inspection = Inspection(mine)
    mine.locator("a.title").first.click()
    look(inspection, "a problem that may be handed over")
    address = mine.url.removeprefix(home.url)
    theirs = other.log_in("coordinator2", PASSWORD, "/problems")
    expect(theirs.get_by_text("移交来的 1 条")).to_have_count(0)
    hand_over(mine, "市自然资源局")
    press(mine, "收回移交")
    expect(mine.get_by_text("已收回，仍由本单位处理。")).to_be_visible()
    theirs.goto(f"{other.url}/problems")
    expect(theirs.get_by_text("移交来的 1 条")).to_have_count(0)
    for _ in range(OFTEN):
        hand_over(mine, "市自然资源局")
        look(inspection, "a problem that is handed over")
        theirs.goto(f"{other.url}/problems")
        theirs.get_by_role("link", name="移交来的 1 条").click()
        look(Inspection(theirs), "what was handed to us")
        theirs.locator("a.title").first.click()
        expect(theirs.get_by_role("button", name="接收这条问题")).to_be_visible()
        received = Inspection(theirs)
        look(received, "a problem that was handed to us")
        received.assert_none()
        open_of(theirs, "不归本单位")
        theirs.get_by_label("退回的理由").fill("也不是我们的")
        press(theirs, "退回原单位")
        expect(theirs.get_by_text("已退回原单位，理由对方看得到。")).to_be_visible()
        mine.reload()
    look(inspection, "a problem that came back twice")
    inspection.assert_none()
    over = office.log_in("office", PASSWORD, "/problems")
    over.get_by_role("link", name=re.compile("退回过两次")).click()
    seen = Inspection(over)
    look(seen, "what came back twice")
    over.locator("a.title").first.click()
    look(seen, "a problem to decide")
    seen.assert_none()
    over.get_by_label("归哪个单位办").select_option(label="市自然资源局")
    over.get_by_label("裁定的理由").fill("窗口设在那里")
    press(over, "裁定")
    expect(over.get_by_text("已裁定，不再移交。")).to_be_visible()
    mine.goto(f"{home.url}{address}")
    expect(mine.get_by_role("heading", name="已移到别的单位")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_office_gives_a_task_and_its_unit_signs_for_it(width, new_phone):
    office, home = new_phone(width=width), new_phone(width=width)
    over = office.log_in("office", PASSWORD, "/problems")
    over.get_by_role("link", name="交办", exact=True).click()
    inspection = Inspection(over)
    look(inspection, "a new task")
    over.get_by_label("主办单位", exact=True).select_option(label="市人社局")
    over.get_by_label("市自然资源局", exact=True).check()
    over.get_by_label("交办什么").fill("清理重复证明")
    over.get_by_label("要求办结的日子", exact=True).fill(due_in(20).isoformat())
    press(over, "交办")
    expect(over.get_by_text(re.compile("^已交办市人社局"))).to_be_visible()
    look(inspection, "a task")
    mine = home.log_in("coordinator", PASSWORD, over.url.removeprefix(office.url))
    look(Inspection(mine), "a task to sign for")
    press(mine, "签收")
    expect(mine.get_by_text("已签收。")).to_be_visible()
    received = Inspection(mine)
    look(received, "a task that is signed for")
    inspection.assert_none()
    received.assert_none()


def test_what_no_unit_here_has_is_answered_by_the_office(new_phone):
    home, office = new_phone(width=1280), new_phone(width=390)
    mine = home.log_in("coordinator", PASSWORD, "/problems")
    mine.goto(f"{home.url}{CONFIRMED}")
    mine.locator("a.title").last.click()
    hand_over(mine, "", "省政务服务平台")
    over = office.log_in("office", PASSWORD, "/problems")
    over.get_by_role("link", name=re.compile("需上级协调")).click()
    over.locator("a.title").first.click()
    inspection = Inspection(over)
    look(inspection, "a problem beyond the programme")
    inspection.assert_none()
    over.get_by_label("结果", exact=True).select_option(label="已经解决，销号")
    over.get_by_label("对方怎样答复的").fill("下个版本已改")
    over.get_by_label("答复的日期", exact=True).fill(clock.today().isoformat())
    press(over, "记下结果")
    expect(over.get_by_text("已记下协调结果。")).to_be_visible()
    expect(over.locator(".head .tag").first).to_have_text("已销号")
