"""One walk in two tabs, and on two phones: everything once, in one order; who disagrees is told, and a person decides."""

import re

from playwright.sync_api import expect

from tests.e2e.on_disk import until_draft_kept
from tests.e2e.on_server import assert_one_order, counted, told, walk_id, walk_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import begin, big_button, go_home, next_step, send, status, tap, write_note

MATTER = "单位社保跨区迁移"


def saved(page):
    expect(page.locator(".bar .saved").first).to_have_text("已存本机")


def test_two_tabs_of_one_walk_count_as_one(recorder, server):
    first = recorder.page
    server.stop()
    begin(first, MATTER, "两个页面")
    second = recorder.context.new_page()
    second.goto(first.url)
    next_step(second, "开始咨询")
    first.locator(".hero", has_text="咨询").wait_for()
    next_step(first, "取表填表")
    for page, text in ((second, "第二页"), (first, "第一页")):
        write_note(page, text)
        saved(page)
    at_the_same_moment(first, second)
    go_home(second)
    status(second, "已存本机 · 7 条待传")

    server.start()
    send(second)
    first.locator(".bar .saved", has_text="服务器已收").wait_for()
    next_step(first, "取号排队")
    second.get_by_role("link", name=re.compile(f"{MATTER}.*取号排队", re.S)).first.click()
    next_step(second, "窗口受理")
    next_step(first, "等待办理")
    for page in (first, second):
        page.locator(".bar .saved", has_text="服务器已收").wait_for()
    assert counted(first, "两个页面") == {"open": 1, "stage": 5, "note": 4}
    notes = [data["text"] for kind, data in walk_of(first, "两个页面") if kind == "note"]
    assert sorted(notes) == ["同时的一", "同时的二", "第一页", "第二页"]
    assert_one_order(server, walk_id(first, "两个页面"))


def at_the_same_moment(first, second):
    """Both write and press 「存下」 at one instant of the clock they share."""
    for page, text in ((first, "同时的一"), (second, "同时的二")):
        tap(page, "记一笔")
        page.get_by_label("记什么").fill(text)
    soon = first.evaluate("Date.now() + 300")
    for page in (first, second):
        page.evaluate("at => void setTimeout(() => document.querySelector('.foot [type=submit]').click(), at - Date.now())", soon)
    for page in (first, second):
        page.get_by_text("已记一笔").wait_for()


def test_two_tabs_with_the_same_unfinished_problem_lose_neither(recorder, server):
    """The second tab opened the form on the first one's draft, and goes on with words of its own."""
    first = recorder.page
    server.stop()
    begin(first, MATTER, "两处问题")
    tap(first, "记问题")
    first.get_by_label("发现了什么").fill("叫号很慢")
    until_draft_kept(first, "叫号很慢")
    second = recorder.context.new_page()
    second.goto(first.url)
    expect(second.get_by_label("发现了什么")).to_have_value("叫号很慢")
    for page, text in ((first, "叫号很慢"), (second, "窗口只开两个")):
        page.get_by_label("发现了什么").fill(text)
    for page in (first, second):
        tap(page, "存下")
        page.locator(".undo", has_text="问题已存下").wait_for()

    server.start()
    first.get_by_role("link", name="返回").click()
    send(first)
    problems = [data["text"] for kind, data in walk_of(first, "两处问题") if kind == "problem"]
    assert sorted(problems) == ["叫号很慢", "窗口只开两个"]


def test_two_phones_amend_one_stamp_and_the_desk_decides(recorder, server, new_phone):
    first = recorder.page
    begin(first, MATTER, "两台手机")
    next_step(first, "开始咨询")
    go_home(first)
    status(first, "服务器已全部收到")
    walk = walk_id(first, "两台手机")
    colleague = new_phone()
    second = colleague.log_in("clerk", PASSWORD)
    status(second, "服务器已全部收到")
    second.get_by_text("就绪", exact=True).wait_for()

    server.stop()
    for phone, minute, reason in ((recorder, "00:01", "忘了按"), (colleague, "00:02", "按晚了")):
        phone.go(f"/field/#/walk/{walk}")
        amend_the_consultation(phone.page, minute, reason)
        saved(phone.page)
        expect(phone.page.locator(".passed")).to_contain_text("已改", use_inner_text=True)
    server.start()
    for page in (first, second):
        sync(page)
    for page in (first, second):
        sync(page)
        see_both(page)

    desk = new_phone(width=1280)
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    desk.go(f"/walks/{walk}")
    page.get_by_role("heading", name="1 处更正不一致，请定").wait_for()
    page.locator("label.tick", has_text="00:01").click()
    page.get_by_label("理由（可不填）").fill("以记录人所记为准")
    tap(page, "采用所选的值")
    page.get_by_text("已按所选的值更正").wait_for()
    expect(page.get_by_role("heading", name=re.compile("更正不一致"))).to_have_count(0)

    for page in (first, second):
        sync(page)
        see_the_decision(page)
    assert counted(first, "两台手机") == {"open": 1, "stage": 1, "amend": 3}
    assert len(told(first, walk)) == 5
    assert_one_order(server, walk, devices=3)


def sync(page):
    page.evaluate("location.hash = '#/'")
    page.reload()
    status(page, "服务器已全部收到")


def amend_the_consultation(page, minute, reason):
    page.get_by_role("link", name=re.compile("咨询")).first.click()
    field = page.get_by_label("改为时间")
    expect(field).not_to_have_value("")
    field.fill(re.sub(r"T.*", f"T{minute}", field.input_value()))
    tap(page, reason)
    tap(page, "存下更正")
    page.get_by_role("dialog").wait_for(state="detached")
    big_button(page, "取表填表").wait_for()


def see_both(page):
    """Neither is overwritten: both stand on the phone, and it is said that one is to be chosen."""
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    page.get_by_role("link", name=re.compile("咨询")).first.click()
    both = page.get_by_role("region", name="两种说法")
    both.get_by_role("heading", name="有两种说法，待决定").wait_for()
    times = [re.compile(f"^以「(.* )?{minute}」为准$") for minute in ("00:02", "00:01")]
    expect(both.get_by_role("button")).to_have_text(times, use_inner_text=True)
    page.get_by_role("button", name="关闭").click()


def see_the_decision(page):
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    page.locator(".passed", has_text="00:01").wait_for()
    page.get_by_role("link", name=re.compile("咨询")).first.click()
    page.get_by_text("以记录人所记为准").wait_for()
    expect(page.get_by_role("region", name="两种说法")).to_have_count(0)
    page.get_by_role("button", name="关闭").click()
