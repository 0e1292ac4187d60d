"""Justified Chinese. WeasyPrint stretches spaces only, and Chinese has none: lines would end ragged.

Here the rest of a line is spread between its Chinese characters. Three private functions of exactly one
version are replaced; under any other version the text stays ragged, which is readable too.
"""

import re
from importlib.metadata import version
from typing import Any

FITS = "70.0"
CJK = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2018-\u201d\u2026\u2014\U00020000-\U0003ffff \u00a0]"
)
MOST = 0.25  # a line that lacks more than this share of its width stays as it is


def install() -> bool:
    """Teach WeasyPrint; False when its version is another one and nothing was touched."""
    if version("weasyprint") != FITS:
        return False
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    inline.count_expandable_spaces = count
    inline.justify_line = _justify_line
    line_break.Layout.set_text = _spaced(line_break.Layout.set_text, line_break)
    return True


def count(box: Any) -> int:
    """How many places of a line can be stretched."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return len(CJK.findall(box.text))
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(count(child) for child in box.children)
    return 0


def _justify_line(context: Any, line: Any, extra: float) -> None:
    from weasyprint.layout import inline

    places = count(line)
    if places > 1 and 0 < extra < line.width * MOST:
        inline.add_word_spacing(context, line, extra / (places - 0.5), 0)


def _spaced(original: Any, line_break: Any) -> Any:
    """Layout.set_text that adds the spacing behind each Chinese character."""

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        spacing = self.justification_spacing
        if not (justify and spacing and CJK.search(text)):
            original(self, text, justify)
            return
        original(self, text, False)
        pango, ffi = line_break.pango, line_break.ffi
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        letter = self.style["letter_spacing"]
        units = int(((0 if letter == "normal" else letter) + spacing) * line_break.TO_UNITS)
        begins = 0
        for character in self.text:
            ends = begins + len(character.encode())
            if CJK.match(character):
                added = pango.pango_attr_letter_spacing_new(units)
                added.start_index, added.end_index = begins, ends
                pango.pango_attr_list_change(attributes, added)
            begins = ends
        pango.pango_layout_set_attributes(self.layout, attributes)

    return set_text
