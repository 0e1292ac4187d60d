"""退回: 不属实 or 不属本单位, always with a reason."""

import pytest


def reject(browser, entry, **fields):
    return browser.post(f"/problems/{entry}/rejection", {"as_": "untrue", "reason": "现场核过，五个窗口都开着", **fields})


@pytest.fixture
def entry(recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    return entry


@pytest.mark.parametrize(("as_", "word"), [("untrue", "不属实"), ("elsewhere", "不属本单位")])
def test_rejecting_keeps_the_reason(entry, coordinator, kept, as_, word):
    assert reject(coordinator, entry, as_=as_).status_code == 303
    problem = kept(entry)
    assert (problem.state, problem.state_name) == (as_, word)
    assert (problem.events[-1].verb, problem.events[-1].reason) == ("rejected", "现场核过，五个窗口都开着")
    assert "现场核过，五个窗口都开着" in coordinator.get(f"/problems/{entry}").text


@pytest.mark.parametrize(
    "fields", [{"reason": ""}, {"reason": "  "}, {"reason": "长" * 501}, {"as_": ""}, {"as_": "closed"}]
)
def test_without_a_reason_or_a_kind_nothing_happens(entry, coordinator, kept, fields):
    reply = reject(coordinator, entry, **fields)
    assert reply.status_code == 422
    assert kept(entry).state == "new"


def test_what_was_typed_is_still_there(entry, coordinator):
    reply = reject(coordinator, entry, as_="", reason="核过了<b>")
    assert "核过了&lt;b&gt;</textarea>" in reply.text


def test_what_no_database_can_hold_is_left_out_of_the_reason(entry, coordinator, kept):
    assert reject(coordinator, entry, reason="核\0过").status_code == 303
    assert kept(entry).events[-1].reason == "核过"


def test_a_second_click_records_nothing(entry, coordinator, kept):
    reject(coordinator, entry)
    again = reject(coordinator, entry)
    assert again.status_code == 409 and "没有重复登记" in again.text
    assert len(kept(entry).events) == 1


def test_a_recorder_may_not_reject(entry, visit, kept):
    browser = visit("recorder")
    browser.get("/password")
    assert reject(browser, entry).status_code == 403
    assert kept(entry).state == "new"
