"""拟记的问题: four of them decided in three clicks, with a script and without; what was rewritten goes along."""

import pytest
from playwright.sync_api import expect

from tests.e2e.recorded import phone_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes

RECORDED = (
    ("check", {"item": "guide", "verdict": "problem", "note": "写的和窗口要的不一样"}),
    ("material", {"name": "居住证明", "tags": ["strange", "circular"]}),
    ("intermediary", {"name": "宏图测绘", "tags": ["overcharge"]}),
    ("rating", {"level": 2}),
)
# Over all pages that are shown.
COUNT_CLICKS = """addEventListener('click', (event) => {
  if (event.isTrusted) localStorage.setItem('clicks', Number(localStorage.getItem('clicks')) + 1);
}, true)"""


@pytest.fixture
def walk(new_phone, server):
    phone = new_phone()
    phone.log_in("recorder", PASSWORD, "/problems")
    sender = phone_of(phone.context, phone.url)
    walk = sender.a_walk()
    for kind, data in RECORDED:
        sender.make(walk, kind, data)
    assert {line["status"] for line in sender.push().json["results"]} == {"stored"}
    phone.close()
    return walk


@pytest.fixture
def desk(new_phone, walk):
    def open_page(width=1280, **options):
        phone = new_phone(width=width, viewport={"width": width, "height": 900}, **options)
        phone.log_in("coordinator", PASSWORD, f"/walks/{walk}/comparison")
        return phone.page

    return open_page


@pytest.mark.parametrize("width", [1280, 390])
def test_four_are_decided_in_three_clicks(desk, width):
    page = desk(width)
    bar = page.get_by_role("form", name="定勾选的")
    expect(page.get_by_role("heading", name="拟记的问题 4 条")).to_be_visible()
    page.evaluate(COUNT_CLICKS)
    bar.get_by_role("button", name="全选").click()
    expect(bar.get_by_role("status")).to_have_text("已选 4 条")
    bar.get_by_role("button", name="记勾选的", exact=True).click()
    expect(page.get_by_text("已记为问题 4 条")).to_be_visible()
    expect(page.get_by_text("已记为问题", exact=True)).to_have_count(4)
    expect(bar).to_have_count(0)
    becomes(lambda: int(page.evaluate("localStorage.getItem('clicks')")), lambda clicks: 0 < clicks <= 3)


def test_without_a_script_it_is_as_few(desk):
    page = desk(java_script_enabled=False)
    page.get_by_role("link", name="全选").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(4)
    page.get_by_role("button", name="记勾选的", exact=True).click()
    expect(page.get_by_text("已记为问题 4 条")).to_be_visible()


def test_what_was_rewritten_goes_along_with_the_ticked(desk):
    page = desk()
    row = page.get_by_role("listitem").filter(has_text="服务指南")
    row.get_by_text("改写，记为问题").click()
    row.get_by_role("textbox").fill("指南和窗口说的不一样，要改")
    page.get_by_role("button", name="全选").click()
    page.get_by_role("button", name="记勾选的", exact=True).click()
    expect(page.get_by_text("已记为问题 4 条")).to_be_visible()
    page.goto(f"{page.url.partition('/walks')[0]}/problems")
    expect(page.get_by_role("link", name="指南和窗口说的不一样，要改")).to_be_visible()


def test_none_of_them_with_one_reason(desk):
    page = desk()
    page.get_by_role("button", name="全选").click()
    page.locator(".bulk summary", has_text="不记").click()
    page.locator("#reason-ticked").fill("都已另记")
    page.get_by_role("button", name="不记勾选的").click()
    expect(page.get_by_text("4 条不记为问题")).to_be_visible()
    expect(page.get_by_text("「都已另记」")).to_have_count(4)
