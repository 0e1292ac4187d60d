"""A walk of many entries: its state is not kept with each push, and nobody who reads it can tell."""

import pytest

from tests.phones import Phone
from zlc import sql, sql_rows
from zlc.accounts.models import Person
from zlc.database import db, uuid7
from zlc.walks.known import fold_known
from zlc.walks.models import STATE_LEFT_OUT, Device, Walk


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def test_a_state_too_large_to_keep_is_read_from_the_entries(app, phone, monkeypatch):
    monkeypatch.setattr("zlc.walks.journal.folding.MOST_KEPT", 500)
    walk = phone.a_walk()
    phone.push()
    with app.app_context():
        row = db.session.get(Walk, walk)
        assert row.state_json == STATE_LEFT_OUT
        assert row.status == "finished" and row.problem_count == 1
        assert row.read_state() == fold_known(walk) and len(row.read_state().order) == 11
    assert "叫号很慢" in phone.browser.get(f"/walks/{walk}").text


def test_a_large_walk_that_could_not_be_folded_shows_its_fault_and_not_a_crash(app, phone, monkeypatch):
    monkeypatch.setattr("zlc.walks.journal.folding.MOST_KEPT", 500)
    walk = phone.a_walk()
    phone.push()
    phone.make(walk, "note", {"text": "再记一条"})
    with monkeypatch.context() as broken:
        for place in ("zlc.walks.journal.folding.fold", "zlc.walks.known.fold"):
            broken.setattr(place, lambda _: 1 / 0)
        phone.push()
        page = phone.browser.get(f"/walks/{walk}")
        problem = next(one["id"] for one in phone.entries if '"kind": "problem"' in one["body"])
        beside = phone.browser.get(f"/problems/{problem}")
    assert page.status_code == 200 and "归总出错" in page.text
    assert beside.status_code == 200 and "叫号很慢" in beside.text


def test_a_push_changes_only_the_problems_it_speaks_of(app, phone):
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    first, second = (phone.make(walk, "problem", {"text": text})["id"] for text in ("灯坏了", "门锁着"))
    phone.push()
    before = places(app)
    phone.make(walk, "problem", {"text": "没有饮水"})
    phone.make(
        walk, "amend", {"target": second, "set": {"text": {"value": "门关着", "saw": []}}, "reason": "写错了"}
    )
    phone.push(phone.entries[3:])
    after = places(app)
    assert after[first] == before[first]
    assert after[second] > before[second] and len(after) == 3


def places(app):
    with app.app_context():
        return {id_: (commit, n) for id_, commit, n in sql.rows('select id, "commit", n from problems')}


def test_a_row_loaded_in_plain_sql_is_the_row_of_the_session(app, phone):
    """Booleans, JSON and nothing at all are the same either way."""
    walk = phone.a_walk()
    phone.push()
    for model, key in ((Person, phone.person), (Device, phone.device), (Walk, walk)):
        with app.app_context():
            (row,) = sql.rows(f"select {sql_rows.columns_of(model)} from {model.__tablename__} where id = ?", key)
            loaded = told(sql_rows.instance(model, row))
            assert sql_rows.instance(model, row) is db.session.get(model, key)
        with app.app_context():
            assert loaded == told(db.session.get(model, key))


def told(row):
    return {column.key: getattr(row, column.key) for column in db.inspect(type(row)).column_attrs}
