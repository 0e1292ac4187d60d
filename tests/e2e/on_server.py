"""What the server has: asked from the page of whoever is logged in there, or read from its database."""

import json
import sqlite3
from collections import Counter
from typing import Any

from playwright.sync_api import Page

from tests.e2e.servers import Server

JOURNAL = """async () => {
  const bodies = [];
  for (let page = { cursor: '', more: true }; page.more;) {
    page = await (await fetch(`/api/v1/changes?limit=1000&cursor=${encodeURIComponent(page.cursor)}`)).json();
    bodies.push(...page.entries.map((entry) => JSON.parse(entry.body)));
  }
  return bodies;
}"""


def journal(page: Page) -> list[dict[str, Any]]:
    """The body of every entry this person may see."""
    entries: list[dict[str, Any]] = page.evaluate(JOURNAL)
    return entries


def walk_id(page: Page, companions: str) -> str | None:
    """Stories tell their walks apart by whom they accompany."""
    opened = [one["walk"] for one in journal(page) if one["data"].get("companions") == companions]
    assert len(opened) <= 1, "a walk is opened once"
    return opened[0] if opened else None


def walk_of(page: Page, companions: str) -> list[tuple[str, dict[str, Any]]]:
    """(kind, data) of each entry of that walk; none when the server does not know it."""
    walk = walk_id(page, companions)
    return [(one["kind"], one["data"]) for one in journal(page) if walk is not None and one["walk"] == walk]


def kinds(page: Page, companions: str) -> list[str]:
    return sorted(kind for kind, _ in walk_of(page, companions))


def told(page: Page, walk: str) -> list[dict[str, Any]]:
    """The walk's journal as anybody may read it who may see the walk."""
    entries: list[dict[str, Any]] = json.loads(page.evaluate(f"fetch('/api/v1/walks/{walk}/journal').then(r => r.text())"))["entries"]
    return entries


def counted(page: Page, companions: str) -> dict[str, int]:
    """How many entries of each kind that walk has."""
    return dict(Counter(kinds(page, companions)))


def assert_one_order(server: Server, walk: str, devices: int = 1) -> None:
    """What this walk's devices sent is numbered 1, 2, 3 … without a gap, a double or a fork."""
    database = sqlite3.connect(server.folder / "zlc.sqlite3")
    asked = database.execute("SELECT DISTINCT device_id FROM entries WHERE walk_id = ?", [walk]).fetchall()
    assert len(asked) == devices
    for (device,) in asked:
        numbers = [row[0] for row in database.execute("SELECT seq FROM entries WHERE device_id = ? ORDER BY seq", [device])]
        assert numbers == list(range(1, len(numbers) + 1))
        faults = database.execute("SELECT chain_broken_at, forked_at FROM devices WHERE id = ?", [device]).fetchone()
        assert faults == (None, None)
    database.close()
