"""Lengths in whole minutes whose parts add up: minutes.json is read by the phone's tests too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zlc.clock import spoken_length
from zlc.walks.times.minutes import MINUTE, shares, taken

CASES = json.loads((Path(__file__).parents[1] / "sync/minutes.json").read_text("utf-8"))
LENGTHS = st.lists(st.integers(0, 10**8), max_size=40)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_the_largest_remainder_has_what_is_left(case):
    said = shares(case["parts"], case.get("whole"))
    assert [spoken_length(length) for length in said] == case["words"]


@given(LENGTHS)
def test_parts_add_up_to_their_whole_and_none_is_a_minute_off(parts):
    said = shares(parts)
    assert sum(said) // MINUTE == sum(parts) // MINUTE
    assert all(abs(one - part) < MINUTE for one, part in zip(said, parts, strict=True))
    assert [one == 0 for one in said] == [part == 0 for part in parts], "what was measured is not said as none"


@given(LENGTHS, st.booleans())
def test_parts_add_up_to_what_a_greater_whole_gave_them(parts, more):
    whole = -(-sum(parts) // MINUTE) * MINUTE if more else sum(parts) // MINUTE * MINUTE
    said = shares(parts, whole)
    assert sum(said) // MINUTE == whole // MINUTE
    assert all(abs(one - part) < MINUTE for one, part in zip(said, parts, strict=True))


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_what_remains_and_what_was_taken_off_are_the_whole(one, other):
    whole, part = max(one, other), min(one, other)
    assert taken(whole, part) // MINUTE + part // MINUTE == whole // MINUTE
