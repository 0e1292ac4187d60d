"""A list says whose problem it is and when it was found, where the short number or the walk's day would mislead."""

import re
from datetime import datetime, timedelta

import pytest

from tests.documents.conftest import fetched, text_of, tight
from tests.phones import MINUTE
from zlc import clock

ROW = re.compile(r"<tr role=\"row\">.*?</tr>", re.S)


@pytest.fixture
def two_units(recording, record, kept):
    return kept(recording.problem("这里的")), kept(record("stranger", matter=None, matter_text="别处的事").problem("别处的"))


def rows(page):
    return [one for one in ROW.findall(page.text) if "/problems/" in one]


def row_of(page, problem):
    return next(one for one in rows(page) if f"/problems/{problem.id}" in one)


@pytest.mark.parametrize("username", ["office", "supervisor"])
def test_where_several_units_are_listed_each_number_is_whole(two_units, visit, username):
    page = visit(username).get("/problems")
    for problem in two_units:
        assert f">{problem.full_number}<" in row_of(page, problem)
    assert two_units[0].short_number == two_units[1].short_number and f">{two_units[0].short_number}<" not in page.text


def test_inside_one_unit_the_short_one_does(two_units, visit, coordinator, world):
    for page in (coordinator.get("/problems"), visit("office").get(f"/problems?unit={world.units['home']}")):
        assert f">{two_units[0].short_number}<" in row_of(page, two_units[0])


def test_a_number_of_another_year_says_its_year(record, kept, coordinator):
    last_year = clock.instant(datetime(clock.today().year - 1, 3, 5, 9, tzinfo=clock.SHANGHAI))
    problem = kept(record(begun=last_year).problem("去年的", last_year + 9 * MINUTE))
    row = row_of(coordinator.get("/problems"), problem)
    assert f">{problem.full_number}<" in row and f">{clock.today().year - 1}年3月5日<" in row


def test_the_day_is_that_on_which_it_was_found(record, kept, coordinator):
    """A walk may last for days."""
    begun = clock.now_ms() - 3 * 24 * 60 * MINUTE
    recording = record(begun=begun)
    problem = kept(recording.problem("第三天才看出来的", clock.now_ms() - 5 * MINUTE))
    found, began = (clock.spoken_date(clock.local(ms).date()) for ms in (problem.found_at, begun))
    row = row_of(coordinator.get("/problems"), problem)
    assert f">{found}<" in row and began not in row
    assert re.search(r'<th[^>]*aria-sort="descending">发现日', coordinator.get("/problems").text)
    page = coordinator.get(f"/problems/{problem.id}").text
    assert f"<dt>发现</dt><dd>{clock.spoken(problem.found_at)}</dd>" in page
    assert re.search(f"陪同办，{began} 周. ..:.. 开始", page)
    period = f"from={clock.local(begun).date() - timedelta(days=1)}&to={clock.today()}"
    paper = tight(text_of(fetched(coordinator, f"/summary.pdf?{period}").data))
    assert f"{found}陪同办" in paper and f"{began}陪同办" not in paper
