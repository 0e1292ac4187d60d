"""Several rows of time on one axis: true to scale, told in words, whatever the instants."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from zlc import clock
from zlc.documents.axis import Piece, Row, both, draw

MINUTE = 60_000
BEGUN = clock.instant(datetime(2026, 11, 23, 9, 20, tzinfo=clock.SHANGHAI))


def rows(*pieces, label="办事人"):
    return [Row(label, [Piece(kind, BEGUN + b * MINUTE, BEGUN + e * MINUTE, words) for kind, b, e, words in pieces])]


def rects(svg, kind):
    """(x, width) of the bars of one kind."""
    root = ElementTree.fromstring(svg)
    return [(float(r.get("x")), float(r.get("width"))) for r in root.iter("rect") if r.get("class") == kind]


def texts(svg):
    return [t.text for t in ElementTree.fromstring(svg).iter("text")]


def test_everything_stands_where_its_time_is():
    svg = draw("k", "试", rows(("waiting", 0, 30, "等"), ("served", 30, 40, "办"), ("office", 50, 100, "等结果")), 720)
    assert rects(svg, "waiting") == [(0, 216)]
    assert rects(svg, "served") == [(216, 72)]
    assert rects(svg, "office") == [(360, 360)]


def test_rows_share_the_axis():
    two = rows(("waiting", 0, 50, "等")) + rows(("served", 50, 100, "办"), label="窗口")
    svg = draw("k", "试", two, 720)
    assert rects(svg, "waiting") == [(0, 360)] and rects(svg, "served") == [(360, 360)]
    assert "办事人" in texts(svg) and "窗口" in texts(svg)


def test_what_is_too_short_to_see_is_seen_and_stays_on_the_drawing():
    svg = draw("k", "试", rows(("office", 0, 60 * 24 * 30, "等结果"), ("served", 60 * 24 * 30 - 1, 60 * 24 * 30, "办")), 360)
    [(x, width)] = rects(svg, "served")
    assert width >= 3 and x + width <= 360


@pytest.mark.parametrize(
    ("minutes", "named"),
    [(40, ["09:30", "09:40", "09:50"]), (300, ["10:00", "11:00", "12:00"]), (60 * 24 * 5, ["11月24日", "11月26日"])],
)
def test_the_axis_is_named_at_round_times(minutes, named):
    said = texts(draw("k", "试", rows(("office", 0, minutes, "等")), 720))
    assert [word for word in named if word not in said] == []
    assert "11月23日 09:20" in said


def test_it_is_told_in_words_too_and_its_ids_are_its_own():
    root = ElementTree.fromstring(f"<p>{both('k', '试', rows(('waiting', 0, 30, '等 30 分')))}</p>")
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert [d.text for d in root.iter("desc")] == ["办事人：等 30 分"] * 2


def test_nothing_that_took_time_draws_nothing():
    assert both("k", "试", []) == "" and both("k", "试", rows(("waiting", 5, 5, "等"))) == ""


def test_what_people_wrote_is_text_and_masked():
    svg = draw("k", "<b>", rows(("waiting", 0, 30, "等"), label="窗口 <script> 13812345678"), 720)
    assert "<script>" not in svg and "<b>" not in svg
    assert "窗口 <script> 138****5678" in texts(svg)


def test_instants_of_any_year_are_drawn_at_once():
    svg = draw("k", "试", [Row("办事人", [Piece("office", -(2**53), 2**53, "等")])], 720)
    assert len(re.findall('class="axis"', svg)) < 20 and rects(svg, "office") == [(0, 720)]
