"""The timeline of a walk, drawn: one function from the fold's state to SVG, the same on page and paper.

Colours and face are presentation attributes (documents/patterns.py), because a style sheet of the page
does not reach a picture in a PDF; on screen css/desk-timeline.css overrides them by class, for dark mode.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from markupsafe import Markup, escape

from zlc import clock
from zlc.documents.masking import printable
from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns
from zlc.walks.fold.state import Span, WalkState
from zlc.walks.times.durations import length_words
from zlc.walks.times.minutes import walk_minutes
from zlc.walks.times.noticed import noticed_at
from zlc.walks.times.widths import shares

KINDS = {
    "waiting": "等候",
    "served": "咨询受理",
    "own_work": "自己填办",
    "office": "等结果",
    "away": "离开大厅",
}
# In units of the drawing: what is 15 px or more where it is shown (258 px of a 320 px phone, 610 px of
# a 1,000 px desk).
NARROW_TYPE, WIDE_TYPE = 21, 18
MOST_ROWS = 60


class Bar(NamedTuple):
    """A span with its place on the line; `squeezed` when it is drawn shorter than its length asks. `minutes`: how long it took, as
    it is said; None while it runs."""

    span: Span
    minutes: int | None
    name: str
    x: float
    width: float
    squeezed: bool

    @property
    def length(self) -> str:
        return "" if self.span.instant else length_words(self.minutes)

    @property
    def words(self) -> str:
        return f"{self.name} {self.length}".rstrip()

    @property
    def described(self) -> str:
        """For who does not see the colour."""
        return self.words if self.span.instant else f"{self.words}（{KINDS[self.span.kind]}）"


class Ending(Protocol):
    """Whatever has an end, or still runs."""

    @property
    def ends(self) -> int | None: ...


def both(state: WalkState, names: Mapping[str, str]) -> Markup:
    """The drawing for a phone and for a desk; the style sheet shows one. `names`: step code → its name."""
    narrow = wide = Markup("")
    if state.spans:
        narrow, wide = draw(state, 360, names), draw(state, 720, names)
    return narrow + wide


def draw(state: WalkState, width: int, names: Mapping[str, str]) -> Markup:
    """One SVG as wide as asked: 720 is one line, 360 one row per span. Empty for a walk without spans."""
    spans = state.spans[:MOST_ROWS]
    if not spans:
        return Markup("")
    bars = _bars(spans, walk_minutes(state).spans, width, names)
    narrow = width < 600
    height, body = _rows(bars, width) if narrow else _line(bars, width, _marks(state, bars))
    title = f"时间线，{clock.spoken(spans[0].begins)} 开始"
    desc = "；".join(bar.described for bar in bars)
    key = f"tl{width}"
    return Markup(
        f'<svg class="timeline timeline-{width}" viewBox="0 0 {width} {height:g}" width="{width}"'
        f' height="{height:g}" role="img" aria-labelledby="{key}-title {key}-desc" font-size="{NARROW_TYPE if narrow else WIDE_TYPE}"'
        f' font-family="{FACE}" fill="{INK}">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(printable(desc))}</desc>'
        f"{patterns(key, KINDS)}{body}</svg>"
    )


def name_of(span: Span, names: Mapping[str, str]) -> str:
    """What a span is called: its step, else its stage. `names`: step and stage code → its name."""
    if span.kind == "away":
        return KINDS["away"]
    return names.get(span.step or "") or names.get(span.stage or "", "其他")


def end_of(one: Ending, last: int) -> int:
    """Where a span or a stretch of standing still ends; what still runs is drawn to `last`."""
    return last if one.ends is None else one.ends


def swatch(kind: str) -> Markup:
    """The key's little square of one kind, with its pattern."""
    square = 'width="20" height="20" rx="4"'
    return Markup(
        f'<svg class="swatch" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">'
        f"{patterns('sw', [kind])}{filled('sw', kind, square)}</svg>"
    )


def _bars(spans: list[Span], minutes: list[int | None], width: int, names: Mapping[str, str]) -> list[Bar]:
    lengths = [max(0, (s.ends if s.ends is not None else s.begins) - s.begins) for s in spans]
    widths, squeezed = shares(lengths, float(width))
    bars, x = [], 0.0
    for n, span in enumerate(spans):
        bars.append(Bar(span, minutes[n], name_of(span, names), x, widths[n], n in squeezed))
        x += widths[n]
    return bars


def _rect(bar: Bar, width: int, y: float, height: float) -> str:
    running = ' stroke-dasharray="4 3"' if bar.span.ends is None else ""
    place = (
        f'x="{bar.x + 0.5:.1f}" y="{y:g}" width="{max(bar.width - 1, 1):.1f}" height="{height:g}" rx="3"'
    )
    rect = filled(f"tl{width}", bar.span.kind, place, running)
    if not bar.squeezed:
        return rect
    # The sign of a broken axis: this one is longer than it is drawn.
    x = bar.x + bar.width * 0.86
    gap = f"M{x:.1f} {y + height + 3:g}l6 {-(height + 6):g}"
    return f'{rect}<path class="gap" d="{gap}" stroke="#fff" stroke-width="4" fill="none"/>'


def _text(x: float, y: float, words: str, anchor: str = "start", quiet: bool = False) -> str:
    tone = f' class="quiet" fill="{QUIET}"' if quiet else ""
    return f'<text x="{x:.1f}" y="{y:g}" text-anchor="{anchor}"{tone}>{escape(printable(words))}</text>'


def _wide(words: str) -> float:
    """About how wide a text is: a Chinese character is a square, a figure a little over half of one."""
    return sum(WIDE_TYPE if ord(c) > 0x2E80 else WIDE_TYPE * 0.56 for c in words)


def _rows(bars: list[Bar], width: int) -> tuple[float, str]:
    """A row per span: when and what, how long, and below them its place on the whole line."""
    parts, y, day = [], 0.0, None
    for bar in bars:
        moment = clock.local(bar.span.begins)
        if moment.date() != day:
            day = moment.date()
            parts.append(_text(0, y + 22, clock.spoken_day(day), quiet=True))
            y += 34
        parts.append(_text(0, y + 20, f"{moment:%H:%M} {bar.name}"))
        parts.append(_text(width, y + 20, bar.length, "end"))
        parts.append(f'<path class="axis" d="M0 {y + 37:g}H{width}" stroke="#d8dee6"/>')
        parts.append(_rect(bar, width, y + 29, 16))
        y += 58
    return y, "".join(parts)


def _line(bars: list[Bar], width: int, marks: list[tuple[float, str]]) -> tuple[float, str]:
    """All spans on one line, named where the name fits; times and marks below it."""
    parts = []
    for bar in bars:
        parts.append(_rect(bar, width, 4, 50))
        for words in (bar.words, f"{bar.name}", bar.length):
            if words and _wide(words) + 8 <= bar.width:
                parts.append(_text(bar.x + bar.width * (0.43 if bar.squeezed else 0.5), 35, words, "middle"))
                break
    parts += _clock_times(bars, width)
    return _below(parts, width, marks)


def _clock_times(bars: list[Bar], width: int) -> list[str]:
    """When spans begin, where there is room, and when the last one ended; a day is said once."""
    parts, free, day = [], -1.0, None
    ends = bars[-1].span.ends
    last = "" if ends is None else f"{clock.local(ends):%H:%M}"
    if ends is not None and clock.local(ends).date() != clock.local(bars[0].span.begins).date():
        last = f"{clock.local(ends).month}月{clock.local(ends).day}日 {last}"
    if last:
        parts.append(_text(width, 76, last, "end", quiet=True))
    for bar in bars:
        moment = clock.local(bar.span.begins)
        words = f"{moment:%H:%M}"
        if moment.date() != day:
            words = f"{moment.month}月{moment.day}日 {words}"
        if bar.x >= free and bar.x + _wide(words) <= width - _wide(last) - 10:
            parts.append(_text(bar.x, 76, words, quiet=True))
            free, day = bar.x + _wide(words) + 10, moment.date()
    return parts


def _below(parts: list[str], width: int, marks: list[tuple[float, str]]) -> tuple[float, str]:
    """Problems and photos under the place where they were noted, as many lines as they need (at most 3)."""
    ends = [-1.0, -1.0, -1.0]
    used = 0
    for x, words in marks:
        left = max(0.0, min(x - 7, width - _wide(words)))
        row = next((n for n, end in enumerate(ends) if left >= end), None)
        if row is not None:
            parts.append(_text(left, 102 + 25 * row, words))
            ends[row], used = left + _wide(words) + 10, max(used, row + 1)
    return 84.0 + 25 * used, "".join(parts)


def _marks(state: WalkState, bars: list[Bar]) -> list[tuple[float, str]]:
    """Where on the line each problem was noticed."""
    marks = []
    for n, entry_id in enumerate(state.problems, 1):
        time = noticed_at(state, entry_id)
        bar = next((bar for bar in reversed(bars) if bar.span.begins <= time), bars[0])
        length = (bar.span.ends or time) - bar.span.begins
        share = min(1.0, max(0.0, (time - bar.span.begins) / length)) if length > 0 else 0.5
        marks.append((bar.x + bar.width * share, f"▲ 问题 {n}"))
    return marks
