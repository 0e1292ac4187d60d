"""The desk's drawings on a phone: drawn for its width, legible there; in the largest type they scroll, and it is seen."""

import re

import pytest

from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import box_of

# Of each drawing that is shown: what it is, by how much it is wider than its place, and how high its type is (px).
MEASURED = """() => [...document.querySelectorAll('.drawing')].flatMap((place) => [...place.querySelectorAll('svg')]
  .filter((one) => one.getBoundingClientRect().width > 0)
  .map((one) => [place.getAttribute('aria-label'), place.scrollWidth - place.clientWidth,
    parseFloat(one.getAttribute('font-size')) * one.getBoundingClientRect().width / one.viewBox.baseVal.width]))"""
SHADOWS = "() => [...document.querySelectorAll('.drawing')].map((one) => getComputedStyle(one).backgroundAttachment)"


def pages(page, url):
    """A walk that came to its result, a counter session, and the summary of a year."""
    page.goto(f"{url}/walks")
    walks = page.locator("a[href^='/walks/0']").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
    rows = {walk: page.locator(f"tr:has(a[href='{walk}'])").first.inner_text() for walk in walks}
    sessions = [walk for walk in walks if "坐窗口" in rows[walk]]
    walked = next(walk for walk in walks if walk not in sessions and "作废" not in rows[walk])
    year = re.search(r"20\d\d", page.content())[0]
    return [f"/summary?from={year}-01-01&to={year}-12-31", walked, f"{walked}/comparison", *sessions[:1]]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_drawing_is_as_wide_as_its_place_and_its_words_are_legible(new_phone, width):
    desk = new_phone(width=width)
    page, seen = desk.log_in("coordinator", PASSWORD, "/problems"), 0
    for path in pages(page, desk.url):
        page.goto(f"{desk.url}{path}")
        drawings = page.evaluate(MEASURED)
        seen += len(drawings)
        for words, wider, type_ in drawings:
            assert wider <= 1, f"{words} on {path} is cut off"
            assert type_ >= 13, f"{words} on {path}: {type_} px"
    assert seen >= 5, "there are drawings to look at (equal bars are a sentence)"


def test_the_matters_of_a_session_are_not_one_character_wide(new_phone):
    desk = new_phone(width=390)
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    page.goto(f"{desk.url}{pages(page, desk.url)[-1]}")
    name = page.locator("#cases td").nth(2)
    assert box_of(name)["width"] > 100, name.inner_text()


def test_in_the_largest_type_one_sees_that_there_is_more(new_phone):
    desk = new_phone(width=390)
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    page.goto(f"{desk.url}{pages(page, desk.url)[0]}")
    page.evaluate("() => { document.documentElement.dataset.size = 'huge' }")
    assert any(wider > 1 for _, wider, _ in page.evaluate(MEASURED))
    assert all("local" in one and "scroll" in one for one in page.evaluate(SHADOWS))
