"""退出 on the phone: it may reach the server late, and ends the login that was left, no other."""

import pytest

from tests.worlds import PASSWORD
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.accounts.logins import MINUTE, Login
from zlc.database import db


@pytest.fixture
def browser(visit):
    return visit(None)


def word(browser):
    return browser.api("GET", "/hello").json["login"]


def test_a_late_leaving_does_not_throw_out_whoever_logged_in_since(app, browser):
    browser.log_in("recorder")
    left = word(browser)
    browser.log_in("recorder")
    assert word(browser) != left
    assert browser.api("POST", "/logout", {"login": left}).status_code == 200
    assert browser.api("GET", "/hello").status_code == 200
    assert browser.api("POST", "/logout", {"login": word(browser)}).status_code == 200
    assert browser.api("GET", "/hello").status_code == 401


def test_a_phone_that_names_no_login_leaves_the_one_it_has(browser):
    browser.log_in("recorder")
    assert browser.api("POST", "/logout", {}).status_code == 200
    assert browser.api("GET", "/hello").status_code == 401


def test_a_login_in_its_place_ends_the_one_before(app, browser):
    browser.log_in("recorder")
    browser.log_in("clerk")
    with app.app_context():
        logins = list(db.session.scalars(db.select(Login).order_by(Login.began_at, Login.id)))
        assert [one.ended_at is None for one in logins] == [False, True]
        said = list(db.session.scalars(db.select(AuditLine.username).where(AuditLine.verb == "logout")))
        assert said == ["recorder"]


def test_the_word_opens_nothing(app, browser):
    browser.log_in("recorder")
    with app.app_context():
        login = db.session.scalars(db.select(Login)).one()
        assert login.id not in word(browser) and len(word(browser)) == 16


def named(browser):
    """The word that a script of ours can read."""
    cookie = browser.client.get_cookie("zlc-login")
    return cookie.value if cookie else None


def test_the_word_comes_with_the_login_itself_and_every_later_one(browser):
    browser.log_in("recorder")
    first = named(browser)
    assert first == word(browser)
    browser.log_in("recorder", own_phone="y")
    assert named(browser) == word(browser) != first


@pytest.mark.parametrize(("fields", "base_url"), [({}, "http://localhost"), ({"own_phone": "y"}, "https://localhost")])
def test_the_words_cookie_is_as_the_sessions_but_for_being_readable(browser, fields, base_url):
    browser.get("/login", base_url=base_url)
    form = {"username": "recorder", "password": PASSWORD, **fields}
    headers = {"Referer": f"{base_url}/login"}
    reply = browser.post("/login", form, base_url=base_url, headers=headers)
    said = {one.partition("=")[0]: one.split("; ")[1:] for one in reply.headers.getlist("Set-Cookie")}
    assert said["zlc"].count("HttpOnly") == 1
    assert sorted(said["zlc-login"]) == sorted(one for one in said["zlc"] if one != "HttpOnly")
    assert any(one.startswith("Expires") for one in said["zlc-login"]) == bool(fields)


def test_the_words_cookie_is_renewed_with_the_sessions(browser, monkeypatch):
    browser.log_in("recorder")
    now = clock.now_ms()
    monkeypatch.setattr(clock, "now_ms", lambda: now + 2 * MINUTE)
    sent = [one.partition("=")[0] for one in browser.get("/password").headers.getlist("Set-Cookie")]
    assert sorted(sent) == ["zlc", "zlc-login"]


def test_a_login_from_before_gets_its_word_when_its_cookie_is_renewed(browser, monkeypatch):
    browser.log_in("recorder")
    browser.client.delete_cookie("zlc-login")
    now = clock.now_ms()
    monkeypatch.setattr(clock, "now_ms", lambda: now + 2 * MINUTE)
    browser.get("/password")
    assert named(browser) == word(browser)


@pytest.mark.parametrize("leave", ["desk", "phone"])
def test_the_words_cookie_goes_when_the_login_ends(browser, leave):
    browser.log_in("recorder")
    if leave == "desk":
        browser.get("/password")
        browser.post("/logout")
    else:
        browser.api("POST", "/logout", {"login": named(browser)})
    assert named(browser) is None


def test_a_word_that_is_not_the_sessions_keeps_nobody_logged_in(browser):
    browser.log_in("recorder")
    browser.client.set_cookie("zlc-login", "0" * 16)
    assert browser.api("POST", "/logout", {"login": named(browser)}).status_code == 200
    assert browser.api("GET", "/hello").status_code == 401
    assert named(browser) is None
