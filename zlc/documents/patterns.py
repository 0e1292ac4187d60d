"""The kinds of time, one hue and one pattern each, the same on the phone, the desk and paper.

Colours are presentation attributes, because a style sheet of the page does not reach a picture in a PDF;
the patterns keep waiting and being served apart in a black-and-white print.
"""

FILLS = {
    "waiting": "#ffdca3", "served": "#b9e2c8", "own_work": "#c4d4e8", "office": "#d3c7f0", "away": "#cfd5dc",
}  # fmt: skip
# Strokes inside an 8 × 8 tile; served is plain.
STROKES = {
    "waiting": "M-2 2l4-4M0 8l8-8M6 10l4-4",
    "own_work": "M2 2h.01M6 6h.01",
    "office": "M4 0v8",
    "away": "M0 8l8-8M0 0l8 8",
}
INK, QUIET = "#15191f", "#545d69"
# Said in the drawing itself: without it a PDF falls back to a face without Chinese, or to Japanese forms.
FACE = "Noto Sans CJK SC"


def pattern(key: str, kind: str) -> str:
    """One kind's tile, to be filled with as url(#key-kind)."""
    stroke = STROKES.get(kind)
    lines = (
        f'<path d="{stroke}" stroke="{INK}" stroke-opacity=".22" stroke-linecap="round"/>' if stroke else ""
    )
    return (
        f'<pattern id="{key}-{kind}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="{kind}" width="8" height="8" fill="{FILLS[kind]}"/>{lines}</pattern>'
    )
