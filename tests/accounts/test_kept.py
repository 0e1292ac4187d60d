"""What a stranger's tries leave behind: little, and not for ever."""

import gc
import io
import tracemalloc

import pytest

from tests.browser import Browser
from zlc import clock
from zlc.accounts import attempts, retention
from zlc.accounts.attempts import HOT, REMEMBERED, LoginFailure
from zlc.accounts.audit import AuditLine
from zlc.accounts.logins import HOUR, PHONE_LASTS, Login
from zlc.accounts.repeats import EACH
from zlc.database import db

pytestmark = pytest.mark.long

MOST_KEPT = 2_000_000  # bytes for all tries: 350 MB were kept of 250 names


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    monkeypatch.setattr(attempts.passwords, "matches", lambda stored, password: password != "Wrong-2026" and stored is not None)


def counted(app):
    """Everything that the minutes' limits hold, in characters."""
    storage = app.extensions["pace"]._counted.storage
    return sum(len(key) for kept in (storage.storage, storage.expirations, storage.locks) for key in kept)


@pytest.mark.parametrize(("tries", "length"), [(250, 450_000), (60, 12_000)])
def test_long_names_cost_no_memory(app, world, tries, length):
    """The larger ones are not even read, the smaller ones cut before anything is kept of them."""
    browser = Browser(app, "10.0.0.1")
    browser.log_in("nobody", "Wrong-2026")
    token = browser.token
    names = [f"{n:06d}" + "x" * length for n in range(tries)]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for name in names:
        reply = browser.client.post("/login", data={"csrf_token": token, "username": name, "password": "Wrong-2026"})
        assert reply.status_code == (413 if length > 16_384 else 422)
        assert len(reply.data) < 8_000, "nor does the answer repeat it"
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert kept < MOST_KEPT and counted(app) < 400 * tries
    with app.app_context():
        for column in (LoginFailure.username, LoginFailure.address, AuditLine.username, AuditLine.address):
            assert max((len(text) for text in db.session.scalars(db.select(column))), default=0) <= 60


def test_the_size_is_bounded_before_the_form_is_read(app, world):
    body = b"username=" + b"x" * 20_000
    reply = Browser(app).client.post("/login", data=body, content_type="application/x-www-form-urlencoded")
    assert reply.status_code == 413 and "没有收下" in reply.text
    environ = {
        "wsgi.input": Endless(), "wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }  # fmt: skip
    reply = Browser(app).client.open("/login", method="POST", environ_overrides=environ)
    assert reply.status_code in (400, 413) and environ["wsgi.input"].given < 100_000


class Endless(io.RawIOBase):
    """A body of unknown length, as a chunked one is."""

    given = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        assert self.given < 10_000_000, "read on and on"
        self.given += len(buffer)
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


def test_an_address_a_proxy_makes_up_is_cut_too(app, world):
    browser = Browser(app, "x" * 500)
    assert browser.log_in("coordinator", "Wrong-2026").status_code == 422
    assert browser.log_in("coordinator").status_code == 303
    with app.app_context():
        assert db.session.scalars(db.select(Login.address)).one() == "x" * 60


def test_a_flood_of_tries_has_a_few_lines_of_the_log_a_minute(app, world):
    """The log is never cleared, so a flood must not fill it; each try is counted all the same."""
    with app.app_context():
        db.session.add_all(LoginFailure(username=f"nobody{n}", address="10.0.0.1") for n in range(HOT))
        db.session.commit()
    with clock.frozen_at(clock.now_ms()):  # all in one minute, however slow the machine
        for n in range(40):
            assert Browser(app, "10.0.0.1").log_in(f"someone{n}", "Wrong-2026").status_code == 422
        Browser(app, "10.0.0.1").log_in("coordinator", "Wrong-2026")
    with app.app_context():
        lines = db.session.scalars(db.select(AuditLine).where(AuditLine.verb == "login")).all()
        assert len(lines) == EACH
        assert db.session.scalar(db.select(db.func.count(LoginFailure.id))) == HOT + 41


def rows(app, table):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(table.id)))


@pytest.mark.parametrize("password", ["Wrong-2026", "Yunling-2026"])
def test_whoever_logs_in_or_fails_to_sweeps_once_a_day(app, world, password):
    now = clock.now_ms()
    with app.app_context():
        old = [LoginFailure(username="x", address="y", at=now - REMEMBERED - n) for n in range(1, 6)]
        long_ago = now - PHONE_LASTS - retention.LOGINS_KEPT - 1
        person = world.people["recorder"]
        left = [
            Login(person_id=person, began_at=now - 40 * 24 * HOUR, ended_at=now - retention.LOGINS_KEPT - 1),
            Login(person_id=person, own_phone=True, began_at=long_ago),
        ]
        kept = [
            Login(person_id=person, began_at=now - 40 * 24 * HOUR, ended_at=now - HOUR),
            Login(person_id=person, own_phone=True, began_at=now - PHONE_LASTS),
            Login(person_id=person, began_at=now - 25 * HOUR),
        ]
        db.session.add_all([*old, *left, *kept, LoginFailure(username="x", address="y", at=now - HOUR)])
        db.session.commit()
    with clock.frozen_at(now):
        Browser(app).log_in("coordinator", password)
        failed = password == "Wrong-2026"
        assert rows(app, LoginFailure) == 1 + failed and rows(app, Login) == 3 + (not failed)
    with app.app_context():
        db.session.add(LoginFailure(username="x", address="y", at=now - REMEMBERED - 1))
        db.session.commit()
    with clock.frozen_at(now + HOUR):
        Browser(app).log_in("recorder")
        assert rows(app, LoginFailure) == 2 + failed, "not before a day has passed"
    with clock.frozen_at(now + 25 * HOUR):
        Browser(app).log_in("recorder")
        assert rows(app, LoginFailure) == 0


def test_a_sweep_takes_a_bounded_number_at_a_time(app, world, monkeypatch):
    """It holds the write lock: what a flood left goes in pieces, and a push waits for one of them at most."""
    monkeypatch.setattr(retention, "MOST", 10)
    with app.app_context():
        db.session.add_all(LoginFailure(username="x", address="y", at=n) for n in range(25))
        db.session.commit()
    for left in (15, 5, 0):
        Browser(app).log_in("coordinator")
        assert rows(app, LoginFailure) == left


def test_a_clock_that_jumps_far_ahead_is_believed_a_day_later(app, world):
    """A phone's login outlives an hour in which the server thought it was next year."""
    now, jumped = clock.now_ms(), clock.now_ms() + 200 * 24 * HOUR
    with clock.frozen_at(now):
        Browser(app).log_in("recorder", own_phone="y")
    retention._swept.clear()  # the server was started anew, which is when clocks jump
    for hours, stands in ((0, True), (1, True), (23, True), (25, False)):
        retention._swept.clear()  # nor is it believed by another process
        with clock.frozen_at(jumped + hours * HOUR):
            Browser(app).log_in("coordinator")
        with app.app_context():
            assert (db.session.scalar(db.select(Login).where(Login.own_phone)) is not None) == stands
