"""The drawn timeline: a pure function of the fold's state."""

from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.states import state_saying
from zlc import clock
from zlc.walks.times import timeline
from zlc.walks.times.widths import LEAST

MINUTE = 60_000
BEGUN = clock.instant(datetime(2026, 11, 23, 13, 41, tzinfo=clock.SHANGHAI))
NAMES = {"consult": "咨询", "form": "取表填表", "ticket": "取号排队", "window": "窗口受理", "wait": "等待办理"}
KINDS = {"consult": "served", "form": "own_work", "queue": "waiting", "acceptance": "served", "result": "office"}


def walk(*steps, running=False):
    """A state with these (stage, step, minutes); stage None is away."""
    spans, at = [], BEGUN
    for stage, step, minutes in steps:
        ends = at + round(minutes * MINUTE)
        kind = KINDS.get(stage, "away")
        spans.append({"entry": f"e{len(spans)}", "stage": stage, "step": step, "kind": kind, "begins": at, "ends": ends})
        at = ends
    if running:
        spans[-1]["ends"] = None
    return state_saying(spans=spans)


HALL = walk(
    ("consult", "consult", 9), ("form", "form", 18), ("queue", "ticket", 28), ("acceptance", "window", 12),
    ("result", "wait", 4),
)  # fmt: skip


def drawn(state, width):
    return ElementTree.fromstring(timeline.draw(state, width, NAMES))


def texts(state, width):
    return ["".join(node.itertext()) for node in drawn(state, width).iter("text")]


def bars(state, width):
    """(x, width, kind) of each drawn span."""
    rects = [r for r in drawn(state, width).iter("rect") if r.get("class") in timeline.KINDS]
    return [(float(r.get("x")), float(r.get("width")), r.get("class")) for r in rects]


@pytest.mark.parametrize("width", [360, 720])
def test_it_is_well_formed_and_says_everything_in_words(width):
    svg = drawn(HALL, width)
    assert svg.get("role") == "img"
    desc = svg.find("desc").text
    assert desc.split("；") == [
        "咨询 9 分（咨询受理）", "取表填表 18 分（自己填办）", "取号排队 28 分（等候）",
        "窗口受理 12 分（咨询受理）", "等待办理 4 分（等结果）",
    ]  # fmt: skip
    assert set(svg.get("aria-labelledby").split()) == {svg.find("title").get("id"), svg.find("desc").get("id")}


def test_the_two_widths_share_no_id():
    both = str(timeline.both(HALL, NAMES))
    ids = [piece.split('"')[0] for piece in both.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) > 8


def test_widths_are_in_proportion_and_fill_the_line():
    found = bars(HALL, 720)
    assert [kind for _, _, kind in found] == ["served", "own_work", "waiting", "served", "office"]
    assert found[2][1] / found[1][1] == pytest.approx(28 / 18, rel=0.05)
    assert found[0][0] == pytest.approx(0.5) and sum(w + 1 for _, w, _ in found) == pytest.approx(720, abs=1)


def test_a_week_at_the_office_leaves_the_hour_readable():
    state = walk(("queue", "ticket", 28), ("acceptance", "window", 12), ("result", "wait", 7 * 24 * 60))
    found = bars(state, 720)
    assert found[2][1] <= 720 * 0.75 and found[0][1] > 60 and found[0][1] > found[1][1]
    assert len([p for p in drawn(state, 720).iter("path") if p.get("class") == "gap"]) == 1
    assert "等待办理 7 天" in texts(state, 720)


@pytest.mark.parametrize("long", [[], [20], [20, 5], [20, 20, 20], [30, 20, 5], [40, 10, 3, 1]], ids=str)
@pytest.mark.parametrize("width", [360, 720])
def test_half_an_hour_is_drawn_longer_than_ten_minutes_and_shorter_than_what_is_broken(long, width):
    """Beside days at the office, broken, both had the least width; alone, both were broken."""
    state = walk(("queue", "ticket", 30), ("acceptance", "window", 10), *[("result", "wait", days * 24 * 60) for days in long])
    (_, half, _), (_, ten, _), *days = bars(state, width)
    assert half / ten == pytest.approx(3, rel=0.06)
    assert all(one > half for _, one, _ in days)
    broken = [p for p in drawn(state, width).iter("path") if p.get("class") == "gap"]
    assert len(broken) == len(long)


def test_among_many_the_longer_one_is_never_drawn_shorter():
    minutes = [1, 2, 3, 5, 8, 13, 45, 60, 24 * 60, 3 * 24 * 60, 0]
    found = [width for _, width, _ in bars(walk(*[("queue", "ticket", one) for one in minutes]), 720)]
    by_length = [width for _, width in sorted(zip(minutes, found, strict=True))]
    assert by_length == sorted(by_length) and min(found) >= LEAST / 2


def test_a_span_of_no_length_can_still_be_seen():
    found = bars(walk(("consult", "consult", 0), ("queue", "ticket", 300)), 720)
    assert found[0][1] >= 8


def test_each_kind_has_its_own_pattern():
    patterns = {p.get("id"): ElementTree.tostring(p) for p in drawn(HALL, 720).iter("pattern")}
    strokes = [body.split(b"<path", 1)[-1] for body in patterns.values()]
    assert len(set(strokes)) == 4  # being served is plain
    filled = {r.get("fill") for r in drawn(HALL, 720).iter("rect")}
    assert {f"url(#{name})" for name in patterns if name != "tl720-away"} <= filled


def test_names_that_do_not_fit_are_left_to_the_table_but_rows_have_them_all():
    state = walk(*[("queue", "ticket", 5)] * 30)
    assert len([t for t in texts(state, 720) if "取号排队" in t]) == 0
    assert len([t for t in texts(state, 360) if "取号排队" in t]) == 30


def test_no_words_lie_upon_each_other():
    state = walk(*[("queue", "ticket", n + 1) for n in range(20)])
    noted = {f"p{n}": {"time": BEGUN + n * MINUTE} for n in range(12)}
    state = state_saying(spans=state.spans, problems=list(noted), entries=noted)
    lines = {}
    for node in drawn(state, 720).iter("text"):
        words, x = "".join(node.itertext()), float(node.get("x"))
        width = timeline._wide(words)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[node.get("text-anchor")]
        lines.setdefault(node.get("y"), []).append((left, left + width))
    for places in lines.values():
        places.sort()
        assert all(a[1] <= b[0] + 0.2 for a, b in pairwise(places))
        assert places[0][0] >= -0.2 and places[-1][1] <= 720.2


def test_what_still_runs_says_so():
    assert "取号排队 进行中" in drawn(walk(("queue", "ticket", 5), running=True), 720).find("desc").text


def test_the_next_day_is_named():
    said = texts(walk(("result", "wait", 60 * 24), ("acceptance", "window", 600)), 360)
    assert any("11月23日" in words for words in said) and any("11月24日" in words for words in said)


def test_problems_stand_where_they_were_noted():
    state = state_saying(spans=HALL.spans, problems=["p"], entries={"p": {"time": BEGUN + 30 * MINUTE}})
    mark = next(n for n in drawn(state, 720).iter("text") if "问题 1" in "".join(n.itertext()))
    queue = bars(state, 720)[2]
    assert queue[0] - 8 <= float(mark.get("x")) <= queue[0] + queue[1]


def test_hostile_names_are_text():
    state = walk(("queue", "x", 5))
    svg = timeline.draw(state, 720, {"x": "<script>&\"'"})
    assert "<script>" not in svg and ElementTree.fromstring(svg) is not None


def test_a_walk_without_spans_draws_nothing():
    assert timeline.both(walk(), NAMES) == "" and timeline.draw(walk(), 720, NAMES) == ""


def test_thousands_of_spans_stay_one_picture():
    assert len(bars(walk(*[("queue", "ticket", 1)] * 3000), 720)) == timeline.MOST_ROWS
