"""A day at the window on a PC: single keys that are written on the buttons, and the case beside the session."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.thumb import becomes, box_of, tap
from tests.e2e.window import OUTCOMES, begin_session, see_figures, sit_down


@pytest.fixture
def desk_clerk(new_phone):
    phone = new_phone(width=1280, has_touch=False)
    return sit_down(phone)


def press(page: Page, key: str, then: str) -> None:
    """The key, once the buttons answer; `then` stands in the card of what goes on."""
    page.locator(".foot .button.big:not([aria-disabled=true])").wait_for()
    page.keyboard.press(key)
    page.locator(".hero", has_text=then).wait_for()


def test_a_session_by_single_keys_that_are_written_on_the_buttons(desk_clerk, server):
    page = desk_clerk
    server.stop()
    begin_session(page, "键盘")
    faces = page.locator(".foot button:has(kbd)")
    becomes(lambda: {words.split()[-1]: words.split()[0] for words in faces.all_inner_texts()}, {"Z": "暂停", "J": "叫下一位"})
    page.keyboard.press("h")
    page.keyboard.type("J12")  # in the field a letter is a letter
    expect(page.get_by_label("号码（可不填）")).to_have_value("J12")
    press(page, "Enter", "正在办 J12 号")
    outcomes = page.locator(".outcomes button")
    expect(outcomes).to_have_text([f"{word} {n}" for n, word in enumerate(OUTCOMES, 1)], use_inner_text=True)
    expect(page.locator(".onward button").first, "which is no result of a case").to_have_text("暂停 Z", use_inner_text=True)
    expect(outcomes.first).to_have_attribute("aria-keyshortcuts", "1")
    press(page, "2", "空闲")
    expect(page.locator("button:focus"), "the focus is on what comes next").to_have_text(re.compile("^叫下一位"), use_inner_text=True)
    press(page, "s", "正在办 J13 号")
    press(page, "z", "正在办")
    page.get_by_role("dialog", name="为什么暂停").wait_for()
    page.keyboard.press("5")  # not for what lies under the dialog
    page.get_by_role("button", name="用餐").click()
    page.locator(".hero", has_text="已暂停").wait_for()
    press(page, "z", "正在办 J13 号")
    press(page, "5", "空闲")
    press(page, "c", "正在办 J13 号")
    page.keyboard.press("Control+1")
    press(page, "4", "空闲")
    press(page, "J", "正在办 第 3 件")
    page.keyboard.press("b")
    page.get_by_label("记什么").fill("1 2 3")
    tap(page, "存下")
    page.locator(".hero", has_text="正在办 第 3 件").wait_for()

    page.get_by_role("button", name="快捷键已开").click()
    expect(page.locator("kbd")).to_have_count(0)
    page.keyboard.press("1")
    page.get_by_role("button", name="快捷键已关").click()
    press(page, "1", "空闲")
    see_figures(page, {"已办": "3 件"})
    results = page.get_by_label("到现在").locator("p").first
    expect(results).to_have_text("受理 1 · 一次告知补正 1 · 转办 1", use_inner_text=True)


def test_on_a_pc_the_running_case_stands_beside_the_session(desk_clerk, server):
    page = desk_clerk
    server.stop()
    begin_session(page, "三栏")
    press(page, "j", "正在办 第 1 件")
    panel = page.get_by_label("这一件", exact=True)
    panel.get_by_label("号码", exact=True).fill("C3")
    panel.get_by_label("办的事项").fill("目录里没有的事")
    panel.get_by_role("button", name="存下号码和事项").click()
    page.locator(".hero", has_text="正在办 C3 号").wait_for()
    page.locator(".hero", has_text="目录里没有的事").wait_for()
    lefts = [box_of(page.locator(part).first)["x"] for part in (".hero", "[aria-label=这一件]", "[aria-label=办件]")]
    assert lefts == sorted(lefts) and lefts[1] - lefts[0] > 300 and lefts[2] - lefts[1] > 300, "three columns"
    page.get_by_role("link", name=re.compile("C3 号 · 正在办")).click()
    page.get_by_role("dialog", name="C3 号").wait_for()
    expect(page.get_by_label("这一件", exact=True), "no field stands on the page twice").to_have_count(0)
