"""整改 on real pages: the list and a rectification in each state, for whoever has something to do with it, and a day at work."""

import re

import pytest
from playwright.sync_api import expect

from tests.days import due_in
from tests.e2e.inspection import Inspection
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press
from tests.files import papers
from tests.sync.test_photos import picture

STATES = ("unclaimed", "working", "submitted", "ongoing", "closed")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("who", ["coordinator", "office"])
def test_every_state_can_be_read_and_acted_on(who, width, new_phone):
    desk = new_phone(width=width)
    page = desk.log_in(who, PASSWORD, "/rectifications")
    inspection = Inspection(page)
    look(inspection, "rectifications")
    shown = 0
    for state in STATES:
        page.goto(f"{desk.url}/rectifications?state={state}")
        if not page.locator("a.title").count():
            continue
        shown += 1
        page.locator("a.title").first.click()
        expect(page.get_by_role("heading", name="经过")).to_be_visible()
        page.evaluate("for (const one of document.querySelectorAll('.actions-card > details')) one.open = true")
        look(inspection, f"a rectification {state}")
    assert shown == len(STATES) if who == "office" else shown >= 3
    inspection.assert_none()


def show(page, folder):
    """A photo and a paper, one too large to be sent at all; the photo is opened and looked at."""
    photo, paper, large = (folder / name for name in ("改后.jpg", "清单.pdf", "太大.pdf"))
    photo.write_bytes(picture())
    paper.write_bytes(papers.pdf(papers.acting))
    large.write_bytes(b"%PDF-" + b" " * (20 * 2**20))
    page.get_by_text("添加佐证", exact=True).first.click()
    form = page.locator("form[action$='/evidence']")
    files = form.get_by_label("照片、文件（可多选）")
    files.set_input_files([str(large)])
    assert "超过 20 MB" in files.evaluate("one => one.validationMessage")
    files.set_input_files([str(photo), str(paper)])
    form.get_by_label("说明（改了什么、哪里看得到、文号）").fill("贴在台面上的清单")
    form.get_by_role("button", name="添加佐证").click()
    expect(page.get_by_text("佐证已添加。「清单.pdf」里面的脚本")).to_be_visible()
    inspection = Inspection(page)
    look(inspection, "evidence")
    with page.expect_download() as given:
        page.get_by_role("link", name="清单.pdf").click()
    assert given.value.suggested_filename == "清单.pdf"
    page.locator(".photos a").click()
    expect(page.get_by_role("img")).to_have_js_property("complete", True)
    assert page.get_by_role("img").evaluate("one => one.naturalWidth") == 640
    look(inspection, "a photo of evidence")
    inspection.assert_none()
    page.go_back()


def test_a_problem_is_begun_claimed_submitted_and_verified_by_three(new_phone, tmp_path):
    desk = new_phone(width=1280)
    page = desk.log_in("coordinator", PASSWORD, "/problems?state=confirmed")
    page.goto(f"{desk.url}/problems?state=confirmed&source=walk")  # not a task, which the office verifies
    page.locator("a.title").first.click()
    page.get_by_label("责任人", exact=True).select_option(label="陈丽萍")
    page.get_by_label("整改时限（不填就按难度定）", exact=True).fill(due_in(9).isoformat())
    press(page, "立项")
    expect(page.get_by_text("已立项。")).to_be_visible()
    page.locator("main a", has_text=re.compile("-整改-")).first.click()
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()
    address = page.url
    clerk = new_phone(width=390)
    at_work = clerk.log_in("clerk", PASSWORD, address.removeprefix(desk.url))
    press(at_work, "认领")
    at_work.get_by_label("原因").select_option(label="流程")
    at_work.get_by_role("textbox", name="措施", exact=True).fill("三个窗口用同一张清单")
    at_work.get_by_label("达到什么算改好（有指标的可不写）").fill("三个窗口说的一样")
    press(at_work, "保存措施")
    show(at_work, tmp_path)
    done = at_work.locator("form[action$='/submission']")
    expect(done.get_by_text("可以不再添加")).to_be_visible()
    done.get_by_label("整改成效").fill("问了三个窗口，说的一样")
    press(at_work, "报完成")
    expect(at_work.get_by_text("已报完成，等核验。")).to_be_visible()
    head = new_phone(width=390).log_in("head", PASSWORD, address.removeprefix(desk.url))
    head.get_by_label("核验了什么").fill("各问了一遍")
    press(head, "核验通过，销号")
    expect(head.get_by_text("核验通过，已销号。")).to_be_visible()
    page.reload()
    expect(page.locator(".head .tag").first).to_have_text("已销号")
