"""The median: one rule and one function. middles.json is read by the phone's tests too."""

import json
import re
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zlc.config import ROOT
from zlc.walks.times.middle import median_of, middle_name, middle_words

MIDDLES = json.loads((Path(__file__).parents[1] / "sync/middles.json").read_text("utf-8"))


@pytest.mark.parametrize(("lengths", "name", "words"), MIDDLES)
def test_of_many_the_one_in_the_middle_is_said_and_of_a_few_each(lengths, name, words):
    assert (middle_name(lengths), middle_words(lengths)) == (name, words)


@given(st.lists(st.integers(0, 10**10), min_size=1))
def test_it_is_the_median(lengths):
    assert median_of(lengths) == int(median(lengths))


def test_nobody_has_a_median_of_their_own():
    for path in (ROOT / "zlc").rglob("*.py"):
        found = re.findall(r"\b(?:from|import) statistics\b|\bdef \w*median\w*", path.read_text("utf-8"))
        assert not found or path.name == "middle.py", f"{path}: {found}"
