"""Each walk says what its published case says, on whatever day the world is built."""

from collections import Counter
from datetime import date, timedelta

from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.walks.fold.state import EntryState, Span
from zlc.walks.models import Walk

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def spans(walk: Walk, kind: str) -> list[Span]:
    return [span for span in walk.read_state().spans if span.kind == kind]


def kinds(walk: Walk) -> set[str]:
    return {entry.kind for entry in walk.read_state().entries.values()}


def entries(walk: Walk, kind: str) -> list[EntryState]:
    state = walk.read_state()
    return [state.entries[one] for one in state.order if state.entries[one].kind == kind]


def on(instant: int) -> date:
    return clock.local(instant).date()


def working_days(begins: int, ends: int) -> int:
    """First day not counted."""
    day, count = on(begins), 0
    while day < on(ends):
        day += timedelta(days=1)
        count += is_working_day(day)[0]
    return count


def test_there_are_walks_in_every_mode_both_channels_and_sessions(walks: dict[str, Walk]) -> None:
    assert sum(not walk.counter for walk in walks.values()) >= 25
    assert sum(walk.counter for walk in walks.values()) == 4
    assert {walk.mode for walk in walks.values()} == {"self", "delegate", "accompany", None}
    assert {walk.channel for walk in walks.values() if not walk.counter} == {"hall", "online"}
    statuses = Counter(walk.status for walk in walks.values())
    assert (statuses["under_way"], statuses["void"]) == (1, 1) and statuses["finished"] == len(walks) - 2
    assert len({walk.unit_id for walk in walks.values()}) >= 8
    used = set().union(*map(kinds, walks.values()))
    assert used >= {
        "open", "stage", "ticket", "note", "photo", "problem", "need", "material", "check", "outcome",
        "leave", "return", "amend", "finish", "case", "pause", "continue",
    }  # fmt: skip


def test_a_mortgage_takes_ten_minutes_in_all(walks: dict[str, Walk]) -> None:
    walk = walks["C01"]
    assert walk.mode == "accompany" and walk.ends_at and walk.begins_at
    assert walk.ends_at - walk.begins_at == 10 * MINUTE
    assert walk.totals["served"] == 10 * MINUTE
    assert walk.problem_count == 2


def test_enrolment_is_done_in_under_five_minutes(walks: dict[str, Walk]) -> None:
    walk = walks["C03"]
    assert walk.mode == "accompany"
    assert 0 < walk.totals["served"] < 5 * MINUTE
    assert walk.read_state().result == "done"


def test_a_permit_is_handed_in_in_five_minutes_and_comes_three_days_later(walks: dict[str, Walk]) -> None:
    walk = walks["C05"]
    assert walk.mode == "delegate"
    assert walk.read_state().open.fields["delegation"]["ref"] == "企业寄来的委托函和申报资料"
    assert walk.totals["served"] == 5 * MINUTE
    assert walk.totals["office"] == 3 * DAY
    letter = entries(walk, "photo")[0]
    assert letter.fields["restricted"] is True


def test_a_transfer_takes_five_visits_and_three_hours_of_queueing(walks: dict[str, Walk]) -> None:
    walk = walks["C43"]
    assert walk.trips == 5
    queues = [span.ends - span.begins for span in spans(walk, "waiting")]
    assert [length for length in queues if length] == [60 * MINUTE, 120 * MINUTE]
    drive = spans(walk, "away")[1]
    assert drive.ends - drive.begins == 30 * MINUTE
    assert walk.totals["served"] == walk.totals["office"] == 0  # the case does not say
    assert not walk.read_state().materials and walk.read_state().result is None  # nor this
    assert walk.problem_count == 3


def test_a_licence_online_takes_three_months_and_two_corrections(walks: dict[str, Walk]) -> None:
    walk = walks["C45"]
    assert walk.channel == "online" and walk.trips == 0 and walk.begins_at and walk.ends_at
    reviews = spans(walk, "waiting")
    assert [working_days(span.begins, span.ends) for span in reviews] == [3, 3, 3]
    results = [entry.fields["result"] for entry in entries(walk, "outcome")]
    assert results == ["supplement", "supplement", "accepted", "done"]
    accepted_at = entries(walk, "outcome")[-2].time
    assert accepted_at - walk.begins_at > 31 * DAY  # 前后改了1个多月
    assert on(walk.ends_at) - on(walk.begins_at) > timedelta(days=92)  # 前后3个多月
    inspections = [note.time for note in entries(walk, "note") if "现场核查" in note.fields["text"]]
    assert len(inspections) == 3
    gaps = [later - earlier for earlier, later in zip([accepted_at, *inspections], inspections, strict=False)]
    assert all(0 < gap <= 15 * DAY + 12 * 60 * MINUTE for gap in gaps)
    assert inspections[-1] < walk.ends_at
    assert [interval.why for interval in walk.read_state().stopped] == ["supplement", "supplement"]


def test_felling_still_waits_for_its_result(walks: dict[str, Walk]) -> None:
    walk = walks["C07"]
    assert walk.mode == "self" and walk.status == "under_way"
    running = walk.read_state().spans[walk.read_state().running]
    assert running.step == "wait" and running.ends is None
    assert not any(walk.totals.values())  # the case gives no times


def test_a_newborn_is_registered_over_a_long_holiday_in_five_working_days(walks: dict[str, Walk]) -> None:
    walk = walks["C57"]
    assert walk.begins_at and walk.ends_at
    known = is_working_day(on(walk.begins_at))[1]  # else nobody knows the holiday, and weekends alone count
    assert walk.ends_at - walk.begins_at >= (10 if known else 7) * DAY
    assert working_days(walk.begins_at, walk.ends_at) == 5
    assert walk.trips == 1 and len(walk.read_state().materials) == 2


def test_waiting_and_handling_before_and_after(walks: dict[str, Walk]) -> None:
    for case, waited, handled in (("C47 before", 30, 10), ("C47 after", 10, 2)):
        totals = walks[case].totals
        assert (totals["waiting"], totals["served"]) == (waited * MINUTE, handled * MINUTE), case
    assert walks["C55 before"].totals["served"] == 30 * MINUTE
    after = walks["C55 after"].totals
    assert (after["served"], after["served"] + after["office"]) == (2 * MINUTE, 10 * MINUTE)


def test_a_permit_is_put_right_by_the_next_day_and_had_on_that_day(walks: dict[str, Walk]) -> None:
    walk = walks["C59"]
    assert (walk.trips, len(walk.read_state().materials)) == (2, 5)
    first, last = entries(walk, "outcome")
    assert (first.fields["result"], last.fields["result"]) == ("supplement", "done")
    assert working_days(first.time, last.time) == 1


def test_what_is_put_right_takes_under_five_minutes(walks: dict[str, Walk]) -> None:
    walk = walks["C41"]
    assert 0 < walk.totals["served"] < 5 * MINUTE
    assert walk.totals["waiting"] == 0  # no number is drawn again: the stage tapped too early is struck
    assert [entry.void for entry in entries(walk, "stage")] == [True, False]


def test_three_hours_at_the_window(walks: dict[str, Walk]) -> None:
    walk = walks["C09"]
    counter = walk.read_state().counter
    assert walk.begins_at and walk.ends_at and walk.ends_at - walk.begins_at == 180 * MINUTE
    assert 8 <= counter.count <= 30 and len(counter.pauses) == 2
    assert [case.result for case in counter.cases].count("unrecorded") == 1
    assert walk.problem_count == 2


def test_sessions_have_the_cases_their_reports_count(walks: dict[str, Walk]) -> None:
    for case, people, done in (("C53", 8, 2), ("C31", 5, 3)):
        results = [one.result for one in walks[case].read_state().counter.cases]
        assert (len(results), results.count("done")) == (people, done), case


def test_steps_without_a_length_are_said_afterwards_and_have_none(walks: dict[str, Walk]) -> None:
    for case in ("C11", "C13", "C15", "C23", "C39", "C51"):
        assert not any(walks[case].totals.values()), case
        assert {entry.how for entry in entries(walks[case], "stage")} == {"later"}, case


def test_two_phones_disagree_about_one_window(walks: dict[str, Walk]) -> None:
    found = {case: walk.read_state().conflicts for case, walk in walks.items() if walk.read_state().conflicts}
    assert list(found) == ["C47 before"]
    (conflict,) = found["C47 before"]
    assert conflict.field == "window" and len(conflict.heads) == 2
