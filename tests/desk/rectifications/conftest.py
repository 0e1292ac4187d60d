"""A rectification to work on, and acting on it by its page."""

import pytest

from tests.days import due_in
from zlc.rectifications import following


@pytest.fixture
def does(visit):
    """does(who, address, noun, **filled) → the answer; the page has been looked at."""

    def act(who, address, noun, **filled):
        browser = visit(who)
        browser.get(address)
        return browser.post(f"{address}/{noun}", filled)

    return act


@pytest.fixture
def rectified(record, does, app):
    """rectified(owner): begun from a problem of the recorder's, unclaimed; for a department without an account where the owner is
    None. The address of its page."""

    def begin(owner, recorder="recorder", coordinator="coordinator"):
        entry = record(recorder).problem()
        given = {"assignee": owner} if owner else {"department": "综合科"}
        for noun, said in (("confirmation", {}), ("rectifications", {**given, "due_on": due_in(9).isoformat()})):
            assert does(coordinator, f"/problems/{entry}", noun, **said).status_code == 303
        with app.app_context():
            return f"/rectifications/{following.of_problem(entry)[0].id}"

    return begin
