"""One rule of what counts (Problem.counts): a withdrawn or struck-out problem is part of no figure, wherever one is shown."""

import re
from datetime import timedelta

import pytest

from tests.days import due_in
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


def tabs(page):
    """What the list's tabs say, by word."""
    nav = re.search(r'<nav class="states"[^>]*>(.*?)</nav>', page.text, re.S).group(1)
    return {word: int(count) for word, count in re.findall(r">(\S+) <span class=\"num\">(\d+)</span>", nav)}


def test_tabs_list_and_summary_count_alike(three, coordinator):
    page = coordinator.get("/problems")
    assert tabs(page)["全部"] == 1 and tabs(page)["已确认"] == 0, tabs(page)
    assert tabs(page)["已撤回"] == 1  # in its own it is: it was asked for
    assert "共 1 条" in plain(page) and "发现问题 1 个" in plain(coordinator.get("/summary"))


def test_one_that_goes_on_all_the_same_counts_everywhere_again(three, coordinator, kept):
    walk, (_, _, later) = three
    page = coordinator.get(f"/problems/{later}")
    assert "照常整改" in page.text and f"/problems/{later}/rectifications" not in page.text
    refused = coordinator.post(f"/problems/{later}/rectifications", {"department": "综合科", "due_on": due_in(7).isoformat()})
    assert refused.status_code == 409 and "现在不计入" in refused.text and kept(later).state == "confirmed"
    reply = coordinator.post(f"/problems/{later}/keeping", {"reason": "核过，确有其事"})
    assert reply.status_code == 303, reply.text
    assert (kept(later).state, kept(later).struck, kept(later).counts) == ("confirmed", False, True)
    told = plain(coordinator.get(f"/problems/{later}"))
    assert "划去已取消" in told and "核过，确有其事" in told
    assert f"/problems/{later}/rectifications" in coordinator.get(f"/problems/{later}").text
    page = coordinator.get("/problems")
    assert tabs(page)["全部"] == 2 and tabs(page)["已确认"] == 1 and "共 2 条" in plain(page) and "不计入" not in plain(page)
    assert "发现问题 2 个" in plain(coordinator.get("/summary"))
    assert "发现的问题 2 " in plain(coordinator.get(f"/walks/{walk}"))
    assert "2 个" in plain(coordinator.get("/walks"))  # which counts by what the phone too counts by
    assert "发现的问题2个" in text_of(fetched(coordinator, f"/walks/{walk}/record.pdf").data)


def test_a_withdrawn_one_that_is_reopened_counts_everywhere_again(three, coordinator, kept):
    walk, (_, withdrawn, _) = three
    coordinator.get(f"/problems/{withdrawn}")
    reply = coordinator.post(f"/problems/{withdrawn}/reopening", {"reason": "不是记重"})
    assert reply.status_code == 303, reply.text
    assert (kept(withdrawn).state, kept(withdrawn).counts) == ("new", True)
    assert tabs(coordinator.get("/problems"))["新发现"] == 2 and "发现的问题 2 " in plain(coordinator.get(f"/walks/{walk}"))


def test_a_need_too(recording, coordinator, kept_need):
    entry = recording.need()
    coordinator.get(f"/needs/{entry}")
    coordinator.post(f"/needs/{entry}/study")
    recording.strike(entry)
    page = coordinator.get(f"/needs/{entry}")
    assert tabs(coordinator.get("/needs"))["研究中"] == 0 and "/adoption" not in page.text
    assert coordinator.post(f"/needs/{entry}/keeping", {"reason": "群众确实提过"}).status_code == 303
    assert kept_need(entry).counts and tabs(coordinator.get("/needs"))["研究中"] == 1
