"""Charts: one function each, from plain numbers to an inline SVG. The same drawing on the page and on paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns

WIDTH = 720
TYPE, ROW, BAR = 15, 30, 16
LABELS, WORDS = 170.0, 150.0  # room left of the bars and right of them
BLUE = "#5b7fa8"


def bars(title: str, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """One bar per row: {label, value ≥ 0, words}; `words` say the value. Empty without rows."""
    most = max((row["value"] for row in rows), default=0) or 1
    drawn = []
    for n, row in enumerate(rows):
        width = row["value"] / most * (WIDTH - LABELS - WORDS)
        drawn.append(_label(n, row["label"]) + _bar(n, LABELS, width, BLUE))
        drawn.append(_text(LABELS + width + 8, n, str(row["words"])))
    return _svg(title, rows, "", drawn)


def stacked(title: str, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> Markup:
    """One bar per row, made of parts: {label, parts: {kind: ms}, words}. `kinds`: kind → its Chinese word."""
    most = max((sum(row["parts"].values()) for row in rows), default=0) or 1
    drawn = []
    for n, row in enumerate(rows):
        drawn.append(_label(n, row["label"]))
        x = LABELS
        for kind in kinds:
            width = row["parts"].get(kind, 0) / most * (WIDTH - LABELS - WORDS)
            if width > 0:
                drawn.append(filled("st", kind, _place(n, x, width)))
            x += width
        drawn.append(_text(x + 8, n, str(row["words"])))
    return _svg(title, rows, patterns("st"), drawn)


def columns(title: str, rows: Sequence[Mapping[str, Any]], high: float = 90) -> Markup:
    """One upright bar per row, in order, its words above and its label below: {label, value ≥ 0, words}."""
    if not rows:
        return Markup("")
    most = max(row["value"] for row in rows) or 1
    step = min(60.0, WIDTH / len(rows))
    drawn = []
    for n, row in enumerate(rows):
        height, x = row["value"] / most * high, n * step
        drawn.append(
            f'<rect class="edge" x="{x + step * 0.15:.1f}" y="{20 + high - height:.1f}" width="{step * 0.7:.1f}"'
            f' height="{max(height, 1):.1f}" fill="{BLUE}" stroke="{QUIET}" stroke-width=".6"/>'
            + _middle(x + step / 2, 15 + high - height, str(row["words"]))
            + _middle(x + step / 2, high + 37, str(row["label"]))
        )
    axis = f'<path d="M0 {20 + high:g}H{WIDTH}" stroke="{QUIET}" fill="none"/>'
    return _framed(title, rows, high + 42, "".join(drawn) + axis)


def _middle(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(words)}</text>'


def _svg(title: str, rows: Sequence[Mapping[str, Any]], before: str, drawn: list[str]) -> Markup:
    if not rows:
        return Markup("")
    height = float(len(rows) * ROW + 6)
    axis = f'<path d="M{LABELS:g} 0V{height}" stroke="{QUIET}" fill="none"/>'
    return _framed(title, rows, height, f"{before}{''.join(drawn)}{axis}")


def _framed(title: str, rows: Sequence[Mapping[str, Any]], height: float, body: str) -> Markup:
    """The picture with its title and its words, for whoever cannot see it."""
    said = "；".join(f"{row['label']} {row['words']}" for row in rows)
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="img"'
        f' aria-label="{escape(title)}：{escape(said)}" font-family="{FACE}" font-size="{TYPE}" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>{body}</svg>"
    )


def _bar(row: int, x: float, width: float, fill: str) -> str:
    return f'<rect class="edge" {_place(row, x, width)} fill="{fill}" stroke="{QUIET}" stroke-width=".6"/>'


def _place(row: int, x: float, width: float) -> str:
    y = row * ROW + (ROW - BAR) / 2 + 3
    return f'x="{x:.1f}" y="{y:g}" width="{max(width, 1):.1f}" height="{BAR}"'


def _label(row: int, words: str) -> str:
    return _text(LABELS - 8, row, _short(str(words), 12), "end")


def _text(x: float, row: int, words: str, anchor: str = "start") -> str:
    y = row * ROW + ROW / 2 + TYPE * 0.36 + 3
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
