"""One rule of what counts (Problem.counts): a withdrawn or struck-out problem is part of no figure, wherever one is shown."""

import re
from datetime import timedelta

import pytest

from tests.documents.conftest import fetched, text_of
from tests.phones import Phone
from zlc import clock
from zlc.database import db
from zlc.problems.models import Problem


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def three(recording, coordinator, app):
    """One that stands, one withdrawn while 新发现, one struck out after the confirmation. The session's walk, the ids."""
    stands, withdrawn, later = (recording.problem(text) for text in ("没有人引导", "记重了的", "确认后划去的"))
    coordinator.get("/problems")  # what came is folded
    with app.app_context():
        row = db.session.get_one(Problem, later)
        row.state, row.frozen = "confirmed", True
        db.session.commit()
    for entry in (withdrawn, later):
        recording.strike(entry)
    return recording.walk, (stands, withdrawn, later)


def test_every_page_counts_one_of_the_three(three, coordinator, visit):
    walk, (_, withdrawn, later) = three
    page = plain(coordinator.get(f"/walks/{walk}"))
    assert "发现的问题 1 " in page and re.search(r"没有计入：.*季-002 .*（已撤回）、.*季-003 .*（已确认，记录已划去）。", page)
    assert "共 1 条，另有 1 条记录已划去，不计入" in plain(coordinator.get("/problems"))
    assert "1 个" in plain(coordinator.get("/walks")) and "3 个" not in plain(coordinator.get("/walks"))
    summary = plain(coordinator.get("/summary"))
    assert "发现问题 1 个" in summary and "已撤回、划去或重复的问题 2 个" in summary
    phone = Phone.of(visit("head"))
    assert phone.browser.api("GET", f"/hello?device={phone.device}").json["duty"]["to_see"] == 1
    for entry in (withdrawn, later):  # found where it is asked for
        assert coordinator.get(f"/problems/{entry}").status_code == 200


def test_its_record_counts_as_the_page_does(three, coordinator):
    walk, _ = three
    printed = text_of(fetched(coordinator, f"/walks/{walk}/record.pdf").data)
    assert "问题1个" in printed and "发现的问题1个" in printed
    number = "〔20..〕.季度-市人社局-问题-"
    assert re.search(f"没有计入：{number}002（已撤回）、{number}003（已确认，记录已划去）。", printed)


def test_a_late_one_whose_record_was_struck_is_no_late_one(three, app, visit):
    _, (*_, later) = three
    with app.app_context():
        row = db.session.get_one(Problem, later)
        row.state, row.due_on = "rectifying", clock.today() - timedelta(days=3)
        db.session.commit()
    phone = Phone.of(visit("head"))
    assert phone.browser.api("GET", f"/hello?device={phone.device}").json["duty"]["late"] == 0
    assert "共 0 条，另有 1 条记录已划去" in plain(visit("coordinator").get("/problems?late=1"))
