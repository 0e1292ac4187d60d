"""使用手册: there without network and without a login, whole, and readable for everybody."""

import pytest
from playwright.sync_api import expect

from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, open_settings, tap

CHAPTERS = [
    "一分钟上手", "放到手机桌面", "开始走流程", "环节与时间", "拍照", "记问题与需求", "更正与补记", "坐窗口", "没有网络时", "哪些情况会丢",
    "退出与换人", "几个词", "电脑上看问题清单", "目录导入、步骤和清单的版本",
]  # fmt: skip


def test_the_handbook_opens_from_home_without_network(phone: Phone, server):
    phone.log_in("recorder", PASSWORD)
    phone.wait_until_ready_for_offline()
    server.stop()
    phone.close()
    page = phone.open()
    phone.go()
    open_settings(page)
    page.get_by_role("link", name="使用手册").click()
    page.get_by_role("heading", level=1, name="使用手册").wait_for()
    expect(page.get_by_role("heading", level=2)).to_have_text(CHAPTERS)
    expect(page.locator("main svg.drawn[aria-label]")).to_have_count(9)
    page.wait_for_load_state()
    for one in page.locator("main img").all():
        assert one.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 0, "kept on the phone like the page"
    page.get_by_role("link", name="哪些情况会丢").click()
    page.wait_for_url("**/*#*")
    becomes(lambda: page.evaluate("document.querySelector(location.hash)?.textContent"), "哪些情况会丢")
    page.get_by_role("link", name="打开走流程").click()
    page.get_by_role("button", name="开始走流程").or_(page.get_by_role("link", name="开始走流程")).wait_for()


@pytest.mark.parametrize("width", [320, 390])
def test_everybody_can_read_the_handbook(new_phone, width):
    phone = new_phone(width=width)
    phone.go("/field/handbook/")
    inspection = Inspection(phone.page)
    inspection.look("使用手册", dark=True)
    for mark in ("data-size=huge", "data-discreet="):
        page_as(phone, mark)
        inspection.look(f"使用手册 {mark}")
    inspection.assert_none()


def page_as(phone: Phone, mark: str) -> None:
    phone.page.evaluate("([name, value]) => document.documentElement.setAttribute(name, value)", mark.split("="))


def test_the_handbook_is_read_as_the_app_is_used(recorder):
    page = recorder.page
    open_settings(page)
    page.get_by_text("特大", exact=True).click()
    page.get_by_text("屏幕变暗，不震动").click()
    page.get_by_role("link", name="使用手册").click()
    page.get_by_role("heading", level=1, name="使用手册").wait_for()
    look = """(({documentElement, body}) => {
      const {fontSize, backgroundColor} = getComputedStyle(body);
      return [documentElement.dataset.size, fontSize, backgroundColor];
    })(document)"""
    becomes(lambda: page.evaluate(look), ["huge", "30.6px", "rgb(0, 0, 0)"])


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"


def test_an_iphone_is_shown_how_to_put_it_on_the_home_screen(new_phone):
    phone = new_phone(width=320, user_agent=IPHONE)
    page = phone.log_in("recorder", PASSWORD)
    tap(page, "把走流程放到手机桌面")
    hint = page.locator(".card", has_text="把走流程放到手机桌面")
    assert hint.get_by_role("img").evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 280
    inspection = Inspection(page)
    for size in ("normal", "huge"):
        page_as(phone, f"data-size={size}")
        inspection.look(f"settings of an iPhone {size}", dark=True)
    inspection.assert_none()


def test_the_page_and_the_shell_are_painted_with_their_own_style(phone):
    for path in ("/field/", "/field/handbook/"):
        phone.go(path)
        assert phone.page.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "flex", path
