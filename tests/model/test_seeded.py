"""Each bug of tests/model/seeded.py makes the test that is named for it fail."""

import inspect
from importlib import import_module

import pytest

from tests.model import seeded


@pytest.mark.parametrize("bug", seeded.BUGS, ids=lambda bug: bug.name)
def test_a_seeded_bug_is_found(bug, request, monkeypatch):
    module, _, name = bug.found_by.partition("::")
    test = getattr(import_module(module), name)
    asked = inspect.signature(test).parameters
    held = {name: 0 if name == "part" else request.getfixturevalue(name) for name in asked}
    seeded.few_stories(monkeypatch)
    bug.seed(monkeypatch)
    with pytest.raises(AssertionError):
        test(**held)
