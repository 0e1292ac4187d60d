"""Logging in and out. How tries are counted: test_attempts.py; how long a login lasts: test_lasting.py."""

import pytest

from tests.browser import Browser
from tests.worlds import PASSWORD


def test_a_right_password_leads_to_where_one_was_going(visit):
    browser = visit(None)
    assert browser.get("/problems").headers["Location"].endswith("/login?next=/problems")
    browser.get("/login?next=/problems")
    reply = browser.post("/login", {"username": "coordinator", "password": PASSWORD, "next": "/problems"})
    assert (reply.status_code, reply.headers["Location"]) == (303, "/problems")
    assert browser.get("/problems").status_code == 200


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1"]
)
def test_login_never_leads_to_another_site(visit, target):
    browser = visit(None)
    browser.get("/login")
    reply = browser.post("/login", {"username": "coordinator", "password": PASSWORD, "next": target})
    assert reply.headers["Location"] == "/"


def test_a_wrong_password_says_so_without_telling_which_names_exist(visit):
    browser = visit(None)
    for username in ("coordinator", "nobody-here"):
        reply = browser.log_in(username, "Wrong-2026")
        assert reply.status_code == 422
        assert "用户名或密码不对" in reply.text


def test_logging_out_ends_the_login_even_for_a_stolen_cookie(app, visit):
    browser = visit("coordinator")
    stolen = browser.client.get_cookie("zlc").value
    browser.get("/password")
    assert browser.post("/logout").status_code == 303
    thief = Browser(app)
    thief.client.set_cookie("zlc", stolen)
    assert thief.get("/password").status_code == 302


def test_a_disabled_person_is_out_at_once(app, world, visit):
    browser = visit("coordinator")
    app.test_cli_runner().invoke(args=["people", "disable", "coordinator"])
    assert browser.get("/password").status_code == 302
    assert Browser(app).log_in("coordinator").status_code == 422


def test_the_cookie_is_for_http_only_and_secure_under_https(app, world):
    cookie = Browser(app).get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    assert "Secure" in Browser(app).get("/login", base_url="https://localhost").headers["Set-Cookie"]


def test_a_form_without_its_token_changes_nothing_and_says_what_to_do(visit):
    browser = visit("coordinator")
    browser.token = "stale"
    reply = browser.post("/logout")
    assert reply.status_code == 400 and "请回到刚才的页面再提交" in reply.text
    assert browser.get("/password").status_code == 200


def test_many_tries_from_one_address_are_slowed_down(app, world):
    browser = Browser(app)
    replies = [browser.log_in("somebody", "Wrong-2026") for _ in range(21)]
    assert replies[-1].status_code == 429 and "操作太频繁" in replies[-1].text
    assert browser.log_in("recorder").status_code == 303, "others are not slowed down"
