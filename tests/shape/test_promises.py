"""Promises that stand in the code itself: what the database is asked for, and what client and server never do."""

import pytest
from sqlalchemy import text

from zlc.config import ROOT
from zlc.database import db

FULL = 2
# China keeps one clock: a phone in another zone, or in a summer that moves its clock, shows and sends the same times.
LOCAL = [".getHours(", ".getDate(", ".getDay(", ".getMonth(", ".getFullYear(", ".setHours(", "toLocale", "Intl.", ".getTimezoneOffset("]
# Each has lost somebody's work elsewhere (docs/sync.md, lines 19, 21, 30).
NEVER = [
    ".onLine",
    "deleteDatabase",
    "SyncManager",
    "skipWaiting()",
    *LOCAL,
]
ONLY_HERE = {
    "skipWaiting()": {"service-worker/service-worker.ts"},
    ".getTimezoneOffset(": {"static/client/store/record.ts"},  # noted in the entry, and read by nobody
}


def client_sources():
    folders = (ROOT / "static/client", ROOT / "service-worker")
    return [path for folder in folders for path in folder.rglob("*.ts*") if "node_modules" not in path.parts]


def test_an_answered_commit_is_on_the_disk(context):
    """WAL alone may forget the last commits when the power goes."""
    if db.engine.dialect.name == "sqlite":
        asked = {name: db.session.scalar(text(f"pragma {name}")) for name in ("synchronous", "journal_mode")}
        assert asked == {"synchronous": FULL, "journal_mode": "wal"}
    else:
        assert db.session.scalar(text("show synchronous_commit")) == "on"


@pytest.mark.parametrize("word", NEVER)
def test_the_client_never(word):
    code = {
        str(path.relative_to(ROOT)): "\n".join(
            line for line in path.read_text().splitlines() if not line.lstrip().startswith(("//", "*", "/*"))
        )
        for path in client_sources()
    }
    assert len(code) > 100
    found = {name for name, source in code.items() if word in source}
    assert found == ONLY_HERE.get(word, set())


def test_nobody_but_the_demo_stops_the_clock():
    """A paper made while it stands would take every other time for then, too."""
    stopping = {path.relative_to(ROOT / "zlc").parts[0] for path in (ROOT / "zlc").rglob("*.py") if "frozen_at(" in path.read_text()}
    assert stopping == {"clock.py", "demo"}
