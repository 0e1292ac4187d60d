"""A login that expired while somebody was writing: nothing is saved, it is said, and what was typed is there again after the login."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD

REASON = "现场核对过，窗口当天开了四个，排队是因为系统升级"


def log_in(page, username="coordinator"):
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def open_reject(page, server):
    """The form to send a problem back, half filled in."""
    page.goto(f"{server.url}/problems?state=new")
    page.locator("a.title").first.click()
    page.get_by_text("退回（不属实、不属本单位）").click()
    page.get_by_label("不属本单位，不移交").check()
    page.get_by_label("退回理由").fill(REASON)
    return page.url


def rejected(page):
    return page.get_by_role("button", name="退回", exact=True)


@pytest.fixture
def desk(new_phone):
    phone = new_phone(width=1280)
    phone.log_in("coordinator", PASSWORD, "/problems")
    return phone


def test_what_was_typed_is_there_again_after_the_login(desk, server):
    page = desk.page
    place = open_reject(page, server)
    desk.context.clear_cookies()
    rejected(page).click()
    expect(page.get_by_role("alert")).to_contain_text("登录已过期，刚才填的没有保存")
    expect(page.get_by_text("您填的由这个浏览器记着")).to_be_visible()
    expect(page.get_by_text("没有记下您填的内容")).to_be_hidden()
    log_in(page)
    expect(page).to_have_url(place)
    expect(page.get_by_role("status")).to_contain_text("您填的已放回这里，请看过再按「退回」")
    expect(page.get_by_label("退回理由")).to_have_value(REASON)
    expect(page.get_by_label("退回理由")).to_be_in_viewport()
    expect(page.get_by_label("不属本单位，不移交")).to_be_checked()
    expect(page.locator(".tag", has_text="新发现").first).to_be_visible()
    rejected(page).click()
    expect(page.get_by_text("已退回，可以重新打开。")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.reload()
    expect(page.get_by_text("您填的已放回")).to_have_count(0)


def test_a_page_older_than_the_login_is_the_same_kind(desk, server):
    page = desk.page
    place = open_reject(page, server)
    other = desk.context.new_page()
    desk.context.clear_cookies()
    other.goto(f"{server.url}/login")
    log_in(other)
    expect(other).not_to_have_url(re.compile("login"))
    rejected(page).click()
    expect(page.get_by_role("alert")).to_contain_text("没有保存")
    page.get_by_role("link", name="回到刚才的页面").click()
    expect(page).to_have_url(place)
    expect(page.get_by_label("退回理由")).to_have_value(REASON)


def test_what_was_typed_beside_the_ticked_ones_is_within_the_window(desk, server):
    page = desk.page
    page.goto(f"{server.url}/problems?state=new")
    page.locator(".ledger tbody input[type=checkbox]").first.check()
    page.locator(".bulk summary", has_text="退回").click()
    page.locator("#bulk-reason").fill(REASON)
    desk.context.clear_cookies()
    page.get_by_role("button", name="退回勾选的").click()
    expect(page.get_by_role("alert")).to_contain_text("没有保存")
    log_in(page)
    expect(page.locator("#bulk-reason")).to_have_value(REASON)
    expect(page.locator(".bulk .banner")).to_be_in_viewport(ratio=1)
    expect(page.locator("#bulk-reason")).to_be_in_viewport(ratio=1)


def test_a_file_is_to_be_chosen_again(desk, server):
    page = desk.page
    page.goto(f"{server.url}/imports")
    chosen = {"name": "事项.csv", "mimeType": "text/csv", "buffer": "事项名称\n挂失".encode()}
    page.locator("input[type=file]").first.set_input_files([chosen])
    desk.context.clear_cookies()
    page.get_by_role("button", name="上传并预览").click()
    log_in(page)
    expect(page.get_by_role("status")).to_contain_text("文件不由浏览器记着，请重新选")


def test_where_nothing_was_typed_nothing_is_said_to_be_kept(desk, server):
    page = desk.page
    page.goto(f"{server.url}/problems?state=new")
    page.locator("a.title").first.click()
    desk.context.clear_cookies()
    page.get_by_role("button", name="确认这条问题", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有保存")
    expect(page.get_by_text(re.compile("您填的"))).to_have_count(2)
    for one in page.get_by_text(re.compile("您填的")).all():
        expect(one).to_be_hidden()


def test_somebody_else_who_logs_in_there_finds_none_of_it(desk, server):
    page = desk.page
    open_reject(page, server)
    desk.context.clear_cookies()
    rejected(page).click()
    expect(page.get_by_text("先换别人登录，就不再记着")).to_be_visible()
    log_in(page, "coordinator2")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{server.url}/problems")
    expect(page.locator("html")).not_to_contain_text(REASON)
    assert page.evaluate("sessionStorage.length") == 0


def test_what_somebody_else_did_meanwhile_leaves_the_words_to_be_copied(desk, server, new_phone):
    page = desk.page
    place = open_reject(page, server)
    desk.context.clear_cookies()
    rejected(page).click()
    other = new_phone(width=1280).log_in("coordinator", PASSWORD, "/problems")
    other.goto(place)
    other.get_by_text("退回（不属实、不属本单位）").click()
    other.get_by_label("不属实").check()
    other.get_by_label("退回理由").fill("已经查过")
    rejected(other).click()
    expect(other.get_by_text("已退回，可以重新打开。")).to_be_visible()
    log_in(page)
    expect(page.get_by_role("status")).to_contain_text("现在这里也没有「退回」了")
    expect(page.get_by_text(REASON)).to_be_visible()


PLAN = "form[action$='/plan']"


def plan(page, **typed):
    """Only what is named is touched."""
    if not page.locator(PLAN).is_visible():
        page.locator("summary", has_text="措施").click()
    for name, value in typed.items():
        page.locator(f"{PLAN} [name={name}]").fill(value)
    page.locator(f"{PLAN} button[type=submit]").click()


def test_what_was_left_as_it_was_is_not_put_back_over_what_others_did(desk, server, new_phone):
    page = desk.page
    page.goto(f"{server.url}/rectifications?state=working&q=信息中心")
    page.locator("a.title").first.click()
    place = page.url
    other = new_phone(width=1280).log_in("coordinator", PASSWORD, "/problems")
    other.goto(place)
    plan(other, measure="省厅改系统")
    expect(other.get_by_text("措施已定。")).to_be_visible()
    plan(page, criterion="一次说全")
    expect(page.get_by_role("alert")).to_be_visible()
    measure = page.locator(f"{PLAN} [name=measure]")
    expect(measure).to_have_value("省厅改系统")
    other.goto(place)
    plan(other, measure="市里先改", criterion="两次以内")
    expect(other.get_by_text("措施已定。")).to_be_visible()
    desk.context.clear_cookies()
    plan(page)
    expect(page.get_by_role("alert")).to_contain_text("登录已过期")
    log_in(page)
    expect(measure).to_have_value("市里先改")
    expect(page.locator(f"{PLAN} [name=criterion]")).to_have_value("一次说全")
    expect(page.locator(PLAN)).to_contain_text("别人改过，现在是：两次以内")


def test_a_choice_that_is_offered_no_more_is_not_said_to_be_back(desk, server):
    page = desk.page
    page.goto(f"{server.url}/rectifications?state=unclaimed")
    page.locator("a.title").first.click()
    assignee = page.locator("form[action$='/reassignment'] select")
    page.locator("summary", has_text="改派").click()
    before = assignee.input_value()
    # Whoever was chosen is closed while nobody is logged in.
    assignee.evaluate("field => { field.add(new Option('调走的人', 'gone')); field.value = 'gone'; }")
    page.locator("form[action$='/reassignment'] [name=department]").fill("信息科")
    page.locator("form[action$='/reassignment'] [name=reason]").fill("人调走了")
    desk.context.clear_cookies()
    page.locator("form[action$='/reassignment'] button[type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("登录已过期")
    log_in(page)
    expect(page.get_by_role("status")).to_contain_text("您填的能放回的已放回这里")
    expect(page.locator("form[action$='/reassignment'] [name=department]")).to_have_value("信息科")
    expect(assignee).to_have_value(before)


def test_what_cannot_be_read_again_is_forgotten_and_the_next_is_kept(desk, server):
    page = desk.page
    page.evaluate("sessionStorage.setItem('zlc-typed', '{')")
    open_reject(page, server)
    desk.context.clear_cookies()
    rejected(page).click()
    expect(page.get_by_text("您填的由这个浏览器记着")).to_be_visible()


def test_without_a_script_it_is_said_and_one_is_led_back(new_phone, server):
    phone = new_phone(width=1280, java_script_enabled=False)
    page = phone.log_in("coordinator", PASSWORD, "/problems")
    place = open_reject(page, server)
    phone.context.clear_cookies()
    rejected(page).click()
    expect(page.get_by_role("alert")).to_contain_text("刚才填的没有保存")
    expect(page.get_by_text("没有记下您填的内容")).to_be_visible()
    expect(page.get_by_text("您填的由这个浏览器记着")).to_be_hidden()
    log_in(page)
    expect(page).to_have_url(place)


def test_nothing_of_it_is_sent_or_stays_when_it_was_saved(desk, server):
    page = desk.page
    open_reject(page, server)
    rejected(page).click()
    expect(page.get_by_text("已退回，可以重新打开。")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
