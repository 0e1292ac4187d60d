"""Nothing is ever lost: random stories against the real server, with every fault at once."""

import pytest

from tests.model import machine
from tests.model.ground import Ground


@pytest.mark.parametrize("part", range(machine.PARTS))
def test_nothing_is_lost_doubled_or_told_differently_to_two_phones(ground: Ground, part: int) -> None:
    machine.run(ground, part)
