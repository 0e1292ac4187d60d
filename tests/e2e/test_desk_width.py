"""The desk uses the whole width it has, and a long page says what it is about wherever one has scrolled to."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD
from tests.e2e.test_desk_drawings import pages
from tests.e2e.thumb import becomes, box_of

# What is drawn of a page, beside the rail: from where to where, and how far down each column of what stands side by side goes.
SPREAD = """() => {
  const boxes = [...document.querySelectorAll('main .card, main table.ledger, main .filters')]
    .map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0);
  const beside = document.querySelector('main').getBoundingClientRect().left;
  return [Math.min(...boxes.map((box) => box.left)) - beside,
    Math.max(...boxes.map((box) => box.right)), document.documentElement.clientWidth]
}"""


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_whole_width_is_used(new_phone, width):
    desk = new_phone(width=width)
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    for path in ["/problems", "/walks", "/requests", "/matters", *pages(page, desk.url)]:
        page.goto(f"{desk.url}{path}")
        left, right, whole = page.evaluate(SPREAD)
        assert left <= 32 and right >= whole - 32, f"{path}: from {left} to {right} of {whole}"


def test_what_a_long_page_is_about_and_its_blocks_stay_in_view(new_phone):
    desk = new_phone(width=1280)
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    page.goto(f"{desk.url}{pages(page, desk.url)[1]}")
    blocks = page.get_by_role("navigation", name="本页各块")
    page.locator("#entries-h").scroll_into_view_if_needed()
    page.mouse.wheel(0, 4000)
    expect(blocks).to_be_in_viewport(ratio=1)
    blocks.get_by_role("link", name=re.compile("^全部记录")).click()
    heading = page.locator("#entries-h")
    expect(heading).to_be_in_viewport(ratio=1)
    becomes(lambda: heading.evaluate("one => { const box = one.getBoundingClientRect();"
                                     " return document.elementFromPoint(box.left + 4, box.top + 4) === one }"), True)  # fmt: skip
    expect(page.locator("details.behind > ol")).to_be_hidden()
    page.get_by_text(re.compile(r"^看全部 \d+ 条$")).click()
    expect(page.locator("details.behind > ol > li").first).to_be_visible()


# On how many lines each of the words stands that begins here.
LINES = """([cells, word]) => cells.flatMap((cell) => {
  const found = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (found.nextNode()) {
    const at = found.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(found.currentNode, at);
    range.setEnd(found.currentNode, at + word.length);
    lines.push(new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size);
  }
  return lines;
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_figure_beside_a_long_decision_does_not_stand_in_pieces(new_phone, width):
    desk = new_phone(width=width)
    page = desk.log_in("coordinator", PASSWORD, "/walks")
    page.get_by_role("link", name="差距 1 处待定").click()
    page.get_by_role("heading", name="三种时间").wait_for()
    cells = page.locator("section[aria-labelledby=comparison-h] td.num")
    for word in ("个工作日", "不可网办"):
        assert page.evaluate(LINES, [cells.element_handles(), word]) == [1], word
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# How many of the words 「问题」 and 「需求」 in the numbers of the page stand on two lines.
BROKEN = """() => {
  const found = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  let numbers = 0, broken = 0;
  while (found.nextNode()) {
    const at = found.currentNode.data.search(/-(问题|需求)-/);
    const range = document.createRange();
    if (at < 0) continue;
    range.setStart(found.currentNode, at + 1);
    range.setEnd(found.currentNode, at + 3);
    const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (tops.size) numbers += 1;
    if (tops.size > 1) broken += 1;
  }
  return [numbers, broken];
}"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_number_breaks_after_its_parts_alone(new_phone, width):
    desk = new_phone(width=width)
    page = desk.log_in("office", PASSWORD, "/problems")
    page.locator("table.ledger").wait_for()
    numbers, broken = page.evaluate(BROKEN)
    assert numbers > 10 and broken == 0
    page.locator("a.title").first.click()
    page.get_by_text("编号", exact=True).wait_for()
    assert page.evaluate(BROKEN) == [2, 0]
    page.goto(f"{desk.url}/needs")
    page.locator("a.title").first.click()
    page.get_by_text("编号", exact=True).wait_for()
    assert page.evaluate(BROKEN) == [2, 0]


def test_what_is_said_of_a_session_on_a_phone_does_not_run_together(new_phone):
    desk = new_phone(width=390)
    page = desk.log_in("coordinator", PASSWORD, "/walks?way=counter")
    cell = page.locator("td", has_text="件，中位用时").filter(has_text=re.compile("坐窗口 \\d")).first
    first, then = (box_of(cell.locator(one)) for one in (".block", ".kind"))
    assert then["x"] >= first["x"] + first["width"] + 8 or then["y"] >= first["y"] + first["height"]
    page.goto(f"{desk.url}/walks?way=onsite")
    visits = page.locator("td .block", has_text="到场").first
    assert visits.evaluate("one => parseFloat(getComputedStyle(one).marginLeft)") > 4, "what follows a day keeps off it"
