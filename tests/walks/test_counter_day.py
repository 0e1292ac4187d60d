"""A counter session laid out on the day's hours. counter_days.json is read by the phone's tests too."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.states import state_saying
from tests.sync.random_walks import random_walk
from tests.sync.test_fold_properties import folded
from zlc.walks.entries.entry import Known, read_body
from zlc.walks.fold import WalkState, fold
from zlc.walks.times import counter_day
from zlc.walks.times.counter_day import HOUR, hours_of, length_of, pieces_of, sums_of

SYNC = Path(__file__).parents[1] / "sync"
DAYS = json.loads((SYNC / "counter_days.json").read_text())


def state_of(name: str) -> WalkState:
    example = json.loads((SYNC / "cases" / f"{name}.json").read_text())
    known = [Known(one["id"], one["at_server"], read_body(json.dumps(one["body"]).encode())) for one in example["entries"]]
    return fold(known, known[0].body.walk)


def test_every_vector_of_the_counter_is_laid_out() -> None:
    assert set(DAYS) == {path.stem for path in SYNC.glob("cases/counter_*.json")}


@pytest.mark.parametrize("name", DAYS)
def test_the_phone_lays_the_vectors_out_alike(name: str) -> None:
    assert [[piece.use, piece.begins, piece.ends] for piece in pieces_of(state_of(name))] == DAYS[name]


@settings(deadline=None)
@given(st.integers(0, 2**32).map(Random), st.integers(0, 40))
def test_whatever_was_recorded_the_drawing_adds_up_to_the_figures(choose: Random, size: int) -> None:
    state = folded(random_walk(choose, size, counter=True))
    if state.counter is None:
        return
    pieces, counter = pieces_of(state), state.counter
    closed = [piece for piece in pieces if not piece.case or piece.case.ends is not None]
    assert length_of(closed, "handled") == sum(case.handled or 0 for case in counter.cases)
    assert length_of(pieces, "idle") == counter.idle
    if state.ends is not None:
        assert length_of(pieces, "unobserved") == counter.unobserved
    told = [part for row in hours_of(pieces) for part in row.parts]
    assert sum(part.ends - part.begins for part in told) == sum(piece.ends - piece.begins for piece in pieces)
    for drawing in str(counter_day.both(state)).split("<svg")[1:]:
        ElementTree.fromstring(f"<svg{drawing}")


def session(*cases: tuple[int, int], ends: int) -> WalkState:
    """Cases from one hour to another, of a session that was opened at the first one's call."""
    told = [
        {"case": str(n), "begins": a * HOUR, "ends": b * HOUR, "result": "done", "handled": (b - a) * HOUR}
        for n, (a, b) in enumerate(cases)
    ]
    idle = sum(call - over for (_, over), (call, _) in pairwise(cases)) * HOUR
    counter = {"cases": told, "pauses": [], "idle": idle, "unobserved": (ends - cases[-1][1]) * HOUR}
    return state_saying(counter=counter, begins=cases[0][0] * HOUR, ends=ends * HOUR)


def test_a_clock_decades_off_makes_a_drawing_of_a_few_rows_all_the_same() -> None:
    decades = 50 * 365 * 24
    rows = hours_of(pieces_of(session((0, 1), (decades, decades + 1), (decades + 2, 2 * decades), ends=3 * decades)))
    assert 0 < len(rows) <= 48
    assert sum(part.ends - part.begins for row in rows for part in row.parts) == 3 * decades * HOUR


def test_the_words_of_the_drawing_say_how_long_each_use_was() -> None:
    state = session((1, 2), (4, 7), ends=9)
    assert sums_of(state) == [("served", "办理", "4 小时"), ("free", "空闲", "2 小时"), ("away", "未观察", "2 小时")]
    drawing = str(counter_day.both(state))
    assert drawing.count('aria-label="按小时画的时间去向：办理 4 小时，空闲 2 小时，未观察 2 小时"') == 2
    # Hours without anybody stand together: 10 to 12 and 15 to 17 in Shanghai.
    assert ">10–12<" in drawing and ">15–17<" in drawing and ">12<" in drawing


def test_a_session_without_cases_draws_only_what_nobody_saw() -> None:
    state = session((1, 2), ends=2)
    state.counter.cases, state.counter.unobserved = [], HOUR
    assert sums_of(state) == [("away", "未观察", "1 小时")]
    state.ends = None
    assert counter_day.both(state) == ""
