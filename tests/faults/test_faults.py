"""When the machine itself fails: the phone is told to keep what it has and come again.

These break SQLite in SQLite's own ways; they do not run on PostgreSQL."""

import errno
import sqlite3

import pytest
from sqlalchemy import event

from tests.phones import Phone
from tests.sync.test_photos import picture, put
from zlc.database import db
from zlc.walks.journal import folding
from zlc.walks.models import Entry, Walk


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def stored(app):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(Entry.id)))


def test_a_locked_database_answers_503_and_the_next_try_succeeds(app, phone):
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "connect")
    def hurry(connection, _record):
        connection.execute("pragma busy_timeout=50")

    engine.dispose()
    phone.a_walk()
    other = sqlite3.connect(app.config["DATA"] / "zlc.sqlite3", isolation_level=None)
    other.execute("begin immediate")
    reply = phone.push()
    assert (reply.status_code, reply.json["error"]["code"]) == (503, "busy")
    assert reply.headers["Retry-After"] and "手机里" in reply.json["error"]["message"]
    other.execute("rollback")
    other.close()
    assert stored(app) == 0
    assert phone.push().json["acked"] == 11


def test_a_full_disk_answers_507_and_nothing_is_half_stored(app, phone):
    with app.app_context():
        engine = db.engine
    limits = ["pragma max_page_count=1"]

    @event.listens_for(engine, "checkout")
    def fill(connection, _record, _proxy):
        connection.execute(limits[-1])

    for _ in range(40):
        phone.a_walk()
    entries = phone.entries[:200]
    reply = phone.push(entries)
    assert (reply.status_code, reply.json["error"]["code"]) == (507, "disk_full")
    assert "手机里" in reply.json["error"]["message"]
    limits.append("pragma max_page_count=1000000")
    assert stored(app) == 0
    assert phone.push(entries).json["acked"] == 200


def test_a_photo_that_does_not_fit_on_the_disk_answers_507_and_leaves_nothing(app, phone, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("zlc.walks.photos.photos.os.fsync", full)
        reply = put(phone.browser, picture())
    assert (reply.status_code, reply.json["error"]["code"]) == (507, "disk_full")
    assert not [p for p in (app.config["DATA"] / "photos").rglob("*") if p.is_file()]
    assert put(phone.browser, picture()).status_code == 201


def test_a_fault_in_the_fold_never_undoes_the_receipt(app, phone, monkeypatch):
    """The push is answered; the walk says what is wrong with it, and is whole again after the next entry."""
    walk = phone.a_walk()
    with monkeypatch.context() as broken:
        broken.setattr("zlc.walks.journal.folding.fold", lambda _: 1 / 0)
        told = phone.push()
    assert told.status_code == 200 and told.json["acked"] == 11
    page = phone.browser.get(f"/walks/{walk}")
    assert page.status_code == 200 and "归总出错" in page.text
    phone.make(walk, "note", {"text": "再记一条"})
    phone.push()
    page = phone.browser.get(f"/walks/{walk}")
    assert "归总出错" not in page.text and "再记一条" in page.text


def test_one_walk_that_cannot_be_folded_does_not_stop_the_others(app, phone, monkeypatch):
    bad, good = phone.a_walk(), phone.a_walk()
    whole = folding.fold_of
    with monkeypatch.context() as broken:
        broken.setattr("zlc.walks.journal.folding.fold_of", lambda walk: 1 / 0 if walk.id == bad else whole(walk))
        assert phone.push().status_code == 200
    with app.app_context():
        assert db.session.get(Walk, good).status == "finished"
        assert db.session.get(Walk, bad).fault


def test_a_walk_whose_problems_cannot_be_stored_says_so_and_is_not_tried_for_ever(app, phone, monkeypatch):
    walk = phone.a_walk()
    with monkeypatch.context() as broken:
        broken.setattr("zlc.problems.follow._publish", lambda *_: 1 / 0)
        assert phone.push().status_code == 200
    with app.app_context():
        row = db.session.get(Walk, walk)
        assert not row.marked and "ZeroDivisionError" in row.fault
        assert not row.folded and row.read_state().entries == {} and row.problem_count == 0, "what was half done went with it"


def test_a_crash_between_receipt_and_fold_is_made_good_by_the_next_reader(app, phone, monkeypatch):
    walk = phone.a_walk()
    with monkeypatch.context() as broken:
        broken.setattr("zlc.sync.lull.now", lambda *_: None)
        phone.push()
    with app.app_context():
        assert db.session.get(Walk, walk).marked
    assert "叫号很慢" in phone.browser.get("/problems").text
