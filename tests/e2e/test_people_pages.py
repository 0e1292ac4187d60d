"""人员 on the desk, and the one-time link on the phone of whoever it was made for."""

from collections.abc import Callable

import pytest

from tests.catalogue.lists import workbook
from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN = "Qingxi-Jiedao-7"


def fill_in(page, account: str, name: str = "林小满") -> None:
    page.get_by_label("姓名", exact=True).fill(name)
    page.get_by_label("职务").fill("办公室科员")
    page.get_by_label("账号").fill(account)
    page.get_by_label("单位", exact=True).select_option("市人社局")
    page.get_by_label("记录员", exact=True).check()


def link_on(page) -> str:
    """The address to hand over, as the page shows it."""
    return str(page.locator("main strong").filter(has_text="/link/").inner_text())


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_page_of_it_can_be_used(width: int, new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=width)
    page = desk.log_in("admin", PASSWORD, "/people")
    inspection = Inspection(page)
    look(inspection, "people")
    page.get_by_role("link", name="添加人员").click()
    page.get_by_role("heading", name="添加人员").wait_for()
    fill_in(page, "recorder")
    press(page, "添加，给出链接")
    page.get_by_text("已经有人用了").first.wait_for()
    look(inspection, "a person refused")
    page.get_by_label("账号").fill(f"lin{width}")
    press(page, "添加，给出链接")
    page.get_by_role("heading", name="把链接交给林小满").wait_for()
    look(inspection, "a link handed over")
    address = link_on(page)
    page.get_by_role("link", name="到林小满的页面").click()
    page.get_by_role("heading", name="林小满", exact=True).wait_for()
    look(inspection, "a person")
    page.get_by_role("heading", name="经过").wait_for()
    desk.page.goto(address)
    page.get_by_role("heading", name="林小满，请设自己的密码").wait_for()
    look(inspection, "a first password")
    desk.page.goto(f"{address}x")
    page.get_by_role("heading", name="链接打不开").wait_for()
    look(inspection, "a link that is gone")
    desk.go("/people")
    page.get_by_role("link", name="从表格导入").click()
    page.get_by_role("heading", name="导入人员、单位").wait_for()
    look(inspection, "a list")
    rows = [["账号", "姓名", "单位", "角色"], [f"p{width}", "甲", "市人社局", "记录员"], ["recorder", "乙", "市人社局", "局长"]]
    page.get_by_label("Excel 或 CSV 文件").set_input_files({"name": "人员.xlsx", "mimeType": XLSX, "buffer": workbook(*rows)})
    press(page, "上传并预览")
    page.get_by_role("heading", name="有误的 1 行").wait_for()
    look(inspection, "a list previewed")
    press(page, "确认添加 1 人")
    page.get_by_role("heading", name="已添加 1 人").wait_for()
    look(inspection, "a list taken")
    inspection.assert_none()


def test_a_new_person_opens_the_link_on_a_phone_and_records(new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=1280, permissions=["clipboard-read", "clipboard-write"])
    table = desk.log_in("admin", PASSWORD, "/people/new")
    fill_in(table, "lin.xiaoman")
    press(table, "添加，给出链接")
    press(table, "复制")
    table.get_by_role("status").filter(has_text="已复制").wait_for()
    address = link_on(table)
    assert address in table.evaluate("navigator.clipboard.readText()")

    phone = new_phone(width=390)
    phone.page.goto(address)
    page = phone.page
    page.wait_for_url("**/first-password")
    page.get_by_label("新密码", exact=True).fill("12345678")
    page.get_by_label("再填一次新密码").fill("12345678")
    press(page, "设好密码并登录")
    page.get_by_text("三类，请重新设置").wait_for()
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再填一次新密码").fill(OWN)
    page.get_by_label("这是我自己的手机").check()
    press(page, "设好密码并登录")
    page.wait_for_url("**/field/**")
    page.get_by_role("link", name="开始走流程").or_(page.get_by_role("button", name="开始走流程")).first.wait_for()

    other = new_phone(width=390)
    other.page.goto(address)
    other.page.get_by_role("heading", name="链接打不开").wait_for()
    other.log_in("lin.xiaoman", OWN)

    desk.go("/people?q=lin.xiaoman&state=active")
    table.get_by_role("row", name="林小满").filter(has_text="在用").wait_for()


def test_without_a_script_it_works_too(new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=1280, java_script_enabled=False)
    table = desk.log_in("admin", PASSWORD, "/people/new")
    fill_in(table, "lin.noscript")
    press(table, "添加，给出链接")
    address = link_on(table)
    phone = new_phone(width=390, java_script_enabled=False)
    page = phone.page
    page.goto(address)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再填一次新密码").fill(OWN)
    press(page, "设好密码并登录")
    page.wait_for_url("**/field/**")
