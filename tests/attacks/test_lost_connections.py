"""Connections that wait in the pool for the next push or photo: dead when PostgreSQL was restarted; and what goes over them by
one journey."""

import threading

import pytest
from sqlalchemy.exc import IntegrityError

from tests.browser import Browser
from tests.phones import Phone
from tests.sync.test_photos import picture, put
from zlc import sql
from zlc.database import db
from zlc.sync import lull
from zlc.walks.journal import marks
from zlc.walks.models import Entry

ALL = "select pg_terminate_backend(pid) from pg_stat_activity where datname like 'test_%'"


@pytest.fixture
def app(on_postgresql):
    return on_postgresql


@pytest.fixture
def phone(app):
    with app.app_context(), sql.transaction(), sql.transaction():
        """Two at once: so many connections wait for whoever comes next."""
    browser = Browser(app)
    browser.log_in("recorder")
    return Phone.of(browser)


class Ended:
    """Lets whoever waits know how often it has been called to its end, however that was."""

    def __init__(self, act):
        self.act, self.done = act, threading.Semaphore(0)

    def __call__(self, **given):
        try:
            self.act(**given)
        finally:
            self.done.release()

    def wait(self):
        assert self.done.acquire(timeout=60)


def answers(act):
    """The status of each try, until one is not 503."""
    told = []
    while not told or (told[-1] == 503 and len(told) < 9):
        told.append(act().status_code)
    return told


def test_one_push_is_told_to_come_again_and_nothing_is_lost(app, postgres, phone):
    phone.a_walk()
    assert phone.push().status_code == 200
    phone.a_walk()
    postgres.run(ALL)
    assert answers(phone.push) == [503, 200]
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Entry.id))) == len(phone.entries)


def test_so_is_one_photo(postgres, phone):
    assert put(phone.browser, picture()).status_code == 201
    postgres.run(ALL)
    data = picture()
    assert answers(lambda: put(phone.browser, data)) == [503, 201]


@pytest.mark.parametrize("path", ["/api/v1/hello", "/problems", "/login"])
def test_so_is_whoever_looks(postgres, phone, path):
    postgres.run(ALL)
    assert answers(lambda: phone.browser.get(path)) == [503, 200]


def test_what_folds_in_lulls_outlives_it(app, postgres, phone, monkeypatch):
    app.config["LULLS"] = True
    monkeypatch.setattr(lull, "_pushes", lull._Pushes())
    monkeypatch.setattr(lull, "QUIET", 0.5)  # time enough to end its connection before it folds
    monkeypatch.setattr(lull, "now", ended := Ended(lull.now))
    for number in range(3):
        phone.a_walk()
        assert phone.push(phone.entries[-11:]).status_code == 200
        if number == 1:
            postgres.run(ALL)
        ended.wait()
    with app.app_context():
        assert not marks.marked()


def test_a_transaction_is_kept_whole_or_not_at_all(app):
    line = ("insert into commits (number, chain, at) values (?, ?, ?)", 900, "a", 1)
    with app.app_context():
        for _ in range(6):  # psycopg prepares a statement that it has seen five times
            with pytest.raises(IntegrityError), sql.transaction():
                sql.ask(line, line)
            assert sql.rows("select number from commits where number = 900") == []
            db.session.rollback()
        with sql.transaction():
            assert sql.ask(line, ("select chain from commits where number = 900",))[1] == [("a",)]
        assert sql.rows("select chain from commits where number = 900") == [("a",)]
