"""Tries at a password: counted for the account and for the address, and nobody is locked out by others."""

import pytest
from werkzeug.http import parse_cookie

from tests.browser import Browser
from tests.worlds import PASSWORD
from zlc import clock
from zlc.accounts import attempts, known_devices
from zlc.accounts.attempts import FREE, HOT, LONGEST_WAIT, LoginFailure
from zlc.database import db

SECOND = 1000
MINUTE = 60 * SECOND


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """argon2 is slow on purpose, and nothing here is about it."""
    monkeypatch.setattr(attempts.passwords, "matches", lambda stored, password: password == PASSWORD and stored is not None)


def fail(browser, times, username="coordinator"):
    return [browser.log_in(username, "Wrong-2026").status_code for _ in range(times)]


def wait_of(reply):
    return int(reply.headers["Retry-After"]) * SECOND


def used_before(app, username="coordinator", address="127.0.0.1"):
    """A browser that the person has logged in with, and left."""
    browser = Browser(app, address)
    assert browser.log_in(username).status_code == 303
    browser.client.delete_cookie("zlc")
    return browser


def test_the_wait_begins_short_grows_and_has_an_end(app, world):
    browser, now, waits = Browser(app), clock.now_ms(), []
    with clock.frozen_at(now):
        assert fail(browser, FREE) == [422] * FREE
    for _ in range(7):  # with more, the limit of a minute says its own word
        with clock.frozen_at(now):
            locked = browser.log_in("coordinator")
            assert locked.status_code == 429 and "密码错的次数多了" in locked.text
            waits.append(wait_of(locked))
        now += waits[-1] + 1
        with clock.frozen_at(now):
            assert fail(browser, 1) == [422], "after the wait a try counts again"
    assert waits[:6] == [30_000, 60_000, 120_000, 240_000, 480_000, LONGEST_WAIT] and set(waits[6:]) == {LONGEST_WAIT}
    with clock.frozen_at(now + LONGEST_WAIT + 1):
        assert browser.log_in("coordinator").status_code == 303, "never for good"


def test_a_clock_that_was_days_ahead_locks_nobody_out_for_days(app, world):
    now = clock.now_ms()
    with clock.frozen_at(now + 3 * 24 * 60 * MINUTE):
        assert fail(Browser(app), FREE) == [422] * FREE
        assert Browser(app).log_in("coordinator").status_code == 429
    with clock.frozen_at(now):
        assert Browser(app).log_in("coordinator").status_code == 303


def test_a_try_that_has_to_wait_makes_the_wait_no_longer(app, world):
    browser, now = Browser(app), clock.now_ms()
    with clock.frozen_at(now):
        fail(browser, FREE + 10)
    with clock.frozen_at(now + 30_001):
        assert browser.log_in("coordinator").status_code == 303


def test_a_success_forgets_the_failures_before_it(app, world):
    browser = Browser(app)
    fail(browser, FREE - 1)
    assert browser.log_in("coordinator").status_code == 303
    assert fail(Browser(app), 1) == [422]
    assert Browser(app).log_in("coordinator").status_code == 303


def test_a_known_device_in_the_same_hall_goes_on(app, world):
    """What stopped a person for 15 minutes at anybody's will who stood in the same hall."""
    mine = used_before(app)
    fail(Browser(app), 25)  # beyond the minute's limit too
    assert Browser(app).log_in("coordinator").status_code == 429
    assert mine.log_in("coordinator").status_code == 303


def test_a_known_device_guesses_no_faster_than_others(app, world):
    mine, now = used_before(app), clock.now_ms()
    with clock.frozen_at(now):
        assert fail(mine, FREE + 1) == [422] * FREE + [429]
        assert Browser(app, "10.0.0.9").log_in("coordinator").status_code == 303, "elsewhere nothing was wrong"
    with clock.frozen_at(now + 30_001):
        assert mine.log_in("coordinator").status_code == 303


def test_a_device_is_known_for_those_who_logged_in_on_it(app, world):
    desk = used_before(app, "recorder")
    used_for = Browser(app)
    fail(Browser(app), FREE + 1)
    assert desk.log_in("coordinator").status_code == 429, "another's device is a stranger's"
    forged = known_devices.KnownDevice().cookie_with(world.people["coordinator"], "another key")
    used_for.client.set_cookie(known_devices.COOKIE, forged, path="/login")
    assert used_for.log_in("coordinator").status_code == 429, "and a forged one too"


@pytest.mark.parametrize("cookie", ["", "x", "W10.a.b", "\N{SNOWMAN}", "a" * 3000])
def test_a_cookie_that_cannot_be_read_is_a_strangers(app, world, cookie):
    browser = Browser(app)
    browser.client.set_cookie(known_devices.COOKIE, cookie, path="/login")
    assert browser.log_in("coordinator").status_code == 303


def test_the_device_cookie_goes_to_the_login_alone(app, world):
    cookies = Browser(app)
    sent = [c for c in cookies.log_in("coordinator").headers.getlist("Set-Cookie") if known_devices.COOKIE in c]
    assert len(sent) == 1 and "HttpOnly" in sent[0] and "SameSite=Lax" in sent[0] and "Path=/login" in sent[0]
    assert int(parse_cookie(sent[0])["Max-Age"]) == 400 * 24 * 3600


def test_an_account_attacked_from_many_addresses_is_slowed(app, world):
    codes = [fail(Browser(app, f"10.0.{n}.1"), 1)[0] for n in range(12)]
    assert codes == [422] * FREE + [429] * (12 - FREE)
    assert Browser(app, "10.1.0.1").log_in("recorder").status_code == 303, "this account, no other"


def test_nobody_elsewhere_stops_a_person_where_they_usually_are(app, world):
    used_before(app, address="10.2.0.1")
    for n in range(20):
        fail(Browser(app, f"10.0.{n}.1"), 1)
    assert Browser(app, "10.3.0.1").log_in("coordinator").status_code == 429
    assert Browser(app, "10.2.0.1").log_in("coordinator").status_code == 303, "another browser of the same office"


def test_a_hall_that_is_guessed_from_stays_open(app, world):
    """One address over all accounts: there one wrong try is free, and everybody's first one counts."""
    with app.app_context():
        db.session.add_all(LoginFailure(username=f"nobody{n}", address="10.0.0.1") for n in range(HOT))
        db.session.commit()
    for username in ("recorder", "colleague", "clerk", "stranger"):
        assert Browser(app, "10.0.0.1").log_in(username).status_code == 303
    assert fail(Browser(app, "10.0.0.1"), 2, "head") == [422, 429]
    assert fail(Browser(app, "10.0.0.2"), 2, "office") == [422, 422]


def test_guesses_made_at_the_same_time_count_one_after_another(app, world, monkeypatch):
    """All of them pass the first look, for none has failed yet while argon2 runs."""
    browser, late = Browser(app), [True]
    matches = attempts.passwords.matches

    def slow(stored, password):
        if late.pop() if late else False:
            with app.app_context():  # five others have been wrong in the meantime
                rows = [LoginFailure(username="coordinator", address="127.0.0.1") for _ in range(FREE)]
                db.session.add_all(rows)
                db.session.commit()
        return matches(stored, password)

    monkeypatch.setattr(attempts.passwords, "matches", slow)
    assert browser.log_in("coordinator", PASSWORD).status_code == 429


def test_names_that_nobody_has_are_treated_alike(app, world):
    assert fail(Browser(app), FREE + 1, "nobody-here") == fail(Browser(app), FREE + 1, "recorder")
