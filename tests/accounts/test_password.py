"""Changing one's password."""

import sqlite3

import pytest

from tests.browser import Browser
from tests.worlds import PASSWORD
from zlc import clock
from zlc.accounts import attempts, passwords
from zlc.accounts.attempts import FREE
from zlc.database import db

NEW = "Qingxi-Jiedao-7"


def change(browser, current=PASSWORD, new=NEW, again=None):
    browser.get("/password")
    return browser.post("/password", {"current": current, "password": new, "again": again or new})


def test_a_new_password_works_and_the_old_one_no_longer(app, visit):
    assert change(visit("coordinator")).status_code == 303
    assert Browser(app).log_in("coordinator").status_code == 422
    assert Browser(app).log_in("coordinator", NEW).status_code == 303


def test_it_puts_out_the_other_devices_but_not_this_one(visit):
    here, elsewhere = visit("coordinator"), visit("coordinator")
    change(here)
    assert here.get("/password").status_code == 200
    assert elsewhere.get("/password").status_code == 302


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("Ab1!", "8 到 128 位"),
        ("alllowercase1", "三类"),
        ("12345678", "三类"),
        ("Coordinator-1", "用户名"),
        ("x" * 200, "128"),
        ("Password-2026", "太容易猜到"),
        ("Yunling-2026!", "太容易猜到"),  # the unit's place
        (PASSWORD, "一样"),
    ],
)
def test_an_easy_password_is_refused_with_the_reason(app, visit, new, says):
    reply = change(visit("coordinator"), new=new)
    assert reply.status_code == 422
    assert Browser(app).log_in("coordinator").status_code == 303, "the old one still works"
    assert says in reply.text


def test_the_current_password_must_be_right(app, visit):
    reply = change(visit("coordinator"), current="Wrong-2026")
    assert reply.status_code == 422 and "现在的密码不对" in reply.text
    assert Browser(app).log_in("coordinator").status_code == 303


def test_two_different_new_passwords_are_refused(visit):
    reply = change(visit("coordinator"), again="Other-2026-x")
    assert reply.status_code == 422 and "不一样" in reply.text


def test_guessing_the_current_password_waits_like_the_login(app, world):
    """Without a limit whoever finds a desk open could find out the password behind it."""
    browser, now = Browser(app), clock.now_ms()
    with clock.frozen_at(now):
        browser.log_in("coordinator")
        codes = [change(browser, current=f"Wrong-{n}-2026").status_code for n in range(FREE + 1)]
        assert codes == [422] * FREE + [429]
        assert change(browser).status_code == 429, "also the right one has to wait"
        assert Browser(app).log_in("coordinator").status_code == 303, "but the login is not stopped by it"
    with clock.frozen_at(now + 30_001):
        assert change(browser).status_code == 303


def test_the_limit_of_a_minute_holds_here_too(app, visit):
    browser = visit("coordinator")
    assert [change(browser, current="Wrong-2026").status_code for _ in range(22)][-1] == 429


def others_can_write(app):
    """Whether somebody else could store something now, without waiting."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite":
        with sqlite3.connect(url.database, timeout=0) as connection:
            connection.execute("update people set name = name")
        return connection.close() is None
    import psycopg

    address = f"postgresql://{url.username}@{url.host}:{url.port}/{url.database}"
    with psycopg.connect(address) as connection:
        connection.execute("set lock_timeout = 1")
        connection.execute("update people set name = name")
    return True


@pytest.mark.parametrize("page", ["login", "password", "command"])
def test_nobody_waits_for_a_hash(app, visit, monkeypatch, page):
    """argon2 takes its time on purpose: a push that came meanwhile waited for 0.9 s."""
    seen = []
    verify, make = passwords.matches, passwords.hash_of
    browser = visit("coordinator")

    def during(act):
        def watched(*args):
            seen.append(others_can_write(app))
            return act(*args)

        return watched

    monkeypatch.setattr(passwords, "matches", during(verify))
    monkeypatch.setattr(passwords, "hash_of", during(make))
    if page == "command":
        run = app.test_cli_runner().invoke
        assert run(args=["people", "password", "recorder"], input=f"{NEW}\n{NEW}\n").exit_code == 0
        again = ["people", "add", "lin", "--name", "林", "--unit", "市人社局", "--role", "clerk"]
        assert run(args=again, input=f"{NEW}\n{NEW}\n").exit_code == 0
    else:
        reply = change(browser) if page == "password" else Browser(app).log_in("recorder")
        assert reply.status_code == 303
    assert seen and all(seen)


def test_a_password_reset_while_the_old_one_is_being_compared_wins(app, world, monkeypatch):
    """Else the old password opens a login that the reset could not end."""
    verify = attempts.passwords.matches

    def meanwhile(stored, password):
        found = verify(stored, password)
        with app.app_context():
            person = world.person("coordinator")
            person.give_password(passwords.hash_of(NEW))
            db.session.commit()
        return found

    monkeypatch.setattr(attempts.passwords, "matches", meanwhile)
    assert Browser(app).log_in("coordinator").status_code == 422
