"""What the server has, asked from the page of whoever is logged in there."""

from typing import Any

from playwright.sync_api import Page

JOURNAL = """async () => (await (await fetch('/api/v1/changes?limit=1000')).json()).entries
  .map((entry) => JSON.parse(entry.body))"""


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
