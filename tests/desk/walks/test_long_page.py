"""A walk's long page: its blocks named on top, all that was recorded behind its count, what differs before what is not compared."""

import re

import pytest

from tests.documents.conftest import fetched, text_of
from tests.phones import Phone
from zlc.walks.times.comparison import Compared, differences_first


@pytest.fixture
def walk(visit, world):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk(world.matter)
    phone.push()
    return walk, next(one["id"] for one in phone.entries if '"kind": "note"' in one["body"] or '"kind": "problem"' in one["body"])


def fold(page):
    return re.search(r'<details class="behind"( open)?><summary>看全部 (\d+) 条</summary>', page)


def test_all_that_was_recorded_is_behind_its_count_until_it_is_asked_for(walk, visit):
    desk, (walk, entry) = visit("coordinator"), walk
    closed = fold(desk.get(f"/walks/{walk}").text)
    assert closed[1] is None and int(closed[2]) > 5
    assert fold(desk.get(f"/walks/{walk}?entry={entry}").text)[1] and fold(desk.get(f"/walks/{walk}?entries=1").text)[1]


def test_a_link_to_an_entry_opens_what_is_folded(walk, visit):
    page = visit("coordinator").get(f"/walks/{walk[0]}").text
    assert re.search(r'href="\?entry=([0-9a-f-]+)#e-\1"', page) and 'href="#e-' not in page


def test_each_block_that_is_named_on_top_is_there(walk, visit):
    page = visit("coordinator").get(f"/walks/{walk[0]}").text
    blocks = page.split('<nav class="blocks"')[1].split("</nav>")[0]
    named = re.findall(r'href="#([^"]+)"', blocks)
    assert len(named) >= 7 and all(f'id="{one}"' in page for one in named)
    assert "在走" in blocks or "走到底" in blocks, "what it is about stands there too"


def test_what_differs_comes_before_what_is_not_compared():
    lines = [Compared(code, "", "", verdict, "") for code, verdict in
             (("a", "open"), ("b", "same"), ("c", "worse"), ("d", "open"), ("e", "better"), ("f", "worse"))]  # fmt: skip
    assert "".join(line.code for line in differences_first(lines)) == "cfebad"


def test_the_page_and_the_paper_of_a_walk_say_differences_first(walk, visit):
    for path in (f"/walks/{walk[0]}", f"/walks/{walk[0]}/comparison"):
        page = visit("coordinator").get(path).text
        table = page.split("公示与实走</caption>")[1].split("</table>")[0]
        words = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", table, re.S)]
        assert "不比" in words and words == sorted(words, key="不比".__eq__)
    paper = text_of(fetched(visit("coordinator"), f"/walks/{walk[0]}/record.pdf").data)
    shown = [word for word in words if word in ("不比", "一致") or word.startswith(("多 ", "少 "))]
    table = paper.split("公示与实走", 1)[1]
    assert len(shown) > 3 and table.rindex(next(word for word in shown if word != "不比")) < table.index("不比")
