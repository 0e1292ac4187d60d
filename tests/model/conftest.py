"""The model's server, and the phone that the directed tests hold in hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import databases
from tests.model.ground import Ground
from tests.phones import Phone


@pytest.fixture
def ground(store: databases.Store, tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(store, tmp_path)
    yield ground
    ground.close()


@pytest.fixture
def phone(visit: Any) -> Phone:
    return Phone.of(visit("recorder"))
