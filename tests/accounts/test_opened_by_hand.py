"""A refused POST leaves its address in the bar; opened from there by hand it leads to the page on which its button stands."""

import re

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def pages_at(app, path):
    try:
        return app.url_map.bind("").match(path, "GET")
    except (HTTPException, RequestRedirect):
        return None


def only_taking(app):
    """The addresses that take something and show nothing."""
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "x", rule.rule)
        if rule.methods & {"POST", "PUT"} and not path.startswith("/api/") and pages_at(app, path) is None:
            yield path


def test_each_leads_to_a_page(app, visit):
    paths = sorted(only_taking(app))
    assert len(paths) > 40
    browser = visit("coordinator")
    for path in paths:
        reply = browser.get(path)
        assert reply.status_code == 302, path
        assert pages_at(app, reply.location), (path, reply.location)
        # Only what stands on no page of its own leads to the first one.
        assert reply.location != "/" or path in ("/logout", "/field/share/"), path


@pytest.mark.parametrize(("address", "page"), [
    ("/deadlines", "/problems"), ("/problems/x/rejection", "/problems/x"), ("/needs/x/adoption", "/needs/x"),
    ("/walks/x/gaps/trips/dismissal", "/walks/x/comparison"), ("/walks/x/acceptances", "/walks/x/comparison"),
    ("/walks/x/handovers", "/walks/x"), ("/held/x/release", "/held"), ("/handovers/x/taking", "/held"),
    ("/people/x/closing", "/people/x"), ("/requests/x/withdrawal", "/requests"),
])  # fmt: skip
def test_the_one_it_belongs_to(visit, address, page):
    assert visit("coordinator").get(address).location == page


def test_an_api_still_says_that_it_takes_no_such_thing(visit):
    assert visit("coordinator").client.get("/api/v1/push").status_code in (404, 405)
