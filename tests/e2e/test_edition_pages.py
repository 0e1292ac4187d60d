"""环节和要素 as the office sets them on the desk, and as phones then offer them."""

from collections.abc import Callable

import pytest

from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press
from tests.e2e.thumb import begin, big_button, next_step, send, status


def rename(page, old: str, new: str) -> None:
    page.get_by_label(f"名称：{old}", exact=True).first.fill(new)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_page_of_it_can_be_used(width: int, new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=width)
    page = desk.log_in("office", PASSWORD, "/matters")
    page.get_by_role("link", name="环节和要素").click()
    page.get_by_role("heading", name="环节和要素", exact=True).wait_for()
    inspection = Inspection(page)
    look(inspection, "editions")
    page.get_by_role("link", name="修改", exact=True).click()
    page.wait_for_url("**/editions/new")
    look(inspection, "a new edition")
    page.get_by_label("名称：新的一行", exact=True).first.fill("自助取号")
    page.get_by_label("为什么改").fill("大厅装了自助取号机")
    press(page, "保存为新的一版")
    page.get_by_role("alert").filter(has_text="请给「自助取号」选一个环节").wait_for()
    look(inspection, "a new edition refused")
    page.get_by_label("自助取号属于哪个环节").select_option("排队")
    page.get_by_label("自助取号排第几").fill("2.5")
    press(page, "保存为新的一版")
    page.get_by_text("第 1 版已生效").wait_for()
    look(inspection, "editions with a history")
    page.get_by_role("link", name="第 0 版").click()
    page.get_by_text("以前的版本").wait_for()
    look(inspection, "an earlier edition")
    inspection.assert_none()


def test_a_phone_goes_by_the_new_edition_and_the_old_walk_keeps_its_names(recorder: Phone, new_phone: Callable[..., Phone]) -> None:
    page = recorder.page
    begin(page, "单位社保跨区迁移", "一位企业经办人")
    next_step(page, "开始咨询")
    next_step(page, "取表填表")
    page.get_by_role("link", name="返回").click()
    status(page, "服务器已全部收到")

    desk = new_phone(width=1280)
    table = desk.log_in("office", PASSWORD, "/editions/new")
    rename(table, "取表填表", "领表填表")
    table.get_by_label("为什么改").fill("按大厅的叫法")
    press(table, "保存为新的一版")
    table.get_by_text("第 1 版已生效").wait_for()
    desk.go("/walks")
    table.get_by_role("row", name="单位社保跨区迁移").filter(has_text="在走").filter(has_text="取表填表").first.wait_for()

    send(page)
    begin(page, "单位社保跨区迁移", "一位群众")
    next_step(page, "开始咨询")
    big_button(page, "领表填表").wait_for()
