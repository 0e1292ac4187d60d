"""确认: 新发现 → 已确认."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, NotNow
from zlc.problems.models import Problem
from zlc.walks.journal import folding


def test_confirming_freezes_the_problem_and_tells_the_phones(recording, kept, coordinator, world):
    entry = recording.problem()
    before = kept(entry)
    coordinator.get(f"/problems/{entry}")
    reply = coordinator.post(f"/problems/{entry}/confirmation")
    assert reply.status_code == 303 and reply.location == f"/problems/{entry}"
    problem = kept(entry)
    assert (problem.state, problem.frozen) == ("confirmed", True)
    assert problem.commit > before.commit
    assert [(event.verb, event.by) for event in problem.events] == [("confirmed", world.people["coordinator"])]


def test_a_second_click_says_who_was_first_and_records_nothing(recording, kept, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    first = kept(entry)
    again = coordinator.post(f"/problems/{entry}/confirmation")
    assert again.status_code == 409
    assert "联络员甲已在" in again.text and "没有重复登记" in again.text
    problem = kept(entry)
    assert len(problem.events) == 1 and problem.commit == first.commit


def test_ten_clicks_at_once_are_one_confirmation(recording, kept, visit):
    entry = recording.problem()
    browsers = [visit("coordinator") for _ in range(10)]
    for browser in browsers:
        browser.get(f"/problems/{entry}")
    ready = threading.Barrier(len(browsers))

    def click(browser):
        ready.wait()
        return browser.post(f"/problems/{entry}/confirmation").status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = sorted(pool.map(click, browsers))
    assert answers == [303] + [409] * 9
    assert [event.verb for event in kept(entry).events] == ["confirmed"]


@pytest.mark.parametrize("username", ["recorder", "head", "office", "supervisor"])
def test_others_who_may_read_may_not_confirm(username, recording, kept, visit):
    entry = recording.problem()
    browser = visit(username)
    page = browser.get(f"/problems/{entry}")
    assert page.status_code == 200 and "确认这条问题" not in page.text
    browser.get("/password")
    reply = browser.post(f"/problems/{entry}/confirmation")
    assert reply.status_code == 403 and "联络员" in reply.text
    assert kept(entry).state == "new"


def test_a_coordinator_who_reads_all_units_drives_only_their_own(app, recording, kept, world, visit):
    entry = recording.problem()
    with app.app_context():
        world.person("coordinator2").roles = ["coordinator", "office"]
        db.session.commit()
    browser = visit("coordinator2")
    assert "确认这条问题" not in browser.get(f"/problems/{entry}").text
    browser.get("/password")
    assert browser.post(f"/problems/{entry}/confirmation").status_code == 403
    assert kept(entry).state == "new"


def test_the_verb_itself_guards(app, recording, world):
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        problem = db.session.get_one(Problem, entry)
        with pytest.raises(Forbidden):
            problem.confirm(db.session.get_one(Person, world.people["recorder"]))
        coordinator = db.session.get_one(Person, world.people["coordinator"])
        problem.confirm(coordinator)
        with pytest.raises(NotNow):
            problem.confirm(coordinator)
        db.session.rollback()


def test_confirmation_without_the_token_is_refused(recording, kept, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reply = coordinator.post(f"/problems/{entry}/confirmation", {"csrf_token": ""})
    assert reply.status_code == 400
    assert kept(entry).state == "new"
