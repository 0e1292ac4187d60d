"""使用手册: there without network and without a login, whole, and readable for everybody."""

import pytest

from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD

CHAPTERS = [
    "一分钟上手", "放到手机桌面", "开始走流程", "环节与时间", "拍照", "记问题与需求", "更正与补记", "坐窗口", "没有网络时", "哪些情况会丢",
    "退出与换人", "电脑上看问题清单", "目录导入、步骤和清单的版本",
]  # fmt: skip


def test_the_handbook_opens_from_home_without_network(phone: Phone, server):
    phone.log_in("recorder", PASSWORD)
    phone.wait_until_ready_for_offline()
    server.stop()
    phone.close()
    page = phone.open()
    phone.go()
    page.get_by_role("link", name="使用手册").click()
    page.get_by_role("heading", level=1, name="使用手册").wait_for()
    assert page.get_by_role("heading", level=2).all_inner_texts() == CHAPTERS
    page.get_by_role("link", name="哪些情况会丢").click()
    assert page.evaluate("document.querySelector(location.hash)?.textContent") == "哪些情况会丢"
    page.get_by_role("link", name="打开走流程").click()
    page.get_by_role("button", name="开始走流程").or_(page.get_by_role("link", name="开始走流程")).wait_for()


@pytest.mark.parametrize("width", [320, 390])
def test_everybody_can_read_the_handbook(new_phone, width):
    phone = new_phone(width=width)
    phone.go("/field/handbook/")
    inspection = Inspection(phone.page)
    inspection.look("使用手册", dark=True)
    inspection.assert_none()


def test_the_page_and_the_shell_are_painted_with_their_own_style(phone):
    for path in ("/field/", "/field/handbook/"):
        phone.go(path)
        assert phone.page.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "flex", path
