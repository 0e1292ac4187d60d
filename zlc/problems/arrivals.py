"""Problems that a push brings, as rows made in bulk, and those that stand already and need not be touched: a walk of
thousands of entries has hundreds of problems, and the next push changes none of them."""

import json
from typing import Any

from zlc import clock, sql
from zlc.problems import numbers
from zlc.walks.models import Walk


def arrival(entry_id: str, walk: Walk, facts: dict[str, Any], settled: list[str], void: bool) -> dict[str, Any]:
    """A new row's columns, without its numbers, place and words. One that is struck out by now was withdrawn."""
    return {
        "id": entry_id, "walk_id": walk.id, "unit_id": walk.unit_id,
        "quarter": numbers.quarter_of(clock.local(facts["found_at"]).date()),
        "state": "withdrawn" if void else "new", "frozen": False, "struck": void, "arrived_at": clock.now_ms(),
        "department": "", "settled": settled, "waiting": [], **facts,
    }  # fmt: skip


FACTS = (
    "text", "category", "stage", "stage_entry", "check_item", "severity", "found_at", "recorder_id", "matter_id",
    "matter_name", "place", "photo_count",
)  # fmt: skip


def standing_of(walk_id: str) -> dict[str, tuple[Any, ...]]:
    """What the rows of this walk say that still follow the journal; `expected` is the same for unchanged ones."""
    found = sql.rows(
        f"select id, unit_id, struck, frozen, settled, {','.join(FACTS)} from problems where walk_id = ?", walk_id
    )
    return {
        row[0]: (row[1], bool(row[2]), bool(row[3]), json.loads(row[4]) if isinstance(row[4], str) else row[4], *row[5:])
        for row in found
    }


def expected(unit_id: str, void: bool, facts: dict[str, Any], settled: list[str]) -> tuple[Any, ...]:
    return (unit_id, void, False, settled, *(facts[name] for name in FACTS))

