"""An owner without an account: named on the desk, let in by a link on a fresh browser that nobody logs in on, through to 销号."""

import pytest
from playwright.sync_api import expect

from tests.days import due_in
from tests.e2e.inspection import Inspection
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look, press
from tests.sync.test_photos import picture


def begun(desk):
    """A confirmed problem of a walk is given to somebody without an account; the page of its rectification."""
    page = desk.log_in("coordinator", PASSWORD, "/problems?state=confirmed")
    page.goto(f"{desk.url}/problems?state=confirmed&source=walk")
    page.locator("a.title").first.click()
    page.get_by_label("没有账号的：姓名", exact=True).first.fill("李师傅")
    page.get_by_label("责任科室", exact=True).fill("后勤科")
    page.get_by_label("整改时限（不填就按难度定）", exact=True).fill(due_in(9).isoformat())
    press(page, "立项")
    expect(page.get_by_text("已立项。")).to_be_visible()
    page.get_by_role("link", name="整改-").first.click()
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_from_a_name_to_the_closing(width, new_phone, tmp_path):
    desk = new_phone(width=width)
    page = begun(desk)
    address = page.url
    page.get_by_text("给责任人发链接", exact=True).click()
    press(page, "发链接")
    expect(page.get_by_role("heading", name="把链接交给李师傅")).to_be_visible()
    inspection = Inspection(page)
    look(inspection, "the link")
    link = page.locator("main strong", has_text="/o/").inner_text()
    inspection.assert_none()

    fresh = new_phone(width=width, java_script_enabled=width == 1280)
    owner = fresh.page
    owner.goto(link)
    expect(owner.get_by_role("heading", name="李师傅，请办这项整改")).to_be_visible()
    expect(owner.get_by_role("button", name="退出")).to_have_count(0)
    press(owner, "认领")
    owner.get_by_label("原因").select_option(label="流程")
    owner.get_by_role("textbox", name="措施", exact=True).fill("换了大字的告示")
    owner.get_by_label("达到什么算改好（有指标的可不写）").fill("三米外看得清")
    press(owner, "保存措施")
    photo = tmp_path / "改后.jpg"
    photo.write_bytes(picture(size=(640, 480)))
    owner.get_by_text("添加佐证", exact=True).first.click()
    form = owner.locator("form[action$='/evidence']")
    form.get_by_label("照片、文件（可多选）").set_input_files([str(photo)])
    form.get_by_role("button", name="添加佐证").click()
    expect(owner.get_by_text("佐证已添加。")).to_be_visible()
    expect(owner.locator(".photos img").last).to_have_js_property("naturalWidth", 240)
    if width == 1280:
        inspection = Inspection(owner)
        look(inspection, "the page of an owner without an account")
        inspection.assert_none()
    done = owner.locator("form[action$='/submission']")
    done.get_by_label("整改成效").fill("三米外看得清了")
    press(owner, "报完成")
    expect(owner.get_by_text("这个链接到此为止")).to_be_visible()
    owner.goto(link)
    expect(owner.get_by_role("heading", name="链接打不开")).to_be_visible()

    head = new_phone(width=width).log_in("head", PASSWORD, address.removeprefix(desk.url))
    expect(head.locator(".story")).to_contain_text("李师傅（凭链接）")
    head.get_by_label("核验了什么").fill("站在三米外看过")
    press(head, "核验通过，销号")
    expect(head.get_by_text("核验通过，已销号。")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_the_page_is_legible_on_any_phone(width, new_phone):
    page = begun(new_phone(width=width))
    look(inspection := Inspection(page), "a rectification of somebody without an account")
    press(page, "发链接")
    link = page.locator("main strong", has_text="/o/").inner_text()
    inspection.assert_none()
    owner = new_phone(width=width).page
    owner.goto(link)
    inspection = Inspection(owner)
    look(inspection, "before it is claimed")
    press(owner, "认领")
    owner.evaluate("for (const one of document.querySelectorAll('.actions-card > details')) one.open = true")
    look(inspection, "with everything open")
    owner.goto(f"{link[:-1]}0")
    look(inspection, "a link that is gone")
    inspection.assert_none()
