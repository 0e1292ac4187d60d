"""What the window did, from the fold of its session."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.states import state_saying
from zlc.walks.times import together


def session(cases, pauses=(), begins=0, ends=1000, **entries):
    """(begins, ends) of cases and pauses."""
    made = [{"case": str(n), "ticket": f"A{n}", "begins": b, "ends": e} for n, (b, e) in enumerate(cases)]
    stood = [{"begins": b, "ends": e, "reason": None} for b, e in pauses]
    return state_saying(begins=begins, ends=ends, counter={"cases": made, "pauses": stood}, entries=entries)


def told(state):
    return [(one.doing, one.begins, one.ends) for one in together.stretches_of(state)]


def test_cases_idle_time_and_pauses_follow_one_another():
    state = session([(10, 30), (40, 60)], [(20, 25), (30, 35), (90, 95)])
    assert told(state) == [
        ("service", 10, 20), ("paused", 20, 25), ("service", 25, 30), ("paused", 30, 35), ("idle", 35, 40),
        ("service", 40, 60),
    ]  # fmt: skip


def test_before_the_first_call_and_after_the_last_end_nobody_saw():
    assert told(session([(10, 20)])) == [("service", 10, 20)]
    assert told(session([])) == []


def test_a_case_without_a_call_has_no_place():
    assert told(session([(None, None), (10, 20)])) == [("service", 10, 20)]


def test_what_still_runs_goes_to_what_was_written_last():
    state = session([(10, None)], [(30, None)], ends=None, n={"time": 50})
    assert told(state) == [("service", 10, 30), ("paused", 30, 50)]


steps = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=8)


@given(steps, steps)
def test_nothing_lies_upon_anything_and_nothing_is_missing(cases, pauses):
    def laid(lengths):
        found, at = [], 0
        for gap, length in lengths:
            found.append((at + gap, at + gap + length))
            at += gap + length
        return found

    state = session(laid(cases), laid(pauses))
    stretches = together.stretches_of(state)
    for one, following in pairwise(stretches):
        assert one.ends == following.begins
    if cases:
        assert (stretches[0].begins, stretches[-1].ends) == (laid(cases)[0][0], laid(cases)[-1][1])


def test_waiting_is_divided_by_what_the_window_did_and_the_rest_is_unobserved():
    spans = [{"kind": "waiting", "begins": 0, "ends": 50}, {"kind": "served", "begins": 50, "ends": 60}]
    walk = state_saying(spans=spans, begins=0, ends=60)
    stretches = together.stretches_of(session([(10, 30), (40, 60)], [(20, 25)]))
    found = together.waited(walk, stretches, 0, 100)
    assert (found.total, found.service, found.idle, found.paused, found.unobserved, found.served) == (50, 25, 10, 5, 10, 2)
