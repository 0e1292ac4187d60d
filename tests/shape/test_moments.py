"""A moment ends in digits: before a word there is a space, as between all digits and words here."""

import re

from zlc.config import ROOT

CLOSE = re.compile(r"\|\s*spoken(_near\([^)]*\))?\s*\}\}[\u4e00-\u9fff].{0,6}")


def test_a_word_after_a_moment_stands_apart():
    found = [(path.name, one[0]) for path in sorted((ROOT / "templates").rglob("*.html")) for one in CLOSE.finditer(path.read_text())]
    assert not found
