"""Characters that no face can draw: copied from the PDF they are what was written, and a colophon names them."""

from tests.documents.conftest import text_of, told
from tests.documents.test_press import SUMMARY
from zlc.documents import lacking


def test_what_cannot_be_drawn_is_copied_as_what_it_is_and_named(press):
    """A name's, an emoji, Tibetan, somebody's own."""
    text = "申请人\U0002b52d某，\U0001f44d 好，\u0f40，\ue863，\U0002b52d"
    pdf = press.render_pdf("summary.html", SUMMARY | {"unit": text})
    said = text_of(pdf)
    assert "申请人\U0002b52d某，\U0001f44d好，\u0f40，\ue863，\U0002b52d" in said
    assert "画成方框的字，字库里没有：\u0f40（U+0F40）、\ue863（U+E863）、\U0001f44d（U+1F44D）、\U0002b52d（U+2B52D）。" in said
    assert said.index("画成方框的字") < said.index("签字")
    assert lacking.FACE in told(pdf, "pdffonts")


def test_rare_characters_that_can_be_drawn_are_no_matter(press):
    pdf = press.render_pdf("summary.html", SUMMARY | {"unit": "喆堃珺晞赟镕彧𠮷㐀→①"})
    assert "喆堃珺晞赟镕彧𠮷㐀→①" in text_of(pdf) and "方框" not in text_of(pdf) and lacking.FACE not in told(pdf, "pdffonts")


def test_many_of_them_are_counted(press):
    text = "".join(map(chr, range(0xE000, 0xE000 + 200)))
    said = text_of(press.render_pdf("summary.html", SUMMARY | {"unit": text}))
    assert text in said and "（U+E01D）等200个。" in said
