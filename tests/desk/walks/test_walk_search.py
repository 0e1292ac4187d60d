"""走流程记录 is searched by what its rows say: the matter, the place and who recorded it, several words in any order."""

import pytest

from zlc.desk.walks import listing
from zlc.desk.walks.listing import WalkFilter, page_of
from zlc.walks.journal import folding


@pytest.fixture
def walks(app, record, world):
    """Name → id: of the catalogue's matter, of a typed one, and of a colleague's."""
    made = {
        "first": record(place="市政务服务中心一楼"),
        "typed": record(matter=None, matter_text="老年人优待证办理", place="青溪街道便民服务中心"),
        "colleague": record("colleague", place="车管所办事大厅"),
    }
    with app.app_context():
        folding.catch_up()
    return {name: one.walk for name, one in made.items()}


@pytest.fixture
def found(app, world, walks):
    names = {walk: name for name, walk in walks.items()}

    def search(query, who="coordinator", **more):
        with app.app_context():
            page = page_of(world.person(who), WalkFilter(q=query, **more))
            return {names[row.walk.id] for row in page.rows if row.walk.id in names}

    return search


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("灵活就业", {"first", "colleague"}),
        ("优待证", {"typed"}),
        ("一楼", {"first"}),
        ("中心", {"first", "typed"}),
        ("记录员乙", {"colleague"}),
        ("记录员", {"first", "typed", "colleague"}),
        ("一楼 灵活就业", {"first"}),
        ("灵活就业 记录员乙 车管所", {"colleague"}),
        ("乙 优待证", set()),
        ("优待证 中心 甲", {"typed"}),
        ("%", set()),
        ("_", set()),
        ("没有的词", set()),
        ("  ", {"first", "typed", "colleague"}),
    ],
)
@pytest.mark.parametrize("who", ["coordinator", "office"])
def test_words_of_a_row_are_found_in_any_order_and_nothing_else(found, query, names, who):
    assert found(query, who) == names


def test_another_units_walks_stay_unknown(found):
    assert found("一楼", "coordinator2") == set()


def test_the_search_is_narrowed_by_the_other_filters_too(found):
    assert found("中心", status="under_way", way="accompany") == {"first", "typed"}
    assert found("中心", way="counter") == set()


def test_a_link_of_before_still_finds(walks, coordinator):
    page = coordinator.get("/walks?matter=优待证").text
    assert walks["typed"] in page and walks["first"] not in page
    assert 'name="q" value="优待证"' in page


def test_how_many_are_counted_no_further_than_can_be_wanted(app, walks, world, monkeypatch):
    monkeypatch.setattr(listing, "MOST_FOUND", 2)
    with app.app_context():
        who = world.person("coordinator")
        assert page_of(who, WalkFilter(q="中心")).total_words == "2 次以上"
        assert page_of(who, WalkFilter(q="一楼")).total_words == "共 1 次"
        assert page_of(who, WalkFilter()).total_words.startswith("共 ")
