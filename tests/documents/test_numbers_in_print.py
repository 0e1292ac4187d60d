"""Numbers of problems: in full on whatever leaves the house, short inside one unit's own screens. And why one was refused."""

import pytest

from tests.documents.conftest import fetched, tight
from tests.documents.conftest import text_of as said
from zlc import clock

NUMBER, SHORT = "问题-001", "季-001"


@pytest.fixture
def problem(phone, visit):
    """(walk, problem) of one that was refused."""
    walk = phone.a_walk()
    phone.push()
    desk = visit("coordinator")
    entry = next(one["id"] for one in phone.entries if '"kind": "problem"' in one["body"])
    desk.get(f"/problems/{entry}")
    assert desk.post(f"/problems/{entry}/rejection", {"as_": "elsewhere", "reason": "归税务部门管"}).status_code == 303
    return walk, entry


def full():
    return f"〔{clock.today().year}〕{'一二三四'[(clock.today().month - 1) // 3]}季度-市人社局-{NUMBER}"


def test_print_says_the_whole_number_and_the_reason_of_a_refusal(problem, visit):
    day = f"{clock.today().year}年{clock.spoken_date(clock.today())}"
    for path in (f"/walks/{problem[0]}/record.pdf", "/summary.pdf"):
        text = said(fetched(visit("coordinator"), path).data)
        assert full() in text and SHORT not in text, path
        assert "不属本单位" in text and tight(f"理由：归税务部门管　联络员甲 {day}") in text, path


@pytest.mark.parametrize("where", ["walk", "list", "problem"])
def test_ones_own_screen_is_short_and_its_paper_is_not(problem, visit, where):
    path = {"walk": f"/walks/{problem[0]}", "list": "/problems?state=elsewhere", "problem": f"/problems/{problem[1]}"}[where]
    page = visit("coordinator").get(path).text
    assert f'<span class="on-paper">{full()}</span>' in page or (where == "problem" and full() in page)


def test_whoever_reads_several_units_reads_the_whole_number(problem, visit):
    for path in (f"/walks/{problem[0]}", "/problems?state=elsewhere"):
        page = visit("office").get(path).text.split("<h1", 1)[1]
        assert full() in page and SHORT not in page, path
