"""Whose entry changed something of a walk last, and when it came: for telling who was quicker."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.database import db
from zlc.walks.entries.entry import BadBody, read_body
from zlc.walks.models import Entry


class Latest(NamedTuple):
    """`at`: when it came, by the server's clock, whatever the phone's said."""

    entry: str
    by: str
    at: int


def latest_entry(walk_id: str) -> Latest | None:
    """Of whatever kind."""
    return _latest(walk_id, "", lambda body: True)


def latest_amendment(walk_id: str, target: str) -> Latest | None:
    return _latest(walk_id, "amend", lambda body: _target(body) == target)


def _latest(walk_id: str, kind: str, wanted: Callable[[bytes], bool]) -> Latest | None:
    rows = select(Entry.id, Entry.body, Entry.author_id, Entry.received_at).where(Entry.walk_id == walk_id, Entry.status == "stored")
    rows = rows.where(Entry.kind == kind) if kind else rows
    for row in db.session.execute(rows.order_by(Entry.commit.desc(), Entry.n.desc()).execution_options(yield_per=50)):
        if row.body is not None and wanted(row.body):
            who = db.session.get(Person, row.author_id)
            return Latest(row.id, who.name if who else "有人", row.received_at)
    return None


def _target(body: bytes) -> str:
    try:
        return str(read_body(body).data.get("target", ""))
    except BadBody:
        return ""
