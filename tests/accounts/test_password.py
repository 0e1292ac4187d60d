"""Changing one's password."""

import pytest

from tests.browser import Browser
from tests.worlds import PASSWORD

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
