"""The kinds of time, one hue and one pattern each, the same on the phone (facts/patterns.ts), the desk and paper; `free` and
`pause` of a window (空闲, 暂停), which are no kind of an applicant's time; and `stopped`, when the office's clock stood.

Colours are presentation attributes, because a style sheet of the page does not reach a picture in a PDF;
the patterns keep waiting and being served apart in a black-and-white print.
"""

from collections.abc import Container

FILLS = {
    "waiting": "#ffdca3", "served": "#b9e2c8", "own_work": "#c4d4e8", "office": "#d3c7f0", "away": "#cfd5dc",
    "free": "#eef2f7", "pause": "#e6c7b2", "stopped": "#ffffff",
}  # fmt: skip
# Strokes of an 8 × 8 tile, drawn over the fill: a tile that carried the fill too would show its seams in
# print. Served is plain.
STROKES = {
    "waiting": "M-2 2l4-4M0 8l8-8M6 10l4-4",
    "own_work": "M2 2h.01M6 6h.01",
    "office": "M4 0v8",
    "away": "M0 8l8-8M0 0l8 8",
    "free": "M2 4h4",
    "pause": "M2 1v6M5 1v6",
    "stopped": "M0 2h8M0 6h8",
}
INK, QUIET = "#15191f", "#545d69"
# Said in the drawing itself: without it a PDF falls back to a face without Chinese, or to Japanese forms.
FACE = "Noto Sans CJK SC"


def patterns(key: str, kinds: Container[str] = STROKES) -> str:
    """The tiles of one drawing, for filled()."""
    tiles = (
        f'<pattern id="{key}-{kind}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{stroke}" stroke="{INK}" stroke-opacity=".22" stroke-linecap="round"/></pattern>'
        for kind, stroke in STROKES.items()
        if kind in kinds
    )
    return f"<defs>{''.join(tiles)}</defs>"


def filled(key: str, kind: str, place: str, line: str = "") -> str:
    """A rectangle of one kind of time. `place`: its x, y, width … as attributes; `line`: more of its outline."""
    tile = f'<rect {place} fill="url(#{key}-{kind})"/>' if kind in STROKES else ""
    return (
        f'<rect class="{kind}" {place} fill="{FILLS[kind]}"/>{tile}'
        f'<rect class="edge" {place} fill="none" stroke="{QUIET}" stroke-width=".75"{line}/>'
    )
