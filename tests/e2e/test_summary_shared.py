"""A walk's summary handed on: by the system's own sheet, copied where there is none, and to be read where nothing may be copied."""

import pytest
from playwright.sync_api import expect

from tests.e2e.thumb import back_at_the_walk, begin, big_button, next_step, tap

NUMBER = "13812345678"
SHEET = "navigator.share = async ({ text }) => { window.handed = text; }"
GIVEN_UP = "navigator.share = async () => { throw new DOMException('closed', 'AbortError'); }"
NO_SHEET = "navigator.share = undefined;"
COPYING = f"{NO_SHEET} navigator.clipboard.writeText = async (text) => {{ window.handed = text; }}"
NO_COPYING = f"{NO_SHEET} navigator.clipboard.writeText = async () => {{ throw new Error('not here'); }}"


@pytest.fixture
def ended(recorder):
    page = recorder.page
    begin(page, "单位社保跨区迁移", "小结")
    next_step(page, "开始咨询")
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill(f"窗口让打 {NUMBER} 问")
    tap(page, "存下")
    page.get_by_text("问题已存下").wait_for()
    back_at_the_walk(page)
    tap(page, "更多")
    tap(page, "全程结束")
    tap(page, "就这样结束")
    big_button(page, "回到首页").wait_for()
    return page


def check(text):
    assert text.startswith("走流程：单位社保跨区迁移") and "窗口让打 138****5678 问" in text and NUMBER not in text


def test_it_goes_by_the_systems_own_sheet_else_it_is_copied_else_it_stands_there(ended):
    said = ended.locator(".card [role=status]")
    for browser, words in ((SHEET, ""), (COPYING, "已复制，可以粘贴到聊天或文档里。")):
        ended.evaluate(f"window.handed = ''; {browser}; null")
        tap(ended, "分享小结")
        ended.wait_for_function("() => window.handed")
        check(ended.evaluate("window.handed"))
        expect(said).to_have_text(words)
    ended.evaluate(f"{NO_COPYING}; null")
    tap(ended, "分享小结")
    said.filter(has_text="请长按选中").wait_for()
    check(said.inner_text().partition("\n")[2])
    ended.evaluate(f"{GIVEN_UP}; null")
    tap(ended, "分享小结")
    ended.wait_for_function("() => document.querySelector('.card [role=status]').textContent === ''")
