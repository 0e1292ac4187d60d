"""How long a login lasts, and what keeps it alive: a person's own acts, not what an open page asks for by itself."""

import time

import pytest

from tests.browser import Browser
from tests.phones import Phone
from zlc import Signer, clock
from zlc.accounts.logins import DESK_IDLE, DESK_LASTS, HOUR, MINUTE, PHONE_LASTS
from zlc.database import uuid7

BACKGROUND = [
    ("GET", "/hello"), ("GET", "/hello?device={device}"), ("GET", "/changes?device={device}"), ("GET", "/catalogue"),
    ("POST", "/photos/missing"), ("POST", "/entries"),
]  # fmt: skip


@pytest.fixture
def now():
    return clock.now_ms()


@pytest.fixture
def desk(app, world, now):
    with clock.frozen_at(now):
        browser = Browser(app)
        browser.log_in("recorder")
    return browser


def at(moment, act):
    with clock.frozen_at(moment):
        return act().status_code


def test_the_desk_forgets_after_thirty_idle_minutes(desk, now):
    page = lambda: desk.get("/password")  # noqa: E731
    assert at(now + DESK_IDLE - MINUTE, page) == 200
    assert at(now + 2 * DESK_IDLE - 2 * MINUTE, page) == 200, "use keeps it alive"
    assert at(now + 4 * DESK_IDLE, page) == 302


@pytest.mark.parametrize(("method", "path"), BACKGROUND)
def test_an_open_tab_of_the_field_app_does_not_keep_the_desk_in(desk, now, method, path):
    """手机记录, left open on a desk, asks every five minutes; an empty or repeated push is no act either."""
    with clock.frozen_at(now):
        phone = Phone.of(desk)
        phone.make(uuid7(), "note", {"text": "一条"})
        phone.push()
    body = {"entries": phone.entries, "device": phone.device, "epoch": phone.epoch, "sent_at": now, "sha256": []}
    ask = lambda: desk.api(method, path.format(device=phone.device), body if method == "POST" else None)  # noqa: E731
    for minutes in range(5, 30, 5):
        assert at(now + minutes * MINUTE, ask) == 200
    assert at(now + DESK_IDLE + 2 * MINUTE, ask) == 401
    assert at(now + DESK_IDLE + 2 * MINUTE, lambda: desk.get("/password")) == 302


def test_the_shell_and_the_login_page_do_not_either(desk, now):
    for path in ("/field/", "/field/handbook/", "/login"):
        for minutes in (10, 20, 29):
            assert at(now + minutes * MINUTE, lambda path=path: desk.client.get(path)) == 200
    assert at(now + DESK_IDLE + MINUTE, lambda: desk.get("/password")) == 302


def test_who_records_on_the_desk_stays_in(desk, now):
    with clock.frozen_at(now):
        phone = Phone.of(desk)
    for minutes in range(20, 120, 20):
        with clock.frozen_at(now + minutes * MINUTE):
            phone.make(uuid7(), "note", {"text": "在记"})
            assert phone.push(phone.entries[-1:]).status_code == 200


def test_a_desk_ends_after_twelve_hours_however_busy(desk, now):
    for minutes in range(20, DESK_LASTS // MINUTE, 20):
        assert at(now + minutes * MINUTE, lambda: desk.get("/password")) == 200
    assert at(now + DESK_LASTS + MINUTE, lambda: desk.get("/password")) == 302


def test_a_phone_ends_thirty_days_after_its_login_however_busy(app, world, now):
    with clock.frozen_at(now):
        phone = Browser(app)
        phone.log_in("recorder", own_phone="y")
    hello = lambda: phone.api("GET", "/hello")  # noqa: E731
    for day in range(1, 30, 4):
        assert at(now + day * 24 * HOUR, hello) == 200
    assert at(now + PHONE_LASTS - MINUTE, hello) == 200
    assert at(now + PHONE_LASTS + MINUTE, hello) == 401


def test_an_end_in_the_middle_of_a_walk_loses_nothing(app, world, now):
    """401, the entries are kept and sent again after the login: each is there once."""
    with clock.frozen_at(now):
        browser = Browser(app)
        browser.log_in("recorder", own_phone="y")
        phone = Phone.of(browser)
    with clock.frozen_at(now + PHONE_LASTS - MINUTE):
        walk = phone.a_walk()
        assert phone.push(phone.entries[:4]).status_code == 200
    with clock.frozen_at(now + PHONE_LASTS + MINUTE):
        refused = phone.push()
        assert (refused.status_code, refused.json["error"]["code"]) == (401, "login_required")
        browser.log_in("recorder", own_phone="y")
        told = phone.push().json
        assert {one["status"] for one in told["results"]} == {"stored"} and told["acked"] == len(phone.entries)
        kept = browser.api("GET", f"/walks/{walk}/journal").json["entries"]
    assert sorted(one["id"] for one in kept) == sorted(one["id"] for one in phone.entries)


def test_a_phone_is_never_sent_its_cookie_again(app, world, now):
    with clock.frozen_at(now):
        browser = Browser(app)
        browser.log_in("recorder", own_phone="y")
    for later in (0, 2 * MINUTE, 24 * HOUR):
        with clock.frozen_at(now + later):
            assert "Set-Cookie" not in browser.api("GET", "/hello").headers


def test_a_server_whose_clock_was_ahead_asks_nobody_to_log_in_anew(app, world, monkeypatch):
    browser = Browser(app)
    with monkeypatch.context() as ahead:
        ahead.setattr(Signer, "get_timestamp", lambda _: int(time.time()) + 7 * 86_400)
        browser.log_in("recorder", own_phone="y")
    assert browser.api("GET", "/hello").status_code == 200
    monkeypatch.setattr(Signer, "get_timestamp", lambda _: int(time.time()) + 100 * 86_400)
    assert browser.api("GET", "/hello").status_code == 401, "but not for ever"


@pytest.mark.parametrize("ahead", [DESK_LASTS + HOUR, 400 * 24 * HOUR])
def test_at_a_desk_a_login_out_of_the_future_does_not_stand_until_then(app, world, now, ahead):
    browser = Browser(app)
    with clock.frozen_at(now + ahead):
        browser.log_in("recorder")
    assert at(now, lambda: browser.get("/problems")) == 302


def test_a_desk_that_was_used_while_the_clock_was_ahead_idles_out(desk, now):
    assert at(now + 20 * MINUTE, lambda: desk.get("/problems")) == 200
    assert at(now, lambda: desk.get("/problems")) == 200
    assert at(now + DESK_IDLE + MINUTE, lambda: desk.get("/problems")) == 302
