"""Several rows of time on one axis, true to scale: what happened at once stands one below the other. The same kinds
of time and patterns as the timeline's (patterns.py). Instants are unix ms."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from zlc import clock
from zlc.documents.masking import printable
from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
STEPS = (
    MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR,
    DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 365 * DAY,
)  # fmt: skip
UTC_TO_SHANGHAI = 8 * HOUR
# In units of the drawing, as the timeline's: 15 px or more where it is shown.
NARROW_TYPE, WIDE_TYPE = 21, 18
LABEL, BAR, GAP = 26, 30, 14
LEAST = 3.0


class Piece(NamedTuple):
    """`kind` is one of patterns.FILLS; `words` stand in it where they fit, and are read out."""

    kind: str
    begins: int
    ends: int
    words: str


class Row(NamedTuple):
    label: str
    pieces: Sequence[Piece]


def both(key: str, title: str, rows: Sequence[Row]) -> Markup:
    """The drawing for a phone and for a desk; the style sheet shows one. `key` makes its ids unique on the page."""
    return draw(key, title, rows, 360) + draw(key, title, rows, 720)


def draw(key: str, title: str, rows: Sequence[Row], width: int) -> Markup:
    """One SVG as wide as asked. Empty when nothing took any time."""
    pieces = [piece for row in rows for piece in row.pieces]
    begins = min((piece.begins for piece in pieces), default=0)
    ends = max((piece.ends for piece in pieces), default=0)
    if ends <= begins:
        return Markup("")
    scale = _Scale(begins, ends, float(width))
    size = NARROW_TYPE if width < 600 else WIDE_TYPE
    bottom = len(rows) * (LABEL + BAR + GAP)
    body = [_ticks(scale, bottom, size)]
    body += [_row(f"{key}{width}", row, n * (LABEL + BAR + GAP), scale, size) for n, row in enumerate(rows)]
    height = bottom + 2 * LABEL + 6
    said = "；".join(
        f"{row.label}：{'，'.join(piece.words for piece in row.pieces) or '没有'}" for row in rows
    )
    return Markup(
        f'<svg class="timeline timeline-{width}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="{key}{width}-title {key}{width}-desc" font-family="{FACE}" font-size="{size}" fill="{INK}">'
        f'<title id="{key}{width}-title">{_said(title)}</title><desc id="{key}{width}-desc">{_said(said)}</desc>'
        f"{patterns(f'{key}{width}')}{''.join(body)}</svg>"
    )


class _Scale(NamedTuple):
    begins: int
    ends: int
    width: float

    def x(self, instant: int) -> float:
        return (instant - self.begins) / (self.ends - self.begins) * self.width


def _row(key: str, row: Row, top: float, scale: _Scale, size: int) -> str:
    parts = [_text(0, top + LABEL - 7, row.label)]
    for piece in row.pieces:
        x = min(scale.x(piece.begins), scale.width - LEAST)
        width = max(scale.x(piece.ends) - x, LEAST)
        place = f'x="{x:.1f}" y="{top + LABEL:g}" width="{width:.1f}" height="{BAR}"'
        parts.append(filled(key, piece.kind, place))
        if _wide(piece.words, size) + 8 <= width:
            parts.append(_text(x + width / 2, top + LABEL + BAR - 9, piece.words, "middle"))
    return "".join(parts)


def _ticks(scale: _Scale, bottom: float, size: int) -> str:
    """Lines at round times, named where there is room; below them when the axis begins and ends."""
    length = scale.ends - scale.begins
    most = round(scale.width / 100)
    step = next((step for step in STEPS if length <= step * most), length // most)
    parts, free = [], 0.0
    at = -(-(scale.begins + UTC_TO_SHANGHAI) // step) * step - UTC_TO_SHANGHAI
    while at <= scale.ends:
        x, moment = scale.x(at), clock.local(at)
        words = f"{moment:%H:%M}" if step < DAY else f"{moment.month}月{moment.day}日"
        parts.append(f'<path class="axis" d="M{x:.1f} {LABEL}V{bottom:g}" stroke="#d8dee6"/>')
        left = x - _wide(words, size) / 2
        if left >= free and x + _wide(words, size) / 2 <= scale.width:
            parts.append(_text(x, bottom + LABEL - 8, words, "middle", quiet=True))
            free = x + _wide(words, size) / 2 + 10
        at += step
    parts.append(_text(0, bottom + 2 * LABEL - 4, _moment(scale.begins), quiet=True))
    parts.append(_text(scale.width, bottom + 2 * LABEL - 4, _moment(scale.ends), "end", quiet=True))
    return "".join(parts)


def _moment(instant: int) -> str:
    moment = clock.local(instant)
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def _text(x: float, y: float, words: str, anchor: str = "start", quiet: bool = False) -> str:
    tone = f' class="quiet" fill="{QUIET}"' if quiet else ""
    return f'<text x="{x:.1f}" y="{y:g}" text-anchor="{anchor}"{tone}>{_said(words)}</text>'


def _said(words: str) -> Markup:
    return escape(printable(words))


def _wide(words: str, size: int) -> float:
    """About how wide a text is: a Chinese character is a square, a figure a little over half of one."""
    return sum(size if ord(c) > 0x2E80 else size * 0.56 for c in words)
