"""定类别: what was noted without a kind stays 未分类 until somebody says of what kind it is."""

import pytest

from tests.documents.conftest import fetched, text_of
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.walks.journal import folding


@pytest.fixture
def unsorted(recording):
    return recording.problem("说不清是哪一类的一件事", category=None)


def act(browser, problem, noun, **filled):
    browser.get(f"/problems/{problem}")
    return browser.post(f"/problems/{problem}/{noun}", filled)


def test_what_has_no_kind_reads_unclassified_wherever_it_stands(unsorted, recording, coordinator, kept):
    assert kept(unsorted).category is None
    for address in ("/problems", f"/problems/{unsorted}", f"/walks/{recording.walk}", "/summary"):
        page = coordinator.get(address).text
        assert "未分类" in page, address
        assert "其他" not in page.split("<main")[1].replace("其他</option>", ""), address
    for address in (f"/walks/{recording.walk}/record.pdf", "/summary.pdf"):
        assert "未分类" in text_of(fetched(coordinator, address).data), address


def test_the_list_can_be_narrowed_to_those_without_a_kind(unsorted, recording, coordinator):
    other = recording.problem("排得太久")
    page = coordinator.get("/problems?category=unclassified").text
    assert f"/problems/{unsorted}" in page and f"/problems/{other}" not in page
    assert '<option value="unclassified" selected>未分类</option>' in page
    assert f"/problems/{unsorted}" not in coordinator.get("/problems?category=other").text


def test_a_kind_is_given_with_the_confirmation(unsorted, coordinator, kept):
    assert "未分类</option>" in coordinator.get(f"/problems/{unsorted}").text
    assert act(coordinator, unsorted, "confirmation", category="queue").status_code == 303
    problem = kept(unsorted)
    assert (problem.state, problem.category) == ("confirmed", "queue")
    assert [(one.verb, one.detail) for one in problem.events] == [("confirmed", {"changes": {"category": [None, "queue"]}})]
    assert "类别：未分类 → 排队等候久" in coordinator.get(f"/problems/{unsorted}").text


def test_a_kind_is_not_asked_of_what_has_one(recording, coordinator, kept):
    problem = recording.problem()
    assert 'name="category"' not in coordinator.get(f"/problems/{problem}").text
    act(coordinator, problem, "confirmation")
    assert kept(problem).category == "queue" and kept(problem).events[0].detail == {}


def test_it_is_given_or_changed_afterwards(unsorted, coordinator, kept):
    act(coordinator, unsorted, "confirmation")
    assert kept(unsorted).category is None
    for category in ("other", "skill"):  # what older phones called 其他 for want of an answer
        assert act(coordinator, unsorted, "classification", category=category).status_code == 303
    problem = kept(unsorted)
    assert problem.category == "skill" and [one.verb for one in problem.events] == ["confirmed", "classified", "classified"]
    assert "类别：其他 → 业务不熟" in coordinator.get(f"/problems/{unsorted}").text


def test_the_phones_are_told(unsorted, recording, coordinator, kept):
    act(coordinator, unsorted, "confirmation")
    before = kept(unsorted)
    act(coordinator, unsorted, "classification", category="queue")
    after = kept(unsorted)
    assert after.commit > before.commit and after.to_wire()["category"] == "queue"


def test_a_second_click_and_no_kind_change_nothing(unsorted, coordinator, kept):
    act(coordinator, unsorted, "confirmation", category="queue")
    again = act(coordinator, unsorted, "classification", category="queue")
    assert again.status_code == 409 and "没有重复登记" in again.text
    for wrong in ("", "nonsense", "x" * 300):
        assert act(coordinator, unsorted, "classification", category=wrong).status_code == 422
    assert [one.verb for one in kept(unsorted).events] == ["confirmed"]


def test_it_is_open_once_confirmed_and_to_the_units_coordinator(app, unsorted, world, visit):
    with app.app_context():
        folding.catch_up()
        problem = db.session.get_one(Problem, unsorted)
        coordinator, recorder = (db.session.get_one(Person, world.people[name]) for name in ("coordinator", "recorder"))
        with pytest.raises(NotNow):
            problem.classify(coordinator, "queue")
        with pytest.raises(Refusal):
            problem.confirm(coordinator, "nonsense")
        problem.confirm(coordinator)
        with pytest.raises(Forbidden):
            problem.classify(recorder, "queue")
        db.session.rollback()
    assert act(visit("office"), unsorted, "classification", category="queue").status_code == 403
