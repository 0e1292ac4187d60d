"""Whose day it was (docs/sync.md): of the golden walks what only the server counts, the acceptance and the working days."""

import json

import pytest

from tests.sync.test_golden import CASES, known
from zlc.catalogue.calendar import is_working_day
from zlc.walks.fold import fold
from zlc.walks.times.acceptance import accepted_of, held_before
from zlc.walks.times.handling import handling
from zlc.walks.times.stops import heads, late_notice, stops_of

TOLD = [path for path in CASES if path.stem.startswith("whose_day_")]


def state_of(path):
    case = json.loads(path.read_text("utf-8"))
    return fold([known(entry) for entry in case["entries"]]), case


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_the_acceptance_and_the_offices_days_are_those_of_the_vector(path):
    state, case = state_of(path)
    days, accepted, length = case["days"], accepted_of(state, is_working_day), handling(state, is_working_day)
    assert (accepted.at, accepted.late, bool(late_notice(state))) == (days["accepted"], days["late"], days["late"])
    assert [one.before for one in stops_of(state)] == days["before"]
    assert [list(part) for part in held_before(state, accepted)] == days["held"]
    assert {key: getattr(length, key) for key in days["handling"]} == days["handling"]


def test_there_is_one_of_each():
    assert len(TOLD) == 6


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_what_is_called_a_stop_is_what_is_taken_off(path):
    """「没有停表」 stood beside 「停表 1 次，29 天」."""
    state, _ = state_of(path)
    stops, length = stops_of(state), handling(state, is_working_day)
    assert (length.stopped > 0) == any(head.startswith("停表") for head, _ in heads(stops))
    assert sum(len(some) for _, some in heads(stops)) == len(state.stopped)


def test_both_reasons_of_two_notices_are_kept():
    state, _ = state_of(next(path for path in TOLD if path.stem == "whose_day_second_notice"))
    assert [(one.word, one.reason) for one in stops_of(state)] == [("补正", "缺照片；还缺授权书"), ("特别程序", "专家评审")]
