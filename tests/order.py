"""Which tests run, which of them first, and which on the same worker."""

import os

import pytest

from zlc.config import ROOT

# What takes long comes first: at the end whoever is idle finds something short.
LONGEST = ("e2e/test_screens.py", "e2e", "model", "attacks", "faults", "demo", "desk/walks/test_many_entries.py", "documents")
# Made once for all that ask for it: they go to one worker.
COSTLY = {"postgres", "drilled"}
FOLDER = ROOT / "tests"


@pytest.hookimpl(tryfirst=True)  # xdist reads the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("ZLC_TEST_STORE") == "postgresql":  # whoever looks at none, nor may by its name, sees no difference
        items[:] = [item for item in items if {"store", "request"} & set(item.fixturenames)]  # type: ignore[attr-defined]
    items.sort(key=_place)
    for item in items:
        for name in COSTLY.intersection(item.fixturenames):  # type: ignore[attr-defined]
            item.add_marker(pytest.mark.xdist_group(name))


def _place(item: pytest.Item) -> int:
    path = item.path.relative_to(FOLDER).as_posix()
    return next((place for place, begins in enumerate(LONGEST) if path.startswith(begins)), len(LONGEST))
