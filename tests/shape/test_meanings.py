"""Words of the trade are explained where they stand: on the phone, on the desk, and in the handbook."""

import re

import pytest

from zlc.config import ROOT
from zlc.needs import states as needs
from zlc.problems import states as problems
from zlc.walks.words import MEANINGS

PHONE = "".join(path.read_text() for path in (ROOT / "static/client/screens").rglob("*.tsx"))
DESK = "".join(path.read_text() for path in (ROOT / "templates/desk").rglob("*.html"))


@pytest.mark.parametrize("code", MEANINGS)
def test_a_meaning_is_said_on_the_phone_and_on_the_desk(code):
    assert any(f"'{code}'" in of for of in re.findall(r"<Meaning of=\{\[(.*?)\]\}", PHONE))
    assert f"meaning('{code}')" in DESK
    assert f"'{code}'" in (ROOT / "templates/field/_handbook_words.html").read_text()


@pytest.mark.parametrize("code", MEANINGS)
def test_a_meaning_begins_with_its_word_which_the_glossary_has(code):
    word, _, meaning = MEANINGS[code].partition("：")
    assert meaning.endswith("。") and word in (ROOT / "docs/glossary.md").read_text()


def test_the_handbook_tells_what_becomes_of_amendments_and_strikes_after_the_confirmation():
    told = (ROOT / "templates/field/_handbook_desk.html").read_text()
    for word in (problems.VERBS["keep"].word, needs.VERBS["keep"].word, problems.LEAVE.word.removesuffix("更正")):
        assert f"「{word}」" in told, word
