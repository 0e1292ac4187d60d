"""Whose phone is it: never logged in, logged out by the server, left, and lent to another person."""

import re

from playwright.sync_api import expect

from tests.e2e.on_server import journal, kinds, walk_id
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import (
    becomes,
    begin,
    go_home,
    leave_app,
    next_step,
    open_settings,
    status,
    tap,
    write_note,
)

MATTER, OTHER = "单位社保跨区迁移", "灵活就业人员参保登记"


def test_a_phone_nobody_has_logged_in_on_says_so_without_network(phone, server):
    page = phone.go()
    page.get_by_text("这台手机第一次使用，请先登录一次").wait_for()
    phone.wait_until_ready_for_offline()
    server.stop()
    phone.close()
    page = phone.open()
    phone.go()
    page.get_by_text("现在连不上服务器。登录需要网络").wait_for()
    page.get_by_text("这台手机第一次使用，请先登录一次").wait_for()

    server.start()
    tap(page, "再试一次")
    page.get_by_text("现在连不上服务器").wait_for(state="detached")
    page.get_by_role("link", name="登录").click()
    page.get_by_label("用户名").wait_for()


def test_logged_out_by_the_server_it_records_on_and_sends_after_the_login(recorder):
    page = recorder.lose_login()
    status(page, "未登录，记录照常，登录后上传")
    begin(page, MATTER, "无人登录")
    next_step(page, "开始咨询")
    write_note(page, "登录过期也能记")
    page.locator(".saved", has_text="已存本机").wait_for()
    go_home(page)
    status(page, "未登录，记录照常，登录后上传")
    status(page, "3 条待传")

    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")
    status(page, "服务器已全部收到")
    assert kinds(page, "无人登录") == ["note", "open", "stage"]


def log_in_here(page, username):
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_text("本机记录人").wait_for()


def test_leaving_locks_and_another_person_neither_sees_nor_sends_what_waits(recorder, server):
    page = recorder.page
    server.stop()
    begin(page, MATTER, "第一个人的")
    write_note(page, "只有本人能看")
    go_home(page)
    leave_app(page)
    page.reload()
    page.get_by_text("已退出，数据保留在本机").wait_for()
    expect(page.locator("body")).not_to_contain_text(MATTER, use_inner_text=True)

    server.start()
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "clerk")
    page.get_by_text("另有 2 条待传").wait_for()
    expect(page.locator("body")).not_to_contain_text("第一个人的", use_inner_text=True)
    begin(page, OTHER, "第二个人的")
    go_home(page)
    status(page, "服务器已全部收到")
    assert kinds(page, "第二个人的") == ["open"] and kinds(page, "第一个人的") == []

    leave_app(page)
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")
    status(page, "服务器已全部收到")
    assert kinds(page, "第一个人的") == ["note", "open"]
    opened = [one for one in journal(page) if one["data"].get("companions") in ("第一个人的", "第二个人的")]
    assert len(opened) == len({one["by"] for one in opened}) == 2


def test_leaving_without_network_says_what_follows_and_throws_nobody_out_later(recorder, server):
    page = recorder.page
    status(page, "服务器已全部收到")
    server.stop()
    begin(page, MATTER, "离开前")
    go_home(page)
    status(page, "1 条待传")
    open_settings(page)
    tap(page, "退出")
    asked = page.get_by_role("alert")
    asked.get_by_text(f"「{MATTER}」还没有结束").wait_for()
    asked.get_by_text("1 条待传：都留在这台手机里").wait_for()
    tap(page, "不退出")
    go_home(page)
    page.get_by_role("heading", name="进行中").wait_for()
    leave_app(page)

    # The log-out is swallowed on its way until somebody has logged in anew.
    page.context.route("**/api/v1/logout", lambda route: route.abort())
    server.start()
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")
    status(page, "服务器已全部收到")
    page.context.unroute("**/api/v1/logout")
    with page.expect_response("**/api/v1/logout") as answer:
        page.reload()
    assert answer.value.status == 200
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    write_note(page, "还登录着")
    go_home(page)
    status(page, "服务器已全部收到")
    becomes(lambda: page.evaluate("localStorage.getItem('zlc.leave')"), None)


def test_who_has_left_is_not_let_in_by_the_login_that_could_not_be_ended(recorder, server):
    page = recorder.page
    status(page, "服务器已全部收到")
    page.context.route("**/api/v1/logout", lambda route: route.abort())
    leave_app(page)
    # The network is back between the two requests of one start: the server knows the person still.
    with page.expect_response("**/api/v1/hello") as answer:
        page.reload()
    assert answer.value.status == 200
    page.get_by_text("现在连不上服务器。登录需要网络").wait_for()
    page.get_by_text("已退出，数据保留在本机").wait_for()

    page.context.unroute("**/api/v1/logout")
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")


def log_in_on_another_tab(recorder, username):
    other = recorder.context.new_page()
    other.goto(f"{recorder.url}/login?next=/password")
    other.get_by_label("用户名").fill(username)
    other.get_by_label("密码", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="登录").click()
    other.wait_for_url("**/password")
    other.close()


def test_a_login_made_on_another_tab_is_the_one_that_is_left(recorder):
    page = recorder.page
    status(page, "服务器已全部收到")
    log_in_on_another_tab(recorder, "recorder")
    with page.expect_response("**/api/v1/logout") as answer:
        leave_app(page)
    assert answer.value.status == 200
    with page.expect_response("**/api/v1/hello") as asked:
        page.reload()
    assert asked.value.status == 401
    page.get_by_text("已退出，数据保留在本机").wait_for()


def test_a_login_from_before_its_word_came_as_a_cookie_is_left_all_the_same(recorder):
    page = recorder.page
    status(page, "服务器已全部收到")
    recorder.context.clear_cookies(name="zlc-login")
    page.reload()
    status(page, "服务器已全部收到")
    with page.expect_request("**/api/v1/logout") as sent:
        leave_app(page)
    assert sent.value.post_data_json["login"]
    with page.expect_response("**/api/v1/hello") as asked:
        page.reload()
    assert asked.value.status == 401


def test_while_another_person_is_logged_in_nothing_is_sent_and_it_is_said_in_red(recorder, server):
    page = recorder.page
    server.stop()
    begin(page, MATTER, "不是我登录")
    next_step(page, "开始咨询")
    page.goto("about:blank")
    server.start()
    recorder.log_in("clerk", PASSWORD, "/problems")
    page = recorder.go()
    status(page, "已存本机 · 2 条待传")
    status(page, "登录的是另一个人。这里的记录都在，请用记录人自己的账号登录后上传。")
    page.locator(".saved.bad").wait_for()
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    write_note(page, "照样能记")
    expect(page.locator(".bar .saved")).to_have_text("已存本机")
    go_home(page)
    status(page, "已存本机 · 3 条待传")
    page.reload()
    page.get_by_role("link", name="换回").wait_for()
    assert kinds(page, "不是我登录") == [], "the server has nothing under either name"

    tap(page, "改用现在登录的人")
    page.get_by_text("另有 3 条待传").wait_for()
    status(page, "服务器已全部收到")
    assert kinds(page, "不是我登录") == []
    leave_app(page)
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")
    status(page, "服务器已全部收到")
    assert kinds(page, "不是我登录") == ["note", "open", "stage"]
    walk = walk_id(page, "不是我登录")
    assert len({one["by"] for one in journal(page) if one["walk"] == walk}) == 1
