"""Two people corrected one field differently: a person of the unit decides, once."""

import pytest
from sqlalchemy import func, select

from tests.phones import Phone
from zlc.database import db
from zlc.walks.journal import folding
from zlc.walks.models import Entry, Walk


@pytest.fixture
def conflict(recording, visit):
    """(walk, target, heads): the ticket's `ahead` corrected on two phones that had not seen each other."""
    ticket = recording.add("ticket", {"number": "A017", "ahead": 6})
    first = recording.amend(ticket, "ahead", 16, "看错了一位")
    other = Phone.of(visit("colleague"))
    data = {"target": ticket, "set": {"ahead": {"value": 26, "saw": []}}, "reason": "我数的"}
    second = other.make(recording.walk, "amend", data)
    other.push([second])
    return recording.walk, ticket, [first, second["id"]]


def decide(browser, conflict, chosen, **fields):
    walk, target, _ = conflict
    browser.get(f"/walks/{walk}")
    return browser.post(f"/walks/{walk}/decisions", {"target": target, "field": "ahead", "chosen": chosen, **fields})


def state_of(app, walk):
    with app.app_context():
        folding.catch_up()
        return db.session.get_one(Walk, walk).read_state()


def test_the_page_shows_each_value_with_its_author(conflict, coordinator):
    page = coordinator.get(f"/walks/{conflict[0]}").text
    assert "1 处更正不一致，请定" in page
    assert "看错了一位" in page and "我数的" in page and "记录员乙" in page and "现在显示的" in page


@pytest.mark.parametrize("n", [0, 1])
def test_the_chosen_value_holds_and_all_phones_will_agree(app, conflict, coordinator, world, n):
    walk, target, heads = conflict
    reply = decide(coordinator, conflict, heads[n], reason="核对了照片")
    assert reply.status_code == 303
    state = state_of(app, walk)
    assert state.conflicts == []
    assert state.entries[target].fields["ahead"] == (16, 26)[n]
    decided = [a for a in state.amendments.values() if a.by == world.people["coordinator"]]
    assert len(decided) == 1 and decided[0].reason == "核对了照片"
    assert sorted(decided[0].set["ahead"]["saw"]) == sorted(heads)


def test_a_second_click_writes_nothing(app, conflict, coordinator):
    decide(coordinator, conflict, conflict[2][0])
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Entry))
    again = decide(coordinator, conflict, conflict[2][0])
    assert again.status_code == 409 and "已经定过" in again.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Entry)) == before


@pytest.mark.parametrize("chosen", ["", "nonsense"])
def test_without_a_choice_nothing_is_written(app, conflict, coordinator, chosen):
    reply = decide(coordinator, conflict, chosen)
    assert reply.status_code == (409 if chosen else 422)
    assert len(state_of(app, conflict[0]).conflicts) == 1


@pytest.mark.parametrize("username", ["office", "supervisor"])
def test_those_who_only_read_do_not_decide(app, conflict, visit, username):
    browser = visit(username)
    page = browser.get(f"/walks/{conflict[0]}").text
    assert "采用所选的值" not in page
    browser.get("/password")
    reply = decide(browser, conflict, conflict[2][0])
    assert reply.status_code == 403
    assert len(state_of(app, conflict[0]).conflicts) == 1


def test_to_strangers_the_walk_does_not_exist(conflict, visit):
    browser = visit("stranger")
    browser.get("/password")
    walk, target, heads = conflict
    fields = {"target": target, "field": "ahead", "chosen": heads[0]}
    assert browser.post(f"/walks/{walk}/decisions", fields).status_code == 404


def test_a_colleague_who_records_may_decide(app, conflict, visit):
    assert decide(visit("colleague"), conflict, conflict[2][1]).status_code == 303
    assert state_of(app, conflict[0]).conflicts == []
