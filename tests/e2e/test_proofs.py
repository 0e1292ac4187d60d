"""A proof of the published list is said to be 奇葩, 循环, 重复, or to be had elsewhere, in two taps at most."""

import re

from playwright.sync_api import expect

from tests.e2e.on_disk import until_draft_kept
from tests.e2e.on_server import told
from tests.e2e.servers import PASSWORD
from tests.e2e.test_delegate import data_of
from tests.e2e.thumb import begin, go_home, next_step, status, tap


def first_proof(page):
    """What the published list, which stays as it is, calls it."""
    return page.get_by_role("button", name=re.compile("^收了 ")).first.get_attribute("aria-label").removeprefix("收了 ")


def write_another_holder(page, row, name):
    """In free words, which wait half-written wherever one goes."""
    row.get_by_label("别的单位").fill("大数据局")
    until_draft_kept(page, "大数据局")
    page.reload()
    row.get_by_label("别的单位").wait_for()
    expect(row.get_by_label("别的单位")).to_have_value("大数据局")
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="可由哪里共享：材料 大数据局").click()
    row.get_by_role("button", name="存下别的单位").click()
    row.get_by_role("link", name=re.compile("可向大数据局共享取得$")).wait_for()
    tap(page, f"标注 {name}")
    expect(row.get_by_label("别的单位")).to_have_value("大数据局")
    expect(row.locator("input[type=radio]:checked")).to_have_count(0)


def test_a_listed_proof_is_marked_with_the_next_tap(recorder, new_phone):
    page = recorder.page
    begin(page, "灵活就业人员", "一位被要证明的人")
    next_step(page, "开始咨询")
    tap(page, "材料要素")
    name = first_proof(page)
    tap(page, f"收了 {name}")
    row = page.get_by_role("region", name="公布的材料")
    row.get_by_text("奇葩证明", exact=True).click()
    row.get_by_role("link", name=re.compile(f"^{re.escape(name)} · 奇葩证明$")).wait_for()
    row.get_by_text("公安", exact=True).click()
    row.get_by_role("link", name=re.compile("可向公安共享取得$")).wait_for()

    page.get_by_role("link", name="返回").click()
    tap(page, "材料要素")
    tap(page, f"标注 {name}")
    for mark in ("循环证明", "重复证明"):  # faster than the disk
        row.get_by_text(mark, exact=True).click()
    row.get_by_role("link", name=re.compile("奇葩证明、循环证明、重复证明")).wait_for()
    row.get_by_text("民政", exact=True).click()
    row.get_by_role("link", name=re.compile("可向民政共享取得$")).wait_for()
    write_another_holder(page, row, name)

    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    page.get_by_role("link", name="返回").click()
    go_home(page)
    status(page, "服务器已全部收到")
    (material,) = [data_of(one) for one in told(page, walk) if one["kind"] == "material"]
    assert (material["name"], material["listed"]) == (name, True)

    desk = new_phone(width=1280).log_in("coordinator", PASSWORD, f"/walks/{walk}")
    desk.get_by_text(re.compile("指南已列 · 奇葩证明、循环证明、重复证明 · 可向大数据局共享取得")).first.wait_for()
    assert "两种说法" not in desk.content(), "the second tap had seen the first"
