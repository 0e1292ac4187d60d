"""Words of the trade are explained where they stand: on the phone, on the desk, and in the handbook."""

import re

import pytest

from zlc.config import ROOT
from zlc.walks.words import MEANINGS

PHONE = "".join(path.read_text() for path in (ROOT / "static/client/screens").rglob("*.tsx"))
DESK = "".join(path.read_text() for path in (ROOT / "templates/desk").rglob("*.html"))


@pytest.mark.parametrize("code", MEANINGS)
def test_a_meaning_is_said_on_the_phone_and_on_the_desk(code):
    assert any(f"'{code}'" in of for of in re.findall(r"<Meaning of=\{\[(.*?)\]\}", PHONE))
    assert f"meaning('{code}')" in DESK
    assert f"'{code}'" in (ROOT / "templates/field/handbook.html").read_text().partition('id="words"')[2].partition("</section>")[0]


@pytest.mark.parametrize("code", MEANINGS)
def test_a_meaning_begins_with_its_word_which_the_glossary_has(code):
    word, _, meaning = MEANINGS[code].partition("：")
    assert meaning.endswith("。") and word in (ROOT / "docs/glossary.md").read_text()
