"""A thumb that trembles: whatever is pressed over and over within half a second is written down once."""

import json
import re
from collections import Counter

from playwright.sync_api import expect

from tests.e2e.on_disk import own_entries
from tests.e2e.on_server import assert_one_order, counted, told, walk_id
from tests.e2e.thumb import begin, big_button, go_home, send, status, tap

MATTER = "单位社保跨区迁移"
# Presses where the button is, again and again: the button itself, whatever it says by then, and what took its
# place in the same sheet.
TREMBLE = """button => new Promise((done) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  const sheet = button.closest('dialog');
  const began = performance.now();
  const press = () => {
    if (performance.now() - began >= 400) return done(); // a slow machine's last press would be a second one
    const there = document.elementFromPoint(left + width / 2, top + height / 2)?.closest('button');
    if (there && (there === button || (sheet !== null && there.closest('dialog') === sheet))) there.click();
    setTimeout(press, 4);
  };
  press();
})"""


def tremble(page, words):
    button = page.get_by_role("button", name=words, exact=True).last  # that of the sheet, if one is open
    button.scroll_into_view_if_needed()
    button.evaluate(TREMBLE)


def tremble_big(page, words):
    big_button(page, words).evaluate(TREMBLE)


def test_every_button_of_a_walk_pressed_over_and_over_writes_once(recorder, server):
    page = recorder.page
    server.stop()
    begin(page, MATTER, "手抖")
    tremble_big(page, "开始咨询")
    write(page, "记一笔", "记什么", "抖着写的")
    tremble_big(page, "取表填表")
    write(page, "记问题", "发现了什么", "抖着记的问题")
    write(page, "记需求", "希望什么", "抖着记的需求", "企业")
    tremble_big(page, "取号排队")
    tremble(page, "记排队号和前面人数")
    page.get_by_label("排队号", exact=True).fill("A087")
    tremble(page, "存下排队号")
    page.locator(".hero", has_text="A087 号").wait_for()
    tremble(page, "离开大厅")
    tremble_big(page, "再次到场")
    tremble(page, "更多")
    tremble(page, "窗口受理")
    page.get_by_role("dialog").wait_for(state="detached")
    tremble(page, "更多")
    tremble(page, "停表")
    page.get_by_role("dialog").wait_for(state="detached")
    strike_out(page)
    tremble_big(page, "等待办理")
    tremble(page, "撤销")
    page.get_by_role("button", name="撤销").wait_for(state="detached")
    tremble_big(page, "等待办理")
    tremble_big(page, "拿到结果")
    tremble_big(page, "全程结束")
    tremble_big(page, "就这样结束")
    page.get_by_role("button", name="回到首页").click()
    status(page, f"已存本机 · {len(own_entries(page))} 条待传")

    server.start()
    send(page)
    assert counted(page, "手抖") == {
        "open": 1, "stage": 7, "note": 1, "problem": 1, "need": 1, "ticket": 1, "leave": 1, "return": 1, "suspended": 1,
        "amend": 2, "finish": 1,
    }  # fmt: skip
    assert_one_order(server, walk_id(page, "手抖"))


def write(page, action, label, text, chip=None):
    tremble(page, action)
    page.get_by_label(label).fill(text)
    if chip:
        page.get_by_text(chip, exact=True).click()
    tremble(page, "存下")
    page.get_by_role("button", name=action).wait_for()


def strike_out(page):
    page.get_by_role("link", name=re.compile("取表填表")).first.click()
    tap(page, "按错了")
    tremble(page, "划去这一条")
    page.get_by_role("dialog").wait_for(state="detached")


def test_a_double_click_on_begin_begins_one_walk(recorder):
    page = recorder.page
    page.get_by_role("button", name="开始走流程").evaluate(TREMBLE)
    page.get_by_label("要办的事项").fill("抖着开始的一件事")
    tremble(page, "开始")
    big_button(page, "开始咨询").wait_for()
    go_home(page)
    status(page, "服务器已全部收到")
    expect(page.get_by_role("link", name=re.compile("抖着开始的一件事"))).to_have_count(1)


def test_every_button_of_a_counter_session_pressed_over_and_over_writes_once(recorder, server):
    page = recorder.page
    server.stop()
    tap(page, "开始坐窗口")
    page.get_by_label("窗口", exact=True).fill("手抖的窗口")
    tremble(page, "开始")
    page.get_by_label("号码（可不填）").fill("A001")
    session = page.evaluate("location.hash").rpartition("/")[2]
    tremble_big(page, "叫下一位")
    page.locator(".hero", has_text="正在办 A001 号").wait_for()
    page.locator(".outcomes .primary:not([aria-disabled=true])").evaluate(TREMBLE)
    page.locator(".hero", has_text="空闲").wait_for()
    tap(page, "叫 A002 号")
    page.locator(".hero", has_text="正在办 A002 号").wait_for()
    tremble_big(page, "叫下一位")
    page.locator(".hero", has_text="正在办 第 3 件").wait_for()
    tremble(page, "暂停")
    tremble(page, "用餐")
    tremble_big(page, "继续")
    tremble(page, "撤销")
    page.locator(".hero", has_text="已暂停").wait_for()
    expect(page.get_by_role("link", name=re.compile("^.*(A00. 号|第 . 件) ·"))).to_have_count(3)

    server.start()
    page.get_by_role("link", name="返回").click()
    send(page)
    bodies = [json.loads(line["body"]) for line in told(page, session)]
    kept = Counter(one["data"].get("event", one["kind"]) for one in bodies)
    assert kept == {
        "open": 1, "call": 3, "accept": 1, "pause": 1, "continue": 1, "amend": 1,
    }  # fmt: skip
    assert_one_order(server, session)
