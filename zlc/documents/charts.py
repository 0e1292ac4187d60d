"""Charts: one function each, from plain numbers to an inline SVG. The same drawing on the page and on paper."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from zlc import clock
from zlc.documents.masking import printable, shortened
from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns

LONGEST_LABEL = 16  # characters
MANY_TIMES, UNBROKEN = 20, 0.7
BLUE = "#5b7fa8"


class Shape(NamedTuple):
    """How a chart is laid out, in units of the drawing. `above`: how much of a row the label takes, when it does not stand
    beside its bar; `words`: the most room right of the bars."""

    width: int
    type: int
    row: int
    bar: int
    words: float
    above: int = 0

    def middle(self, n: int) -> float:
        """Of the bar of row `n`, from the top."""
        return n * self.row + self.above + (self.row - self.above) / 2 + 3


WIDE = Shape(720, 15, 30, 16, 140.0)
# Shown 258 px wide on the narrowest phone, its type is 15 px there, as the timeline's.
NARROW = Shape(360, 21, 66, 20, 172.0, above=32)


def bars(title: str, rows: Sequence[Mapping[str, Any]], shape: Shape = WIDE) -> Markup:
    """One bar per row: {label, value ≥ 0, words}; `words` say the value. Empty without rows."""
    left, drawn = _room(rows, shape), []
    longest = _longest(rows, left, shape)
    shares = _shares([row["value"] for row in rows])
    for n, (row, (share, broken)) in enumerate(zip(rows, shares, strict=True)):
        width = share * longest
        drawn.append(_label(n, left, row["label"], shape) + _bar(n, left, width, BLUE, shape))
        drawn.append(_break(n, left + width, shape) if broken else "")
        drawn.append(_text(left + width + 8, _line(n, shape), str(row["words"])))
    return _svg(title, rows, left, "".join(drawn), shape)


def even(rows: Sequence[Mapping[str, Any]]) -> str:
    """What there is to say instead of a drawing of `bars`, all of them equally long; empty where they are not."""
    if not rows or len({row["value"] for row in rows}) > 1:
        return ""
    named = "、".join(str(row["label"]) for row in rows)
    return f"{named}{' 都是 ' if len(rows) > 1 else '：'}{rows[0]['words']}。"


def even_stacked(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> str:
    """The same of `stacked`: every bar made of the same parts, and more than one bar or one part to see."""
    if not rows:
        return ""
    parts = [{kind: row["parts"][kind] for kind in kinds if row["parts"].get(kind)} for row in rows]
    if any(one != parts[0] for one in parts) or (len(rows) == 1 and len(parts[0]) > 1):
        return ""
    said = "，".join(f"{kinds[kind]} {clock.spoken_length(length)}" for kind, length in parts[0].items())
    return f"{len(rows)} 次都一样：{said}。" if len(rows) > 1 else f"{rows[0]['label']}：{said}。"


def stacked(title: str, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str], shape: Shape = WIDE) -> Markup:
    """One bar per row, made of parts: {label, parts: {kind: ms}, words}. `kinds`: kind → its Chinese word."""
    left, drawn, key = _room(rows, shape), [], f"st{shape.width}"
    longest = _longest(rows, left, shape)
    sums = [sum(row["parts"].values()) for row in rows]
    for n, (row, (share, broken)) in enumerate(zip(rows, _shares(sums), strict=True)):
        drawn.append(_label(n, left, row["label"], shape))
        x = left
        for kind in kinds:
            width = row["parts"].get(kind, 0) / (sums[n] or 1) * share * longest
            if width > 0:
                drawn.append(filled(key, kind, _place(n, x, width, shape)))
            x += width
        drawn.append(_break(n, x, shape) if broken else "")
        drawn.append(_text(x + 8, _line(n, shape), str(row["words"])))
    return _svg(title, rows, left, patterns(key, kinds) + "".join(drawn), shape)


def _shares(values: Sequence[float]) -> list[tuple[float, bool]]:
    """(share of the width, whether the bar is broken) of each value. What is many times longer than the
    middle one is drawn broken at full width, or minutes would vanish beside a month."""
    positive = sorted(value for value in values if value > 0)
    if not positive:
        return [(0.0, False) for _ in values]
    middle = positive[(len(positive) - 1) // 2]  # of an even number the lower one: of two, one may be a month
    most = max(value for value in positive if value <= MANY_TIMES * middle)
    whole = UNBROKEN if most < positive[-1] else 1.0
    return [(1.0, True) if value > most else (value / most * whole, False) for value in values]


def _break(row: int, x: float, shape: Shape) -> str:
    """The sign of a broken axis, near the end of a bar."""
    y = shape.middle(row) + shape.bar / 2
    return f'<path class="gap" d="M{x - 34:.1f} {y + 3:g}l6 {-(shape.bar + 6)}" stroke="#fff" stroke-width="4" fill="none"/>'


def _room(rows: Sequence[Mapping[str, Any]], shape: Shape) -> float:
    """How much the labels need left of the bars."""
    if shape.above:
        return 2.0
    longest = max((_wide(shortened(str(row["label"]), LONGEST_LABEL), shape.type) for row in rows), default=0.0)
    return longest + 16


def _longest(rows: Sequence[Mapping[str, Any]], left: float, shape: Shape) -> float:
    """Of the bars: what the words on their right leave."""
    words = max((_wide(str(row["words"]), shape.type) for row in rows), default=0.0) + 16
    return shape.width - left - min(words, shape.words)


def _wide(words: str, size: int) -> float:
    """About how wide a text is: a Chinese character is a square, a figure a little over half of one."""
    return sum(size if ord(c) > 0x2E80 else size * 0.58 for c in words)


def _svg(title: str, rows: Sequence[Mapping[str, Any]], left: float, body: str, shape: Shape) -> Markup:
    if not rows:
        return Markup("")
    height = float(len(rows) * shape.row + 6)
    axis = "" if shape.above else f'<path d="M{left:g} 0V{height:g}" stroke="{QUIET}" fill="none"/>'
    return _framed(title, rows, height, body + axis, shape)


def _framed(title: str, rows: Sequence[Mapping[str, Any]], height: float, body: str, shape: Shape) -> Markup:
    """The picture with its title and its words, for whoever cannot see it."""
    said = "；".join(f"{row['label']} {row['words']}" for row in rows)
    return Markup(
        f'<svg class="chart chart-{shape.width}" viewBox="0 0 {shape.width} {height:g}" width="{shape.width}" height="{height:g}"'
        f' role="img" aria-label="{_said(title)}：{_said(said)}" font-family="{FACE}" font-size="{shape.type}" fill="{INK}">'
        f"<title>{_said(title)}</title><desc>{_said(said)}</desc>{body}</svg>"
    )


def _bar(row: int, x: float, width: float, fill: str, shape: Shape) -> str:
    return f'<rect class="edge" {_place(row, x, width, shape)} fill="{fill}" stroke="{QUIET}" stroke-width=".6"/>'


def _place(row: int, x: float, width: float, shape: Shape) -> str:
    y = shape.middle(row) - shape.bar / 2
    return f'x="{x:.1f}" y="{y:g}" width="{max(width, 1):.1f}" height="{shape.bar}"'


def _line(row: int, shape: Shape) -> float:
    """Where words stand that belong to the bar of a row."""
    return shape.middle(row) + shape.type * 0.36


def _label(row: int, left: float, words: str, shape: Shape) -> str:
    said = shortened(str(words), LONGEST_LABEL)
    if shape.above:
        return _text(0, row * shape.row + shape.above + 2, said)
    return _text(left - 8, _line(row, shape), said, "end")


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_said(words)}</text>'


def _said(words: str) -> Markup:
    """Masked here: a drawing is markup, which the sheets take as it is."""
    return escape(printable(words))
