"""重新打开: back to where the problem stood."""

from tests.days import due_in


def post(browser, entry, noun, **fields):
    browser.get(f"/problems/{entry}")
    return browser.post(f"/problems/{entry}/{noun}", fields)


def reject(browser, entry):
    return post(browser, entry, "rejection", as_="untrue", reason="核过")


def reopen(browser, entry, reason="又看到了"):
    return post(browser, entry, "reopening", reason=reason)


def test_a_new_one_that_was_rejected_is_new_again_and_follows_the_journal(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reject(coordinator, entry)
    assert reopen(coordinator, entry).status_code == 303
    recording.amend(entry, "text", "改过的内容")
    problem = kept(entry)
    assert (problem.state, problem.text) == ("new", "改过的内容")


def test_a_confirmed_one_is_confirmed_again(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    post(coordinator, entry, "confirmation")
    reject(coordinator, entry)
    reopen(coordinator, entry)
    assert kept(entry).state == "confirmed"


def test_one_that_is_being_put_right_is_not_rejected_before_that_is_cancelled(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    post(coordinator, entry, "confirmation")
    due = due_in(3).isoformat()
    post(coordinator, entry, "rectifications", department="综合科", due_on=due)
    reply = reject(coordinator, entry)
    assert reply.status_code == 409 and "现在是「整改中」" in reply.text
    problem = kept(entry)
    assert problem.state == "rectifying" and problem.responsible == "综合科"
    assert [event.verb for event in problem.events] == ["confirmed", "begun"]


def test_a_withdrawn_one_can_be_taken_up_by_the_desk(recording, coordinator, kept):
    entry = recording.problem()
    recording.strike(entry)
    coordinator.get(f"/problems/{entry}")
    assert reopen(coordinator, entry).status_code == 303
    assert kept(entry).state == "new"
    recording.add("note", {"text": "又一条，再折一次"})
    assert kept(entry).state == "new"


def test_one_that_is_open_cannot_be_reopened(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reply = reopen(coordinator, entry)
    assert reply.status_code == 409 and "不能重新打开" in reply.text and "没有改动任何内容" in reply.text
    assert kept(entry).events == []


def test_a_reason_is_needed(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reject(coordinator, entry)
    assert reopen(coordinator, entry, " ").status_code == 422
    assert kept(entry).state == "untrue"


def test_a_second_click_records_nothing(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    reject(coordinator, entry)
    reopen(coordinator, entry)
    assert reopen(coordinator, entry).status_code == 409
    assert [event.verb for event in kept(entry).events] == ["rejected", "reopened"]
