"""A form that is not taken: whoever sent it is told that nothing was saved, and led back to where it stood."""

import re

import pytest

from tests.worlds import PASSWORD

ID = "0198c0de-0000-7000-8000-000000000000"
PLACE = re.compile(r'data-unsaved="([^"]*)"')


def posts(app):
    """Every address that takes a form, filled in, but those that all may use or that nothing is typed for."""
    found = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if "POST" in rule.methods and not rule.rule.startswith("/api/") and not getattr(view, "open_to_all", False):
            found.append((rule.endpoint, re.sub(r"<(?:\w+:)?\w+>", ID, rule.rule)))
    return [(endpoint, path) for endpoint, path in found if endpoint != "accounts.logout"]


def is_page(app, path):
    return bool(app.url_map.bind("localhost").match(path.partition("?")[0], method="GET"))


@pytest.mark.parametrize("stood_on", ["/problems?state=new&q=%E7%AA%97", f"/problems/{ID}", "/summary"])
def test_after_a_login_that_expired_it_is_told_and_one_is_led_back(visit, stood_on):
    guest = visit(None)
    reply = guest.client.post(f"/problems/{ID}/rejection", data={"reason": "x"}, headers={"Referer": f"http://localhost{stood_on}"})
    assert reply.status_code == 303 and "unsaved=1" in reply.location
    page = guest.get(reply.location)
    assert "登录已过期，刚才填的没有保存" in page.text and "没有记下您填的内容" in page.text
    assert 'action="/login?unsaved=1"' in page.text
    way = re.search(r'name="next"[^>]*value="([^"]*)"', page.text)[1].replace("&amp;", "&")
    assert way == stood_on == PLACE.search(page.text)[1].replace("&amp;", "&")
    wrong = guest.post("/login?unsaved=1", {"username": "coordinator", "password": "Wrong-2026", "next": way})
    assert "没有保存" in wrong.text, "said as long as it is so"
    assert guest.post("/login?unsaved=1", {"username": "coordinator", "password": PASSWORD, "next": way}).location == stood_on


def test_from_every_address_one_is_led_to_a_page_though_the_browser_does_not_say_where_it_was(app, visit):
    guest, seen = visit(None), 0
    for _, path in posts(app):
        reply = guest.client.post(path, data={})
        assert reply.status_code == 303, path
        page = guest.get(reply.location)
        place = PLACE.search(page.text)[1]
        assert is_page(app, place), (path, place)
        assert place != "/", path
        seen += 1
    assert seen > 25


ELSEWHERE = ["https://evil.example/problems", "//evil.example/", "http://localhost/login", "http://localhost/api/v1/hello", "http://["]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_one_is_led_to_no_other_place(visit, elsewhere):
    reply = visit(None).client.post(f"/problems/{ID}/rejection", data={}, headers={"Referer": elsewhere})
    assert reply.location == f"/login?next=/problems/{ID}&unsaved=1"


FILTERED = "/problems?state=new&q=%E7%AA%97"


@pytest.mark.parametrize(("back", "place"), [
    (FILTERED, FILTERED), ("", "/problems"), ("//evil.example/problems", "/problems"), ("https://evil.example/problems?q=1", "/problems"),
    ("problems?q=1", "/problems"), ("/login", "/problems"), ("http://[", "/problems"),
])  # fmt: skip
def test_a_list_that_was_refused_once_before_is_the_list_as_it_was_filtered(visit, back, place):
    guest = visit(None)
    refused_at = {"Referer": "http://localhost/rejections"}
    reply = guest.client.post("/rejections", data={"reason": "x", "back": back}, headers=refused_at)
    assert PLACE.search(guest.get(reply.location).text)[1].replace("&amp;", "&") == place


def test_a_page_that_was_too_old_is_the_same_kind(app, visit):
    browser = visit("coordinator")
    for _, path in posts(app):
        reply = browser.client.post(path, data={"reason": "写了很久"})
        assert reply.status_code == 400 and "没有保存" in reply.text, path
        place = PLACE.search(reply.text)[1]
        assert is_page(app, place) and f'href="{place}">回到刚才的页面' in reply.text, path
        assert "写了很久" not in reply.text, "whoever sent it may be another site"


def test_what_is_gone_meanwhile_leads_back_and_says_what_was_written(visit):
    browser = visit("coordinator")
    browser.get("/password")
    reply = browser.post(f"/problems/{ID}/rejection", {"as_": "untrue", "reason": "写了很久的理由"}, headers={"Referer": "http://localhost/problems"})
    assert reply.status_code == 404 and 'href="/problems">回到刚才的页面' in reply.text and "写了很久的理由" in reply.text


def test_a_page_that_was_only_looked_at_has_nothing_unsaved(visit):
    page = visit("coordinator").get(f"/problems/{ID}")
    assert page.status_code == 404 and "data-unsaved" not in page.text and "回到刚才的页面" not in page.text
    reply = visit(None).client.get("/problems")
    assert reply.location == "/login?next=/problems"


def test_logging_out_after_the_end_is_nothing_lost(visit):
    assert visit(None).client.post("/logout").location == "/login"
