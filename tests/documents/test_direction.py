"""Marks of direction, typed or pasted by anybody, are told wherever text is shown: on the desk's pages, on paper, in drawings."""

import json

import pytest

from tests.documents.conftest import fetched, text_of
from zlc.config import ROOT
from zlc.desk.log.telling import as_text
from zlc.documents.direction import MARKS, told
from zlc.documents.masking import printable, shown

TURNED = "合同\u202e书同\u202c到此"
TOLD = "合同〈U+202E〉书同〈U+202C〉到此"
PHONE = "1381\u202e234\u2066\u2066\u2066\u20665678"


def test_both_sides_tell_them_alike():
    for text, said in json.loads((ROOT / "tests/sync/direction.json").read_text()):
        assert told(text) == said


def test_a_private_number_is_known_through_them():
    assert printable(f"打 {PHONE} 问\u200e") == "打 138****5678 问〈U+200E〉"
    assert shown(f"打 {PHONE} 问\u200e") == "打 13812345678 问〈U+200E〉"


@pytest.fixture
def turned(recording):
    """A walk in which everything that a person types holds one."""
    recording.add("note", {"text": TURNED})
    recording.add("need", {"from": "public", "text": TURNED})
    recording.add("material", {"name": TURNED, "note": TURNED})
    recording.add("outcome", {"result": "supplement", "reason": TURNED})
    recording.add("amend", {"target": recording.phone.entries[0]["id"], "set": {"place": {"value": TURNED, "saw": []}}, "reason": TURNED})
    recording.add("amend", {"target": recording.phone.entries[0]["id"], "set": {"head": {"value": TURNED, "saw": []}}, "reason": TURNED})
    return recording.walk, recording.problem(TURNED)


def test_every_page_of_the_desk_tells_them(turned, coordinator):
    walk, problem = turned
    coordinator.get(f"/problems/{problem}")
    coordinator.post(f"/problems/{problem}/rejection", {"as": "untrue", "reason": TURNED})
    for address in (f"/walks/{walk}", f"/walks/{walk}/comparison", "/problems", f"/problems/{problem}", "/walks", "/summary",
                    f"/problems?q={TURNED}"):  # fmt: skip
        page = coordinator.get(address).text
        assert not MARKS.search(page.replace(f'value="{TURNED}"', "")), address
    assert coordinator.get(f"/walks/{walk}").text.count(TOLD) >= 8


def test_paper_tells_them(turned, coordinator):
    walk, _ = turned
    printed = text_of(fetched(coordinator, f"/walks/{walk}/record.pdf").data)
    assert printed.count(TOLD) >= 8 and not MARKS.search(printed)
    assert TOLD in text_of(fetched(coordinator, "/summary.pdf").data)


def test_a_spreadsheet_tells_them():
    assert as_text(f"={TURNED}") == f"'={TOLD}"
