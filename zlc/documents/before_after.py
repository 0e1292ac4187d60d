"""前后对照 as a drawing: each figure with its two bars on a scale of its own, before hatched and after plain, so that a print without
colour tells them apart too. The same on the page and on paper."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from zlc.documents.charts import BLUE
from zlc.documents.masking import printable
from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns

LABEL, BAR, STEP, GAP = 30, 22, 28, 14
WIDTHS = {360: 21, 720: 18}  # width → its type: 15 px or more where it is shown
WORDS = 0.58  # of the width: what the words beside a bar may need


class Pair(NamedTuple):
    """`before` and `after`: (value, None where it was not recorded; its words)."""

    label: str
    before: tuple[int | None, str]
    after: tuple[int | None, str]
    words: str


def both(title: str, pairs: Sequence[Pair]) -> Markup:
    """The drawing for a phone and for a desk; the style sheet shows one."""
    return draw(title, pairs, 360) + draw(title, pairs, 720)


def draw(title: str, pairs: Sequence[Pair], width: int) -> Markup:
    """One SVG as wide as asked. Empty without anything to draw."""
    if not pairs:
        return Markup("")
    tall, size, key = LABEL + 2 * STEP + GAP, WIDTHS[width], f"ba{width}"
    body = "".join(_pair(key, pair, n * tall, width, size) for n, pair in enumerate(pairs))
    said = "；".join(f"{pair.label}：前 {pair.before[1]}，后 {pair.after[1]}，{pair.words}" for pair in pairs)
    height = len(pairs) * tall
    return Markup(
        f'<svg class="chart chart-{width}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' aria-label="{_said(title)}：{_said(said)}" font-family="{FACE}" font-size="{size}" fill="{INK}">'
        f"<title>{_said(title)}</title><desc>{_said(said)}</desc>{patterns(key, ('away',))}{body}</svg>"
    )


def _pair(key: str, pair: Pair, top: float, width: int, size: int) -> str:
    most = max((value or 0 for value, _ in (pair.before, pair.after)), default=0)
    parts = [_text(0, top + size, f"{pair.label}：{pair.words}", bold=True)]
    for n, (word, (value, words)) in enumerate((("前", pair.before), ("后", pair.after))):
        y, left = top + LABEL + n * STEP, size * 1.5
        long = (value or 0) / (most or 1) * (width * (1 - WORDS) - left)
        parts.append(_text(0, y + BAR - 5, word))
        if value:
            place = f'x="{left:.1f}" y="{y:g}" width="{max(long, 2):.1f}" height="{BAR}"'
            parts.append(_plain(place) if n else filled(key, "away", place))
        parts.append(_text(left + (long + 8 if value else 0), y + BAR - 5, words))
    return "".join(parts)


def _plain(place: str) -> str:
    return f'<rect class="edge" {place} fill="{BLUE}" stroke="{QUIET}" stroke-width=".75"/>'


def _text(x: float, y: float, words: str, bold: bool = False) -> str:
    weight = ' font-weight="650"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{weight}>{_said(words)}</text>'


def _said(words: str) -> Markup:
    return escape(printable(words))
