"""坐窗口记录表: a counter session on one page."""

from typing import Any

from zlc import clock
from zlc.desk.walks.cases import CaseRow
from zlc.desk.walks.page import WalkPage
from zlc.walks.fold.state import Pause
from zlc.walks.times import counter_day
from zlc.walks.times.timeline import swatch

Data = dict[str, Any]
ONE_COLUMN = 14  # cases; above it they stand in two columns, so that forty fit on the page


def counter_of(page: WalkPage) -> Data:
    begins = page.state.begins
    cases = [_case(row, begins) for row in page.case_rows.rows]
    half = (len(cases) + 1) // 2
    pairs = list(zip(cases[:half], [*cases[half:], None], strict=False)) if len(cases) > ONE_COLUMN else []
    return {
        "figures": page.session.figures,
        "cases": cases, "pairs": pairs, "overnight": any(" " in one["begins"] for one in cases),
        "results": [{"label": word, "words": f"{count} 件"} for word, count in page.session.results],
        "drawing": str(counter_day.draw(page.state, counter_day.PAPER)),
        "uses": [{"swatch": str(swatch(kind)), "word": word, "words": words} for kind, word, words in counter_day.sums_of(page.state)],
        "pauses": [_pause(pause, begins) for pause in page.pauses.rows],
    }  # fmt: skip


def _case(row: CaseRow, near: int | None) -> Data:
    case = row.case
    paused = f"（停 {clock.spoken_length(row.paused)}）" if row.paused else ""
    return {
        "n": row.n, "ticket": str(case.ticket or "未记"), "matter": row.matter or "未记",
        "begins": _time(case.begins, near), "ends": _time(case.ends, near),
        "length": clock.spoken_length(row.handled) + paused, "result": row.result,
    }  # fmt: skip


def _time(ms: int | None, near: int | None) -> str:
    """With its day, 「3月6日 00:10」, where that is not the session's own: `near` is when it began."""
    if ms is None or near is None:
        return "未记"
    with clock.year_unsaid(near):
        day = "" if clock.local(ms).date() == clock.local(near).date() else f"{clock.spoken_date(clock.local(ms).date())} "
    return f"{day}{clock.local(ms):%H:%M}"


def _pause(pause: Pause, near: int | None) -> Data:
    ends = "进行中" if pause.ends is None else _time(pause.ends, near)
    return {
        "begins": _time(pause.begins, near),
        "ends": ends,
        "reason": str(pause.reason or ""),
    }
