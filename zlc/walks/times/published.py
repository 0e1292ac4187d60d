"""公示: what the office promises about a matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from zlc.catalogue.models import Limit, Matter


@dataclass(frozen=True)
class Published:
    """None: nothing is published."""

    materials: Sequence[str] | None = None
    limit: Limit | None = None
    steps: int | None = None
    trips: int | None = None
    channels: Sequence[str] = ()
    wait_minutes: int | None = None


def published_of(matter: Matter | None) -> Published:
    """What is published about the matter; nothing for one that was only written by hand."""
    if matter is None:
        return Published()
    return Published(
        materials=[material.name for material in matter.materials] or None,
        limit=matter.promised or matter.statutory,
        steps=matter.steps,
        trips=matter.trips,
        channels=matter.channels,
        wait_minutes=matter.wait_minutes,
    )
