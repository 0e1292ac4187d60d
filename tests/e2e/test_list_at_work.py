"""The list of problems as a coordinator works through it: how much is in view, by mouse, by keys, without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.days import due_in
from tests.e2e.recorded import phone_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import box_of, see

MANY = 30
ROWS = ".ledger tbody tr"
# Of each row: from where to where it reaches (px).
REACHES = f"""() => [...document.querySelectorAll('{ROWS}')].map((row) => row.getBoundingClientRect())
  .map(({{ top, bottom }}) => [top, bottom])"""


@pytest.fixture
def problems(new_phone, server):
    """As many as a unit has after some weeks, from a recorder's phone; some texts are long."""
    phone = new_phone()
    phone.log_in("recorder", PASSWORD, "/problems")
    sender = phone_of(phone.context, phone.url)
    walk = sender.a_walk()
    for n in range(MANY):
        text = f"第 {n} 个：窗口说的和指南写的不一样" + "，又让回去开一份证明" * (n % 4)
        sender.make(walk, "problem", {"text": text, "category": "inconsistent", "stage": "acceptance", "severity": n % 3 + 1})
    assert {line["status"] for line in sender.push().json["results"]} == {"stored"}
    phone.close()


@pytest.fixture
def desk(new_phone, problems):
    """desk(width, height) is the list, in front of the coordinator."""

    def open_list(width=1280, height=900, path="/problems", **options):
        phone = new_phone(width=width, viewport={"width": width, "height": height}, **options)
        phone.log_in("coordinator", PASSWORD, path)
        return phone

    return open_list


def test_fourteen_problems_are_in_view_on_a_desk(desk):
    page = desk(1280, 900).page
    page.locator("html:not([data-size])").wait_for(state="attached")
    whole = [top for top, bottom in page.evaluate(REACHES) if top >= 0 and bottom <= 900]
    heights = {round(bottom - top, 1) for top, bottom in page.evaluate(REACHES)}
    assert len(whole) >= 14, (len(whole), heights)
    assert heights == {40}, heights


def give_out(page):
    """The first problem of the list, to somebody of a department."""
    for verb in ("确认", "立项"):
        page.locator(f"{ROWS} input[type=checkbox]").first.check()
        if verb == "确认":
            page.get_by_role("button", name=verb, exact=True).click()
            expect(page.get_by_text("已确认 1 条。")).to_be_visible()
    page.locator(".bulk summary", has_text="立项").click()
    page.locator("#bulk-assignee").select_option(label="何志远")
    page.locator("#bulk-department").fill("政务服务科")
    page.locator("#bulk-due").fill(due_in(14).isoformat())
    page.get_by_role("button", name="立项勾选的").click()
    row = page.locator(ROWS, has_text="政务服务科 何志远").first
    see(row)
    return row


def test_stage_who_state_and_day_are_whole_in_their_row(desk):
    row = give_out(desk().page)
    cut = row.evaluate("row => [...row.cells].filter(({ className, scrollWidth, clientWidth }) =>"
                       " /who|state|due|day|number/.test(className) && scrollWidth > clientWidth).map(({ className }) => className)")
    assert cut == []


def test_days_left_are_said_once_where_there_is_room_for_all_of_it(desk):
    phone = desk()
    give_out(phone.page)
    phone.go("/mine")
    told = phone.page.locator(".waits-day .tag")
    expect(told).to_have_text(re.compile(r"^\s*绿\s+还有\s+\d+\s*个工作日\s*$"), use_inner_text=True)


def test_the_problem_has_more_room_than_its_day(desk):
    page = desk(1280, 900).page
    widths = {name: box_of(page.locator(f".rows thead .{name}"))["width"] for name in ("wide", "due-cell")}
    assert widths["wide"] >= 340 and widths["wide"] > 2 * widths["due-cell"], widths


def test_the_first_problem_is_near_the_top_of_a_phone(desk):
    page = desk(390, 844).page
    first = box_of(page.locator(ROWS).first)
    assert first["y"] <= 320, first
    expect(page.get_by_role("button", name="菜单")).to_be_visible()


def test_the_bar_comes_with_the_first_tick_and_says_how_many(desk):
    page = desk().page
    bar, ticks = page.get_by_role("form", name="处理勾选的问题"), page.locator(f"{ROWS} input[type=checkbox]")
    expect(bar).to_be_hidden()
    ticks.nth(0).check()
    ticks.nth(2).check()
    expect(bar.get_by_role("status")).to_have_text("已选 2 条")
    see(bar.get_by_role("button", name="确认", exact=True))
    bar.get_by_role("button", name="全选本页").click()
    expect(bar.get_by_role("status")).to_have_text(f"已选 {ticks.count()} 条")
    bar.get_by_role("button", name="取消勾选").click()
    expect(bar).to_be_hidden()


def test_ticked_ones_are_confirmed_and_those_that_cannot_be_are_named(desk):
    page = desk().page
    page.locator(f"{ROWS} input[type=checkbox]").nth(0).check()
    page.locator(f"{ROWS}:has-text('整改中') input[type=checkbox]").first.check()
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("已确认 1 条，1 条没有确认")
    expect(page.get_by_role("form", name="处理勾选的问题").get_by_role("status")).to_have_text("已选 1 条")


def test_a_panel_of_the_bar_is_whole_in_the_window_over_a_short_list(desk):
    phone = desk()
    page = phone.page
    page.goto(f"{phone.url}/problems?q=第 29 个")
    expect(page.locator(ROWS)).to_have_count(2)
    page.locator(f"{ROWS} input[type=checkbox]").first.check()
    for words, button in (("立项", "立项勾选的"), ("改派", "改派勾选的"), ("退回", "退回勾选的"), ("改时限", "改勾选的时限")):
        panel = page.locator(".bulk .panel", has=page.locator("summary", has_text=words))
        panel.locator("> summary").click()
        see(panel.locator("select, input:not([type=hidden]), textarea").first)
        see(panel.get_by_role("button", name=button))
        panel.locator("> summary").click()


def test_enter_in_a_field_of_the_bar_does_none_of_the_verbs(desk):
    page = desk().page
    page.locator(f"{ROWS} input[type=checkbox]").first.check()
    page.locator(".bulk summary", has_text="立项").click()
    page.locator("#bulk-department").fill("综合科")
    page.locator("#bulk-department").press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk-department")).to_be_hidden()
    expect(page.locator(".bulk summary", has_text="立项")).to_be_focused()
    expect(page.locator(ROWS).first).to_contain_text("新发现")
    assert page.url.endswith("/problems")


@pytest.mark.parametrize("width", [1280, 390])
def test_without_a_script_the_bar_and_everything_else_stand(desk, width):
    page = desk(width, 844, java_script_enabled=False).page
    expect(page.get_by_role("form", name="处理勾选的问题").get_by_role("button", name="确认", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="汇总")).to_be_visible()
    page.get_by_label("季度").select_option(index=1)
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url("**/problems?*quarter=2*")
    page.locator(f"{ROWS} input[type=checkbox]").first.check()
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_text("已确认 1 条。")).to_be_visible()


def test_filters_act_at_once_and_tabs_keep_them(desk):
    page = desk().page
    page.get_by_label("季度").select_option(index=1)
    page.wait_for_url("**/problems?*quarter=2*")
    page.get_by_role("navigation", name="状态").get_by_role("link", name="已确认").click()
    page.wait_for_url("**/problems?*state=confirmed*")
    assert "quarter=2" in page.url
    page.get_by_role("searchbox").fill("没有这样的问题")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_text("没有符合条件的问题。")).to_be_visible()
    assert "state=confirmed" in page.url, "the search keeps the tab"


def test_a_row_is_one_thing_to_click(desk):
    page = desk().page
    third = page.locator(ROWS).nth(2)
    address = third.locator("a.title").get_attribute("href")
    third.locator(".state-cell").click()
    page.wait_for_url(f"**{address}")
    page.go_back()
    third.locator("input[type=checkbox]").check()
    expect(page.get_by_role("form", name="处理勾选的问题").get_by_role("status")).to_have_text("已选 1 条")


def test_j_and_k_go_from_row_to_row_x_ticks_and_enter_opens(desk):
    page = desk().page
    titles = page.locator(f"{ROWS} a.title")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(titles.nth(place)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("form", name="处理勾选的问题").get_by_role("status")).to_have_text("已选 1 条")
    expect(titles.nth(1)).to_be_focused()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press_sequentially("jk")
    expect(page.get_by_role("searchbox")).to_have_value("jk")
    page.get_by_role("searchbox").fill("")
    address = titles.nth(1).get_attribute("href")
    titles.nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_escape_folds_what_was_unfolded_on_a_phone(desk):
    page = desk(390, 844).page
    for name, inside in (("菜单", page.get_by_role("link", name="汇总")), ("筛选", page.get_by_role("searchbox"))):
        button = page.get_by_role("button", name=name, exact=True)
        expect(inside).to_be_hidden()
        button.click()
        expect(inside).to_be_visible()
        page.keyboard.press("Escape")
        expect(inside).to_be_hidden()
        expect(button).to_be_focused()


def test_a_reason_in_one_panel_is_asked_about_before_another_ones_button_loses_it(desk):
    page = desk().page
    page.locator(f"{ROWS} input[type=checkbox]").first.check()
    page.locator(".bulk summary", has_text="退回").click()
    page.locator("#bulk-reason").fill("现场核过")
    with page.expect_event("dialog") as told:
        page.get_by_role("button", name="确认", exact=True).click(no_wait_after=True)
    assert told.value.type == "beforeunload"
    told.value.dismiss()
    expect(page.locator("#bulk-reason")).to_have_value("现场核过")
    expect(page.get_by_role("form", name="处理勾选的问题").get_by_role("status")).to_have_text("已选 1 条")
    page.locator("label", has_text="不属实").click()
    page.get_by_role("button", name="退回勾选的").click()
    expect(page.get_by_text("已退回 1 条。")).to_be_visible()
