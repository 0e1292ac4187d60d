"""本半年: what a head's phone is told, and that each of its lines leads to a page with the same number."""

import json
import re
from datetime import date, timedelta

import pytest

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.config import ROOT
from zlc.database import db
from zlc.problems.duty import half_year_of
from zlc.problems.models import Problem

GOLDEN = json.loads((ROOT / "tests/sync/duty.json").read_text())
NOW = GOLDEN["time"]
DAY = 24 * 60 * MINUTE


@pytest.fixture
def year(record, app, visit):
    """Of this half-year two walks 走到底, one that goes on, one given up, one struck out; of the one before, another that
    came to its end. Of five problems three are new, one of them due today; one is confirmed and overdue, one solved late."""
    with clock.frozen_at(NOW):
        for begun, result in ((NOW - DAY, "done"), (NOW - 40 * DAY, "refused"), (NOW - 200 * DAY, "done"), (NOW - 9 * DAY, "supplement")):
            record(begun=begun).add("outcome", {"result": result}, begun + DAY // 2)
        record(begun=NOW - 3 * DAY).add("finish", {}, NOW - 2 * DAY)
        gone = record(begun=NOW - 5 * DAY)
        gone.add("outcome", {"result": "done"}, NOW - 4 * DAY)
        gone.strike(gone.phone.entries[0]["id"])
        walk = record(begun=NOW - DAY // 2)
        found = [walk.problem(f"第 {n} 个", NOW - DAY // 4 + n * MINUTE) for n in range(5)]
        Phone.of(visit("head")).pull()  # what came is folded
        with app.app_context():
            for entry, state, late in ((found[0], "confirmed", 1), (found[1], "solved", 9), (found[2], "new", 0)):
                row = db.session.get_one(Problem, entry)
                row.state, row.due_on = state, clock.today() - timedelta(days=late)
            db.session.commit()
        yield


def test_the_head_is_told_how_far_the_half_year_has_come(year, visit):
    phone = Phone.of(visit("head"))
    told = phone.browser.api("GET", f"/hello?device={phone.device}").json
    assert (told["duty"], told["time"]) == (GOLDEN["duty"], NOW)
    assert phone.browser.api("POST", "/devices", {}).json["duty"] == GOLDEN["duty"], "a new phone need not wait for it"


@pytest.mark.parametrize("username", ["recorder", "clerk", "coordinator", "office"])
def test_nobody_else_is(year, visit, username):
    phone = Phone.of(visit(username))
    assert "duty" not in phone.browser.api("GET", f"/hello?device={phone.device}").json


def test_each_line_leads_to_a_page_with_the_same_number(year, visit):
    desk = visit("head")
    (reached, summary), (to_see, new), (late, overdue) = GOLDEN["lines"]
    assert re.sub("<[^>]+>|\\s", "", desk.get(summary).text).count(reached.replace(" ", "")) == 1
    assert "共 3 条" in desk.get(new).text and to_see == "待我看 3 件"
    assert "共 1 条" in desk.get(overdue).text and re.search("红 (逾期 1 个工作日|刚逾期)", desk.get(overdue).text) and late == "逾期 1 条"


def test_it_follows_what_came_a_moment_ago(year, visit, record):
    walk = record(begun=NOW - MINUTE)
    walk.add("stage", {"stage": "result", "step": "result", "visit": 1}, NOW)
    phone = Phone.of(visit("head"))
    assert phone.browser.api("GET", f"/hello?device={phone.device}").json["duty"]["reached"] == 3


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("2026-01-01", "2026-01-01", "2026-06-30"), ("2026-06-30", "2026-01-01", "2026-06-30"),
     ("2026-07-01", "2026-07-01", "2026-12-31"), ("2026-12-31", "2026-07-01", "2026-12-31")],
)  # fmt: skip
def test_a_half_year_begins_in_january_and_in_july(day, first, last):
    assert half_year_of(date.fromisoformat(day)) == (date.fromisoformat(first), date.fromisoformat(last))
