"""The drill in small: the server is lost and restored elsewhere (`./run.sh bench drill` is the whole of it)."""

import os

import pytest

from tests.bench import drill
from tests.bench.pictures import pictures

KIND = "PostgreSQL" if os.environ.get("ZLC_TEST_STORE") == "postgresql" else "SQLite"
ENTRIES, PHOTOS = (100_000, 2_000) if os.environ.get("ZLC_LONG") else (2_000, 40)


@pytest.fixture(scope="module")
def drilled(tmp_path_factory):
    """What is still missing in the end, of what a phone holds."""
    folder = tmp_path_factory.mktemp("drill")
    with drill.databases_for(KIND, folder) as (url, elsewhere):
        return drill.run(folder, url, elsewhere, ENTRIES, pictures(PHOTOS), print)


def test_restored_elsewhere_it_has_every_entry_that_a_phone_holds(drilled):
    done, _ = drilled
    assert len(done.made) >= ENTRIES  # the rest is the model's check, in drill.run


def test_under_photos_a_week_old_it_gets_every_photo_that_a_phone_holds(drilled):
    _, gone = drilled
    assert not gone
