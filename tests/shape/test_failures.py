"""docs/sync.md answers each known failure by a rule and a test: the tests it names are there."""

import re

import pytest

from zlc.config import ROOT

ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.M)
NAMED = re.compile(r"`(tests/[^`]+)` ([^;]+)")


def rows():
    section = (ROOT / "docs/sync.md").read_text().partition("## What goes wrong elsewhere")[2]
    return {int(number): shown for number, _failure, _rule, shown in ROW.findall(section)}


def test_every_failure_has_its_line():
    assert sorted(rows()) == list(range(1, 43))


@pytest.mark.parametrize(("number", "shown"), rows().items())
def test_the_named_test_is_there(number, shown):
    named = NAMED.findall(shown)
    assert named, f"line {number} names no test"
    for file, name in named:
        source = (ROOT / file).read_text()
        heads = (f"def {name.strip()}(", f"test('{name.strip()}'", f'test("{name.strip()}"', f"class {name.strip()}")
        assert any(head in source for head in heads), f"line {number}: no test {name!r} in {file}"
