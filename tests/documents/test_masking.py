"""No private number reaches paper. The vectors are read by the phone's hint too
(tests/client/facts/private_numbers.test.ts); `phone`: what it makes of one where it points out more."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zlc.documents.masking import masked, printable, shortened

VECTORS = json.loads((Path(__file__).parent / "private_numbers.json").read_text())
PHONE, IDENTITY, CARD = "13812345678", "110101199003071233", "6222021234567890128"
CREDIT_CODES = ["91440300708461136T", "914403001922038216", "91330106673959654P"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_private_numbers_are_masked_and_others_stay(vector):
    assert printable(vector["text"]) == vector["masked"]


def test_what_cannot_be_seen_is_left_out():
    assert printable("甲\x00\x07乙丙\ufeff丁\ud800") == "甲乙丙丁\ufffd"
    assert printable("第一行\n第二行\t完") == "第一行\n第二行\t完"


def test_what_cannot_be_seen_hides_no_number():
    assert printable("138\u202e1234\u20665678") == "138****5678"


gaps = st.sampled_from(["", "", " ", "-", "　", "－", " - ", "\u200b"])
full = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@given(st.sampled_from([PHONE, IDENTITY, "11010519491231002X", CARD]), st.lists(gaps, min_size=19, max_size=19), st.booleans())
def test_a_number_is_found_however_it_is_written(number, between, wide):
    """Apart from groups of three, as amounts are written."""
    text = "".join(map("".join, zip(number, [*between[: len(number) - 1], ""], strict=True)))
    text = text.translate(full) if wide else text
    groups = [len(group) for group in text.translate({ord(c): " " for c in "-　－\u200b"}).split()]
    if len(groups) > 1 and groups[0] <= 3 and set(groups[1:]) == {3} and number in (PHONE, CARD):
        return
    assert masked(f"他说，{text}。") == f"他说，{number[:3]}****{number[-4:]}。"


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_a_credit_code_stays_wherever_it_stands(code):
    for text in (code, code.lower(), f"代码{code}，", f"{code} 2026-03-05", f"({code})"):
        assert masked(text) == text


def test_a_text_is_not_cut_through_a_private_number():
    text = f"打给{PHONE}问过"
    assert [shortened(text, most) for most in (2, 3, 8, 13)] == ["打…", "打给…", "打给…", "打给…"]
    assert shortened(text, 14) == f"打给{PHONE}…" and shortened(text, 15) == text
