"""采用更正: what the recorder amended after the confirmation, taken in by the coordinator."""

import pytest

from tests.recordings import TEXT


@pytest.fixture
def amended(recording, coordinator):
    """(problem, amendment): confirmed, then corrected on the phone."""
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    return entry, recording.amend(entry, "text", "窗口 5 个都关着", "数错了")


def accept(browser, entry, amendment):
    return browser.post(f"/problems/{entry}/acceptance", {"amendment": amendment})


def test_the_page_shows_old_and_new_side_by_side(amended, coordinator):
    page = coordinator.get(f"/problems/{amended[0]}").text
    assert TEXT in page and "窗口 5 个都关着" in page and "数错了" in page
    assert "采用这处更正" in page


def test_accepting_takes_it_in_and_the_search_finds_it(amended, coordinator, kept):
    entry, amendment = amended
    coordinator.get(f"/problems/{entry}")
    assert accept(coordinator, entry, amendment).status_code == 303
    problem = kept(entry)
    assert problem.text == "窗口 5 个都关着" and problem.waiting == [] and problem.settled == [amendment]
    assert problem.events[-1].detail["changes"]["text"] == [TEXT, "窗口 5 个都关着"]
    assert entry in coordinator.get("/problems?q=都关着").text
    assert entry not in coordinator.get("/problems?q=没有变化").text


def test_accepting_twice_records_nothing_more(amended, coordinator, kept):
    entry, amendment = amended
    coordinator.get(f"/problems/{entry}")
    accept(coordinator, entry, amendment)
    again = accept(coordinator, entry, amendment)
    assert again.status_code == 409 and "联络员甲已在" in again.text and "采用了一处更正" in again.text
    assert [event.verb for event in kept(entry).events] == ["confirmed", "accepted"]


def test_what_is_not_taken_in_says_why_and_does_not_come_back(amended, coordinator, kept, recording):
    entry, amendment = amended
    coordinator.get(f"/problems/{entry}")
    said = {"amendment": amendment, "reason": ""}
    refused = coordinator.post(f"/problems/{entry}/leaving", said)
    assert refused.status_code == 422 and "请写明为什么不采用" in refused.text and kept(entry).waiting != []
    said["reason"] = "当时确实开着两个"
    assert coordinator.post(f"/problems/{entry}/leaving", said).status_code == 303
    problem = kept(entry)
    assert problem.text == TEXT and problem.waiting == [] and problem.settled == [amendment]
    again = coordinator.post(f"/problems/{entry}/leaving", said)
    assert again.status_code == 409 and "定了一处更正不采用" in again.text
    recording.amend(entry, "severity", 3, "影响很大")
    assert [list(one["set"]) for one in kept(entry).waiting] == [["severity"]], "the one that was left does not come back"
    page = coordinator.get(f"/problems/{entry}").text
    assert "没有改为" in page and "当时确实开着两个" in page and "采用这处更正" in page


def test_only_the_coordinator_accepts(amended, visit, kept):
    browser = visit("recorder")
    page = browser.get(f"/problems/{amended[0]}")
    assert "窗口 5 个都关着" in page.text and "采用这处更正" not in page.text
    browser.get("/password")
    assert accept(browser, *amended).status_code == 403
    assert kept(amended[0]).text == TEXT


def test_an_amended_time_is_accepted_as_the_time_found(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    before = kept(entry).found_at
    amendment = recording.amend(entry, "at", before - 600_000, "记晚了")
    kept(entry)
    coordinator.get(f"/problems/{entry}")
    accept(coordinator, entry, amendment)
    assert kept(entry).found_at == before - 600_000
