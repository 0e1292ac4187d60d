"""A problem that was made of a gap stands in the drawing where the gap came about, not at the walk's end."""

import re

import pytest

from tests.states import state_saying
from zlc.walks.times import timeline
from zlc.walks.times.noticed import noticed_at

MINUTE, DAY = 60_000, 24 * 60 * 60_000
BEGUN = 1_762_394_400_000
SPANS = [
    ("queue", "ticket", "waiting", 1, 0, 30), ("acceptance", "window", "served", 1, 30, 40), (None, None, "away", 1, 40, 60),
    ("acceptance", "window", "served", 2, 60, 70), ("result", "wait", "office", 2, 70, 100), ("result", "result", "office", 2, 100, 100),
]  # fmt: skip


def state_with(*, time=10 * DAY, **fields):
    entries = {
        "paper": {"kind": "material", "time": BEGUN + 65 * MINUTE, "fields": {"name": "多要的", "listed": False}},
        "done": {"kind": "outcome", "time": BEGUN + 100 * MINUTE, "fields": {"result": "done"}},
        "gap": {"kind": "problem", "time": BEGUN + time, "fields": fields},
    }
    spans = [
        {"stage": stage, "step": step, "kind": kind, "visit": visit, "begins": BEGUN + begins * MINUTE, "ends": BEGUN + ends * MINUTE}
        for stage, step, kind, visit, begins, ends in SPANS
    ]
    return state_saying(
        spans=spans, entries=entries, order=list(entries), problems=["gap"], visit=2,
        begins=BEGUN, ends=BEGUN + 100 * MINUTE, result="done",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "minute"),
    [({"check": "trips"}, 60), ({"check": "materials"}, 65), ({"check": "steps"}, 100), ({"check": "limit", "stage": "result"}, 100),
     ({"check": "online"}, 100), ({"stage": "queue"}, 30), ({"stage": "acceptance"}, 70)],
)  # fmt: skip
def test_what_was_written_down_afterwards_stands_at_its_own_day(fields, minute):
    assert noticed_at(state_with(**fields), "gap") == BEGUN + minute * MINUTE


def test_what_was_noticed_on_the_way_stands_where_it_was_noticed():
    assert noticed_at(state_with(time=20 * MINUTE, stage="acceptance"), "gap") == BEGUN + 20 * MINUTE
    assert noticed_at(state_with(), "gap") == BEGUN + 10 * DAY


def test_the_drawing_has_it_there():
    def place(state):
        return float(re.search(r'<text x="([\d.]+)"[^>]*>▲ 问题 1<', timeline.draw(state, 720, {}))[1])

    assert place(state_with(stage="queue")) < place(state_with(check="trips")) < place(state_with(check="limit"))
