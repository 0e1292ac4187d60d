"""公示: what the office promises about a matter; a walk goes by what was published when it began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from zlc.catalogue import changes
from zlc.catalogue.models import Limit, Matter
from zlc.catalogue.published import Published as Guide
from zlc.catalogue.published import published_of as guide_of
from zlc.database import db
from zlc.walks.models import Walk


@dataclass(frozen=True)
class Published:
    """None: nothing is published."""

    materials: Sequence[str] | None = None
    limit: Limit | None = None
    steps: int | None = None
    trips: int | None = None
    channels: Sequence[str] = ()
    wait_minutes: int | None = None


def published_to(walk: Walk) -> Published:
    """What was published about its matter when the walk began; nothing for one that was only written by hand."""
    return published_to_all([walk])[walk.id]


def published_to_all(walks: Iterable[Walk]) -> dict[str, Published]:
    """The same by walk, in three queries for any number."""
    shown = list(walks)
    wanted = select(Matter).where(Matter.id.in_({walk.matter_id for walk in shown if walk.matter_id}))
    guides = {one.id: guide_of(one) for one in db.session.scalars(wanted.options(selectinload(Matter.materials)))}
    changed = changes.changes_of(guides)
    return {
        walk.id: _of(changes.at(guides[walk.matter_id], changed.get(walk.matter_id, []), walk.begins_at))
        if walk.matter_id in guides else Published()
        for walk in shown
    }  # fmt: skip


def _of(guide: Guide) -> Published:
    return Published(
        materials=[name for name, _, _ in guide.materials] or None,
        limit=guide.promised or guide.statutory,
        steps=guide.steps,
        trips=guide.trips,
        channels=guide.channels,
        wait_minutes=guide.wait_minutes,
    )
