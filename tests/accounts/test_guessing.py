"""Which passwords are too easy, without a server and without a hash."""

from random import Random

import pytest

from zlc.accounts.guessing import is_easy

pytestmark = pytest.mark.long

ABOUT = ["zhouxl", "周晓岚", "云岭市人力资源和社会保障局", "市人社局"]
COMMON = ["P@ssw0rd123", "Password-2026", "1qaz@WSX3edc", "Aa123456!", "Zhengfu@2026", "Woaini1314", "Admin@2026", "Qwer1234!",
          "Spring2026!", "Huawei@123", "Abc@1234"]  # fmt: skip
PERSONAL = ["Zhouxl@123", "Xiaolan1985", "Zxl-20260101", "Yunling-2026!", "Renshe@12345", "Srsj@2026", "RenliZiyuan#1"]
GOOD = ["Bamboo-river-42", "Qingxi-Jiedao-7", "x7Kp-9mQz", "Lin-Yue-Ping-88"]


@pytest.mark.parametrize("password", COMMON)
def test_what_everybody_tries_first(password):
    assert is_easy(password)


@pytest.mark.parametrize("password", PERSONAL)
def test_what_those_try_who_know_the_person(password):
    assert is_easy(password, ABOUT)


@pytest.mark.parametrize("password", GOOD)
def test_what_nobody_would_guess(password):
    assert not is_easy(password, ABOUT)


def test_random_ones_are_taken_the_longest_too():
    chance = Random(7)
    for length in (4, 9, 62):
        assert not any(is_easy(f"Yl-{chance.randbytes(length).hex()}-7", ABOUT) for _ in range(20))
