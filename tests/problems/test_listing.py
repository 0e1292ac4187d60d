"""问题清单: filters, order and paging, all of it in the URL."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from tests.phones import MINUTE
from zlc import clock
from zlc.database import db
from zlc.problems import listing, numbers, paged
from zlc.problems.lights import light_of
from zlc.problems.listing import ProblemFilter, page_of
from zlc.problems.models import Problem
from zlc.settings.settings import GIVEN
from zlc.walks.journal import folding


@pytest.fixture
def many(app, recording, world):
    """Nine problems, one minute apart, numbered in the order they were found."""
    begun = clock.now_ms() - 30 * MINUTE
    made = [
        recording.phone.make(
            recording.walk, "problem",
            {"text": f"第 {n} 个", "category": "queue" if n % 2 else "form", "severity": n % 3 + 1,
             "stage": "queue" if n < 5 else "form"}, begun + n * MINUTE,
        )
        for n in range(1, 10)
    ]  # fmt: skip
    recording.phone.push(made)
    with app.app_context():
        folding.catch_up()
    return [entry["id"] for entry in made]


def shown(app, world, username="coordinator", **filters):
    with app.app_context():
        page = page_of(world.person(username), ProblemFilter(**filters))
        return [problem.number for problem in page.lines]


@pytest.mark.parametrize(
    ("filters", "numbers_"),
    [
        ({"category": "form"}, {2, 4, 6, 8}),
        ({"stage": "queue"}, {1, 2, 3, 4}),
        ({"severity": 1}, {3, 6, 9}),
        ({"states": ("new",)}, set(range(1, 10))),
        ({"states": ("confirmed", "closed")}, set()),
        ({"category": "form", "stage": "queue"}, {2, 4}),
        ({"quarter": "1999Q1"}, set()),
        ({"assignee": "nobody"}, set()),
    ],
)
def test_each_filter_narrows(app, many, world, filters, numbers_):
    assert set(shown(app, world, **filters)) == numbers_


def test_mine_is_what_i_recorded_or_answer_for(app, many, world):
    with app.app_context():
        problem = db.session.get_one(Problem, many[0])
        problem.assignee_id = world.people["colleague"]
        db.session.commit()
    assert len(shown(app, world, "recorder", mine=True)) == 9
    assert shown(app, world, "colleague", mine=True) == [1]
    assert shown(app, world, "coordinator", mine=True) == []


def test_the_order_can_be_chosen(app, many, world):
    with app.app_context():
        for entry, days in ((many[3], 5), (many[6], 1)):
            db.session.get_one(Problem, entry).due_on = clock.today() + timedelta(days=days)
        db.session.commit()
    assert shown(app, world) == list(range(9, 0, -1))
    assert shown(app, world, sort="due")[:2] == [7, 4]
    assert shown(app, world, sort="number") == list(range(9, 0, -1))


@pytest.mark.parametrize("sort", list(listing.SORTS))
def test_pages_neither_skip_nor_repeat(app, many, world, monkeypatch, sort):
    monkeypatch.setattr(paged, "PAGE", 2)
    with app.app_context():
        for n, entry in enumerate(many):
            problem = db.session.get_one(Problem, entry)
            problem.found_at = 1_700_000_000_000 + n // 3  # three share each instant
            problem.due_on = None if n < 3 else date(2030, 1, 1 + n // 4)
        db.session.commit()
        coordinator, seen, after = world.person("coordinator"), [], ""
        for _ in range(10):
            page = page_of(coordinator, ProblemFilter(sort=sort, after=after))
            seen += [problem.id for problem in page.lines]
            after = page.next_after or ""
            if not after:
                break
        assert page.total == 9
        assert sorted(seen) == sorted(many) and len(seen) == 9
        whole = page_of(coordinator, ProblemFilter(sort=sort))
        assert whole.next_after is not None and [p.id for p in whole.lines] == seen[:2]


def test_another_units_place_in_the_list_is_the_beginning(app, many, world, record):
    foreign = record("stranger").problem()
    with app.app_context():
        folding.catch_up()
    assert len(shown(app, world, after=foreign)) == 9


def test_withdrawn_ones_are_listed_when_asked_for(app, many, recording, world, coordinator):
    recording.strike(many[0])
    page = coordinator.get("/problems")
    assert "另有 1 条已撤回或重复" in page.text and many[0] not in page.text
    assert many[0] in coordinator.get("/problems?state=withdrawn").text
    assert many[0] in coordinator.get("/problems?q=第 1 个").text


def test_office_reads_all_units_and_can_choose_one(app, many, record, world):
    record("stranger").problem("街道的")
    with app.app_context():
        folding.catch_up()
    assert len(shown(app, world, "office")) == 10
    assert len(shown(app, world, "supervisor", unit=world.units["other"])) == 1
    assert shown(app, world, "coordinator", unit=world.units["other"]) == []


def test_the_filter_is_the_url():
    args = MultiDict(
        [("q", " 窗口 "), ("state", "new"), ("state", "closed"), ("severity", "3"), ("sort", "due"), ("mine", "1")]
    )
    wanted = ProblemFilter.read(args)
    assert (wanted.q, wanted.states, wanted.severity, wanted.sort, wanted.mine) == (
        "窗口", ("new", "closed"), 3, "due", True,
    )  # fmt: skip
    assert ProblemFilter.read(MultiDict(wanted.query())) == wanted
    assert wanted.url("/problems", after="x").endswith("&after=x")


@pytest.mark.parametrize(
    "query",
    ["state=nonsense", "severity=9", "quarter=2026Q9", "sort=x", "after=x", "category=%00", "unit=%27", "page=-1", "q=%00"],
)
def test_nonsense_in_the_url_still_opens_the_list(many, coordinator, query):
    assert coordinator.get(f"/problems?{query}").status_code == 200


def test_the_list_asks_the_same_number_of_questions_for_many(app, many, world, coordinator):
    from sqlalchemy import event

    statements = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    coordinator.get("/problems?state=closed")
    few = len(statements)
    coordinator.get("/problems")
    assert len(statements) - few <= few + 3, statements[few:]


@pytest.mark.parametrize(
    ("days", "tint", "words"),
    [
        (-3, "red", "红 逾期 1 个工作日"), (-5, "red", "红 逾期 3 个工作日"), (0, "amber", "黄 今天到期"),
        (3, "amber", "黄 还有 3 个工作日"), (4, "green", "绿 还有 4 个工作日"),
    ],
)  # fmt: skip
def test_lights_say_their_word(days, tint, words):
    day = date(2026, 11, 23)
    assert light_of(day + timedelta(days=days), day, GIVEN) == (tint, words)


def test_nothing_has_a_light_before_it_has_a_day():
    assert light_of(None, date(2026, 11, 23), GIVEN) is None


def test_a_closed_problem_has_no_light(app, many):
    with app.app_context():
        problem = db.session.scalars(select(Problem)).first()
        problem.due_on = clock.today() - timedelta(days=9)
        problem.state = "rectifying"
        assert problem.light is not None
        problem.state = "closed"
        assert problem.light is None
        db.session.rollback()


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2026, 1, 1), "2026Q1"), (date(2026, 9, 30), "2026Q3"), (date(2026, 12, 31), "2026Q4")]
)
def test_quarters(day, quarter):
    assert numbers.quarter_of(day) == quarter and numbers.is_quarter(quarter)


def test_the_list_is_narrowed_by_where_a_problem_comes_from(coordinator, record, app, world):
    walk, session = record(), record(**{"as": "counter"})
    found = {"walk": walk.problem("多跑一趟"), "counter": session.problem("窗口没有人")}
    coordinator.get("/problems/new")
    said = {"text": "座谈会上说的", "channel": "forum", "found_on": clock.today().isoformat()}
    found["desk"] = coordinator.post("/problems", said).location.rpartition("/")[2]
    for source, entry in found.items():
        for sort in ("found", "due", "number"):
            page = coordinator.get(f"/problems?source={source}&sort={sort}").text
            assert [one for one in found.values() if f'href="/problems/{one}"' in page] == [entry]
            assert f'<option value="{source}" selected>' in page and "更多筛选（1）" in page
    assert "没有符合" in coordinator.get("/problems?source=proposal").text
    every = coordinator.get("/problems?source=nonsense").text
    assert all(f'href="/problems/{one}"' in every for one in found.values()), "an old link opens"
