"""What strangers stumbled over in passing: each is small, and each made somebody stop."""

import re

from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, begin, box_of, export, go_home, next_step, open_settings, tap, write_note
from tests.e2e.window import begin_session, sit_down

LONG = "排了一上午的队，到窗口才说少一份材料。" * 40


def test_a_password_can_be_looked_at_while_it_is_typed(phone):
    page = phone.go("/login")
    page.get_by_label("用户名").fill("recorder")
    field, button = page.get_by_label("密码", exact=True), page.get_by_role("button", name="显示密码")
    field.fill(PASSWORD)
    expect(field).to_have_attribute("type", "password")
    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value(PASSWORD)
    tap(page, "隐藏密码")
    expect(field).to_have_attribute("type", "password")
    tap(page, "显示密码")
    enter = page.get_by_role("button", name="登录")
    assert box_of(enter)["width"] > 0.8 * box_of(page.locator("form.card"))["width"]
    enter.click()
    page.wait_for_url(re.compile("/(field|problems)"))


def test_a_text_box_grows_with_what_is_written_and_letting_go_is_not_beside_keeping(recorder):
    page = recorder.page
    begin(page, "单位社保跨区迁移", "长文")
    tap(page, "记一笔")
    box = page.get_by_label("记什么")
    short = box_of(box)["height"]
    box.fill(LONG)
    becomes(lambda: box_of(box)["height"], lambda height: height > 1.5 * short)
    let_go, keep = (box_of(page.get_by_role("button", name=name)) for name in ("不记了", "存下"))
    assert let_go["width"] < keep["width"] / 2, "small, and not where the thumb lies"
    assert let_go["x"] + let_go["width"] / 2 < keep["x"] + keep["width"] / 3


def test_the_queue_form_keeps_its_shape_when_it_is_refused(recorder):
    page = recorder.page
    begin(page, "单位社保跨区迁移", "排队")
    next_step(page, "开始咨询")
    next_step(page, "取表填表")
    next_step(page, "取号排队")
    tap(page, "记排队号和前面人数")
    number, ahead = page.get_by_label("排队号", exact=True), page.get_by_label("前面人数")
    ahead.fill("十二")
    tap(page, "存下排队号")
    page.get_by_text("只写数字，例如 12。").wait_for()
    one, other = box_of(number), box_of(ahead)
    assert abs(one["y"] - other["y"]) < 1.5 and abs(one["height"] - other["height"]) < 3


def test_what_is_no_result_of_a_case_stands_apart_from_the_results(phone):
    page = sit_down(phone)
    begin_session(page, "3 号窗口")
    tap(page, "叫下一位")
    results = ["受理", "一次告知补正", "不予受理", "转办", "办结"]
    expect(page.locator(".outcomes button")).to_have_text(results, use_inner_text=True)
    page.locator(".onward").get_by_role("button", name="暂停").wait_for()


def test_the_export_says_what_it_did(recorder, server, tmp_path):
    page = recorder.page
    server.stop()
    begin(page, "单位社保跨区迁移", "导出")
    go_home(page)
    open_settings(page)
    name = export(page, tmp_path / "exported.jsonl")
    expect(page.get_by_role("status").filter(has_text="已交给浏览器保存")).to_contain_text(name)


def test_a_text_of_5000_characters_is_short_in_every_row_and_unfolds_in_its_own_sheet(recorder):
    page, text = recorder.page, (LONG * 7)[:5000]
    begin(page, "单位社保跨区迁移", "长话")
    write_note(page, text)
    tap(page, "更多")
    tap(page, "查看全部记录")
    row = page.get_by_role("link", name=re.compile("^记一笔"))
    becomes(lambda: len(row.inner_text()), lambda length: length < 250)
    row.click()
    sheet = page.get_by_role("dialog")
    unfold = sheet.get_by_role("button", name="展开全文（5000 字）")
    unfold.wait_for()
    expect(sheet).not_to_contain_text(text, use_inner_text=True)
    unfold.click()
    fold = sheet.get_by_role("button", name="收起")
    fold.wait_for()
    expect(sheet.locator("p").first).to_contain_text(text, use_inner_text=True)
    fold.click()
    unfold.wait_for()
