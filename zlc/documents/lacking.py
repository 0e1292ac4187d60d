"""Characters that no face of this machine can draw: each gets a box of its own, and a colophon names them.

Left to itself, WeasyPrint looks for a free place in the face for each of them; Noto CJK has one left, so all were copied from the
file as the first of them.
"""

import io
import logging
import re
from typing import Any

from markupsafe import escape

from zlc.documents.fetcher import ADDRESS, FaceFetcher

FACE = "Lacking"
MOST, NAMED = 1000, 30
# What every face for Chinese draws, so that most documents are not looked at more closely.
USUAL = re.compile("[\t\n\r -~\xa0-\xff\u2010-\u2027\u2030-\u203b\u2190-\u2193\u2460-\u2473\u3000-\u3017\u4e00-\u9fa5\uff01-\uff5e]+")
PROBE = """<html lang="zh-CN" style="font-family: 'Noto Serif CJK SC', 'Noto Sans CJK SC', serif"><p>{}</p>"""
BOX = ((80, -60), (80, 820), (920, 820), (920, -60)), ((140, 0), (860, 0), (860, 760), (140, 760))  # of 1000 units


def characters_in(page: str) -> list[str]:
    """Those of the page that cannot be drawn, as WeasyPrint itself complains of them."""
    from weasyprint import HTML
    from weasyprint.logger import LOGGER

    if not (rare := set(USUAL.sub("", page))):
        return []
    heard = _Heard()
    LOGGER.addHandler(heard)
    try:
        HTML(string=PROBE.format(escape(" ".join(sorted(rare))))).write_pdf()
    finally:
        LOGGER.removeHandler(heard)
    return sorted(rare & heard.characters)[:MOST]


def colophon(lacking: list[str]) -> str:
    """In HTML; empty when nothing is lacking."""
    if not lacking:
        return ""
    named = "、".join(f"{escape(c)}（U+{ord(c):04X}）" for c in lacking[:NAMED])
    more = f"等 {len(lacking)} 个" if len(lacking) > NAMED else ""
    return f'<p class="end follows">画成方框的字，字库里没有：{named}{more}。从电子文件里复制，得到的是原字。</p>'


def style_for(lacking: list[str], fonts: Any) -> list[Any]:
    """The style sheet that brings the boxes into WeasyPrint's configuration of fonts."""
    from weasyprint import CSS

    if not lacking:
        return []
    rule = f"@font-face {{ font-family: {FACE}; src: url({ADDRESS}) }}"
    return [CSS(string=rule, font_config=fonts, url_fetcher=FaceFetcher(_face(lacking)))]


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.characters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))


def _face(lacking: list[str]) -> bytes:
    """A font in which each of them is the same box."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for ring in BOX:
        pen.moveTo(ring[0])
        for corner in ring[1:]:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    names = {ord(c): f"u{ord(c):X}" for c in lacking}
    order = [".notdef", *names.values()]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(order, box))
    made.setupHorizontalMetrics(dict.fromkeys(order, (1000, 80)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": FACE, "styleName": "Regular"})
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    made.setupPost()
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
