"""What stands in a row of the list finds it, whichever way it came there, and no longer when it is gone."""

import re

import flask_migrate
import pytest
from sqlalchemy import select

from tests.days import due_in
from zlc.cli.database import upgrade_database
from zlc.database import db
from zlc.problems.listing import ProblemFilter, page_of
from zlc.problems.models import Problem
from zlc.walks.journal import folding
from zlc.walks.models import Walk

HALL = "云岭市政务服务中心二楼"


@pytest.fixture
def walked(record):
    """A walk of a place, with a problem under a category."""
    recording = record(place=HALL)
    recording.entry = recording.problem("叫号屏不亮", category="facilities", stage="acceptance")
    return recording


@pytest.fixture
def found(app, world):
    """found(query) → how many problems it finds."""

    def search(query):
        with app.app_context():
            folding.catch_up()
            return len(page_of(world.person("coordinator"), ProblemFilter(q=query)).lines)

    return search


def assign(browser, entry, **fields):
    browser.get(f"/problems/{entry}")
    browser.post(f"/problems/{entry}/confirmation")
    browser.get(f"/problems/{entry}")
    due = due_in(7).isoformat()
    assert browser.post(f"/problems/{entry}/rectifications", {"due_on": due, **fields}).status_code == 303


@pytest.mark.parametrize("query", ["无障碍", "受理", "政务服务中心", "二楼 设施", "设施 叫号屏 二楼"])
def test_category_stage_and_place_are_found_in_any_order(walked, found, query):
    assert found(query) == 1
    assert found(f"{query} 没有的词") == 0


def test_who_is_responsible_is_found_from_the_assignment_on(walked, found, coordinator, world):
    assert found("医保科") == found("记录员乙") == 0
    assign(coordinator, walked.entry, assignee=world.people["colleague"], department="医保科")
    assert found("医保科 记录员乙") == found("乙 医保") == 1
    page = coordinator.get(f"/problems/{walked.entry}").text
    address = re.search(r"/rectifications/[0-9a-f-]{36}", page)[0]
    coordinator.get(address)
    coordinator.post(f"{address}/reassignment", {"department": "综合科", "reason": "换科室办"})
    assert (found("医保科"), found("记录员乙"), found("综合科")) == (0, 0, 1)


def test_a_category_that_is_set_takes_the_place_of_none(record, found, coordinator):
    entry = record().problem("没有分类的一条", category=None)
    assert found("未分类") == 1
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation", {"category": "queue"})
    assert (found("未分类"), found("排队等候久")) == (0, 1)


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_place_that_is_put_right_is_found_also_for_what_has_been_confirmed(app, walked, found, coordinator, confirmed):
    coordinator.get(f"/problems/{walked.entry}")
    if confirmed:
        coordinator.post(f"/problems/{walked.entry}/confirmation")
    with app.app_context():
        target = db.session.get_one(Walk, walked.walk).read_state().open.entry
    walked.amend(target, "place", "车管所大厅", "写错了地方")
    assert (found("车管所"), found("政务服务中心")) == (1, 0)


def test_an_old_database_is_found_by_all_of_it_after_the_upgrade_and_the_way_back_loses_nothing(
    app, walked, found, coordinator, world
):
    assign(coordinator, walked.entry, assignee=world.people["colleague"], department="医保科")
    queries = {"设施 二楼": 1, "医保科 记录员乙": 1, "叫号屏": 1, "没有": 0, HALL: 1}
    assert {query: found(query) for query in queries} == queries
    with app.app_context():
        now = dict(iter(db.session.execute(select(Problem.id, Problem.haystack))))
        db.session.remove()
        flask_migrate.downgrade(revision="0017")
        lines = db.session.scalar(db.text("select haystack from problems")).split("\n")
        assert len(lines) == 4 and "叫号屏" in lines[0]
        db.session.remove()
        assert upgrade_database().startswith("已升级到")
        assert dict(iter(db.session.execute(select(Problem.id, Problem.haystack)))) == now
        db.session.remove()
    assert {query: found(query) for query in queries} == queries
