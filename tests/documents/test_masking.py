"""No private number reaches paper; the same cases as the phone's warning."""

import pytest

from zlc.documents.masking import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话 13812345678。", "电话 138****5678。"),
        ("138 1234 5678", "138****5678"),
        ("8613812345678", "861****5678"),
        ("身份证 110101199003077518", "身份证 110****7518"),
        ("11010119900307751X", "110****751X"),
        ("卡号 6222021234567890128", "卡号 622****0128"),
        ("受理号 2026030512345678", "受理号 2026030512345678"),
        ("2026-03-05 09:12，A087，5 个窗口", "2026-03-05 09:12，A087，5 个窗口"),
        ("电话 0571-88886666", "电话 0571-88886666"),
    ],
)
def test_private_numbers_are_masked_and_others_stay(text, shown):
    assert printable(text) == shown


def test_what_cannot_be_seen_is_left_out():
    assert printable("甲\x00\x07\u202e乙\u2066丙\ufeff丁\ud800") == "甲乙丙丁\ufffd"
    assert printable("第一行\n第二行\t完") == "第一行\n第二行\t完"
