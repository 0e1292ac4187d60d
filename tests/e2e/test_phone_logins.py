"""Whose phone is it: never logged in, logged out by the server, left, and lent to another person."""

import re

from tests.e2e.on_server import journal, kinds, walk_id
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import begin, go_home, next_step, status, tap, write_note

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
    tap(page, "退出")
    page.get_by_text("已退出，数据保留在本机").wait_for()
    page.reload()
    page.get_by_text("已退出，数据保留在本机").wait_for()
    assert MATTER not in page.inner_text("body")

    server.start()
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "clerk")
    page.get_by_text("另有 2 条待传").wait_for()
    assert "第一个人的" not in page.inner_text("body")
    begin(page, OTHER, "第二个人的")
    go_home(page)
    status(page, "服务器已全部收到")
    assert kinds(page, "第二个人的") == ["open"] and kinds(page, "第一个人的") == []

    tap(page, "退出")
    page.get_by_text("已退出，数据保留在本机").wait_for()
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")
    status(page, "服务器已全部收到")
    assert kinds(page, "第一个人的") == ["note", "open"]
    opened = [one for one in journal(page) if one["data"].get("companions") in ("第一个人的", "第二个人的")]
    assert len(opened) == len({one["by"] for one in opened}) == 2


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
    assert page.locator(".bar .saved").inner_text() == "已存本机"
    go_home(page)
    status(page, "已存本机 · 3 条待传")
    page.reload()
    page.get_by_role("link", name="换回").wait_for()
    assert kinds(page, "不是我登录") == [], "the server has nothing under either name"

    tap(page, "改用现在登录的人")
    page.get_by_text("另有 3 条待传").wait_for()
    status(page, "服务器已全部收到")
    assert kinds(page, "不是我登录") == []
    tap(page, "退出")
    page.get_by_role("link", name="登录").click()
    log_in_here(page, "recorder")
    status(page, "服务器已全部收到")
    assert kinds(page, "不是我登录") == ["note", "open", "stage"]
    walk = walk_id(page, "不是我登录")
    assert len({one["by"] for one in journal(page) if one["walk"] == walk}) == 1
