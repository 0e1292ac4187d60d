"""Which tests run, which of them first, and which on the same worker."""

import os

import pytest

from zlc.config import ROOT

# What takes long comes first: at the end whoever is idle finds something short.
LONGEST = ("e2e/test_screens.py", "e2e", "model", "attacks", "faults", "demo", "desk/walks/test_many_entries.py", "documents")
# Made once for all that ask for it: they go to one worker.
COSTLY = {"postgres", "drilled"}
# On PostgreSQL runs what asks for a database, but for what would see no difference: what is in the files of photos, whose
# rows are written alike for all of them (tests/sync/test_photos.py).
ALIKE = {"sync/test_photo_bounds.py", "sync/test_photo_colours.py", "sync/test_photo_metadata.py"}
FOLDER = ROOT / "tests"


@pytest.hookimpl(tryfirst=True)  # xdist reads the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("ZLC_TEST_STORE") == "postgresql":
        items[:] = [item for item in items if _may_differ(item)]
    items.sort(key=_place)
    for item in items:
        for name in COSTLY.intersection(item.fixturenames):  # type: ignore[attr-defined]
            item.add_marker(pytest.mark.xdist_group(name))


def _may_differ(item: pytest.Item) -> bool:
    """Whether the test looks at the database that the run is about. One that takes `request` itself may, by its name."""
    asked = {"store", "drilled"} & set(item.fixturenames)  # type: ignore[attr-defined]
    by_name = "request" in item._fixtureinfo.argnames  # type: ignore[attr-defined]
    return bool(asked or by_name) and _path(item) not in ALIKE


def _path(item: pytest.Item) -> str:
    return item.path.relative_to(FOLDER).as_posix()


def _place(item: pytest.Item) -> int:
    return next((place for place, begins in enumerate(LONGEST) if _path(item).startswith(begins)), len(LONGEST))
