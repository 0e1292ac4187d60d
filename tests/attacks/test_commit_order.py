"""A cursor rests on the order of commits: a number taken early and committed late would be passed over."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import suppress
from threading import Event

import pytest
from sqlalchemy import text

from tests.browser import Browser
from tests.phones import Phone
from zlc.database import db
from zlc.walks.entries.wire import Wire
from zlc.walks.journal import commits, journal
from zlc.walks.models import Device

A_MOMENT = 1.0  # for a commit that does not wait, though it should


@pytest.fixture
def app(on_postgresql):
    return on_postgresql


def phone_of(app, username):
    browser = Browser(app)
    browser.log_in(username)
    return Phone.of(browser)


def offer(app, phone, took, may_commit):
    """A push whose transaction stays open between its number and its commit."""
    with app.app_context():
        device = db.session.get_one(Device, phone.device)
        wires = [Wire(**{name: entry[name] for name in ("id", "seq", "hash", "chain", "body")})
                 for entry in phone.entries]  # fmt: skip
        journal.offer(device.person, device, wires, sent_at=1, received_at=1)
        took.set()
        may_commit.wait(30)
        db.session.commit()


def seen_by_a_reader_during_a_late_commit(app):
    """The entries a third phone is shown, and those that were made."""
    slow, quick, reader = (phone_of(app, name) for name in ("recorder", "colleague", "coordinator"))
    slow.a_walk()
    quick.a_walk()
    took, may_commit, at_once = Event(), Event(), Event()
    at_once.set()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(offer, app, slow, took, may_commit)
        assert took.wait(30)
        second = pool.submit(offer, app, quick, Event(), at_once)
        with suppress(StillWaiting):  # as it should wait: the number is given with the commit
            second.result(A_MOMENT)
        page = reader.pull().json
        may_commit.set()
        first.result(30)
        second.result(30)
    later = reader.pull(page["cursor"]).json
    seen = [entry["id"] for entry in [*page["entries"], *later["entries"]]]
    return sorted(seen), sorted(entry["id"] for entry in [*slow.entries, *quick.entries])


def number_from_a_sequence(monkeypatch, app):
    """As others do it: a number that is given out before the commit, and that no other transaction waits for."""
    with app.app_context():
        db.session.execute(text("create sequence early"))
        db.session.commit()

    class Numbers(commits.Numbers):
        def take(self, ids):
            self._number = db.session.scalar(text("select nextval('early')"))
            self._chain = "".join(ids)[:64]
            self._taken.append(("insert into commits (number, chain, at) values (?, ?, 0)", self._number, self._chain))
            return self._number

        def written(self):
            return self._taken

    monkeypatch.setattr(commits, "Numbers", Numbers)
    monkeypatch.setattr(commits, "locking", list)
    number, chain = "select coalesce(max(number), 0) from commits", "select chain from commits order by number desc limit 1"
    monkeypatch.setattr(commits, "LAST", (f"select ({number}), ({chain}), (select epoch from server where id = 1)",))


def test_a_commit_that_comes_late_is_not_passed_over(app):
    seen, made = seen_by_a_reader_during_a_late_commit(app)
    assert seen == made


def test_a_cursor_by_sequence_is_found_out(app, monkeypatch):
    number_from_a_sequence(monkeypatch, app)
    seen, made = seen_by_a_reader_during_a_late_commit(app)
    assert seen and set(seen) < set(made)
