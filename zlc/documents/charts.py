"""Charts: one function each, from plain numbers to an inline SVG. The same drawing on the page and on paper."""

from collections.abc import Mapping, Sequence
from statistics import median_low
from typing import Any

from markupsafe import Markup, escape

from zlc.documents.masking import printable, shortened
from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns

WIDTH = 720
TYPE, ROW, BAR = 15, 30, 16
WORDS = 140.0  # room right of the bars
LONGEST_LABEL = 16  # characters
MANY_TIMES, UNBROKEN = 20, 0.7
BLUE = "#5b7fa8"


def bars(title: str, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """One bar per row: {label, value ≥ 0, words}; `words` say the value. Empty without rows."""
    left, drawn = _room(rows), []
    shares = _shares([row["value"] for row in rows])
    for n, (row, (share, broken)) in enumerate(zip(rows, shares, strict=True)):
        width = share * (WIDTH - left - WORDS)
        drawn.append(_label(n, left, row["label"]) + _bar(n, left, width, BLUE))
        drawn.append(_break(n, left + width) if broken else "")
        drawn.append(_text(left + width + 8, n, str(row["words"])))
    return _svg(title, rows, left, "".join(drawn))


def stacked(title: str, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> Markup:
    """One bar per row, made of parts: {label, parts: {kind: ms}, words}. `kinds`: kind → its Chinese word."""
    left, drawn = _room(rows), []
    sums = [sum(row["parts"].values()) for row in rows]
    for n, (row, (share, broken)) in enumerate(zip(rows, _shares(sums), strict=True)):
        drawn.append(_label(n, left, row["label"]))
        x = left
        for kind in kinds:
            width = row["parts"].get(kind, 0) / (sums[n] or 1) * share * (WIDTH - left - WORDS)
            if width > 0:
                drawn.append(filled("st", kind, _place(n, x, width)))
            x += width
        drawn.append(_break(n, x) if broken else "")
        drawn.append(_text(x + 8, n, str(row["words"])))
    return _svg(title, rows, left, patterns("st", kinds) + "".join(drawn))


def _shares(values: Sequence[float]) -> list[tuple[float, bool]]:
    """(share of the width, whether the bar is broken) of each value. What is many times longer than the
    middle one is drawn broken at full width, or minutes would vanish beside a month."""
    positive = sorted(value for value in values if value > 0)
    if not positive:
        return [(0.0, False) for _ in values]
    most = max(value for value in positive if value <= MANY_TIMES * median_low(positive))
    whole = UNBROKEN if most < positive[-1] else 1.0
    return [(1.0, True) if value > most else (value / most * whole, False) for value in values]


def _break(row: int, x: float) -> str:
    """The sign of a broken axis, near the end of a bar."""
    y = row * ROW + (ROW - BAR) / 2 + 3
    return f'<path class="gap" d="M{x - 34:.1f} {y + BAR + 3:g}l6 {-(BAR + 6)}" stroke="#fff" stroke-width="4" fill="none"/>'


def _room(rows: Sequence[Mapping[str, Any]]) -> float:
    """How much the labels need left of the bars."""
    longest = max((_wide(shortened(str(row["label"]), LONGEST_LABEL)) for row in rows), default=0.0)
    return longest + 16


def _wide(words: str) -> float:
    """About how wide a text is: a Chinese character is a square, a figure a little over half of one."""
    return sum(TYPE if ord(c) > 0x2E80 else TYPE * 0.58 for c in words)


def _svg(title: str, rows: Sequence[Mapping[str, Any]], left: float, body: str) -> Markup:
    if not rows:
        return Markup("")
    height = float(len(rows) * ROW + 6)
    axis = f'<path d="M{left:g} 0V{height:g}" stroke="{QUIET}" fill="none"/>'
    return _framed(title, rows, height, body + axis)


def _framed(title: str, rows: Sequence[Mapping[str, Any]], height: float, body: str) -> Markup:
    """The picture with its title and its words, for whoever cannot see it."""
    said = "；".join(f"{row['label']} {row['words']}" for row in rows)
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="img"'
        f' aria-label="{_said(title)}：{_said(said)}" font-family="{FACE}" font-size="{TYPE}" fill="{INK}">'
        f"<title>{_said(title)}</title><desc>{_said(said)}</desc>{body}</svg>"
    )


def _bar(row: int, x: float, width: float, fill: str) -> str:
    return f'<rect class="edge" {_place(row, x, width)} fill="{fill}" stroke="{QUIET}" stroke-width=".6"/>'


def _place(row: int, x: float, width: float) -> str:
    y = row * ROW + (ROW - BAR) / 2 + 3
    return f'x="{x:.1f}" y="{y:g}" width="{max(width, 1):.1f}" height="{BAR}"'


def _label(row: int, left: float, words: str) -> str:
    return _text(left - 8, row, shortened(str(words), LONGEST_LABEL), "end")


def _text(x: float, row: int, words: str, anchor: str = "start") -> str:
    y = row * ROW + ROW / 2 + TYPE * 0.36 + 3
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_said(words)}</text>'


def _said(words: str) -> Markup:
    """Masked here: a drawing is markup, which the sheets take as it is."""
    return escape(printable(words))
