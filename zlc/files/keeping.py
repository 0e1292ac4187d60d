"""The rows of what was taken in: what we hold, who sent it, and what was found lost. In the caller's transaction."""

from collections.abc import Collection
from pathlib import Path

from zlc import clock, sql
from zlc.accounts import audit, quotas
from zlc.accounts.models import Person
from zlc.files import disk
from zlc.files.taking import Taken
from zlc.walks.photos import photos


def acknowledge(person: Person, taken: Taken) -> None:
    """The rows, after the file, and one more of this person's day. Raises quotas.OverQuota."""
    quotas.use("photo" if taken.is_photo else "paper", person, taken.kept.bytes)
    receipts = "photo_receipts" if taken.is_photo else "paper_receipts"
    hold(taken)
    sql.ask(
        (
            f"insert into {receipts} (sha256, person_id, at) values (?, ?, ?) on conflict do nothing",
            taken.sha256, person.id, clock.now_ms(),
        ),
    )  # fmt: skip


def hold(taken: Taken) -> None:
    """The row that says that we have it, whoever sent it."""
    if isinstance(taken.kept, photos.Kept):
        sql.ask(photos.holding(taken.sha256, taken.kept))
        return
    paper = taken.kept
    sql.ask(
        (
            "insert into paper_files (sha256, format, bytes, kept_sha256, stored_at) values (?, ?, ?, ?, ?) on conflict (sha256)"
            " do update set bytes = excluded.bytes, kept_sha256 = excluded.kept_sha256, lost_at = null",
            paper.sha256, paper.format, paper.bytes, paper.kept, clock.now_ms(),
        ),
    )  # fmt: skip


def mark_lost(folder: Path, hashes: Collection[str]) -> None:
    """Found gone, or changed: looked at once more, for somebody may have sent one meanwhile."""
    asked = list(hashes)
    _, rows = sql.ask(
        ("update paper_files set lost_at = lost_at where lost_at is null and sha256 in ?", asked),
        ("select sha256, format, bytes, kept_sha256 from paper_files where lost_at is null and sha256 in ?", asked),
    )
    if lost := [one.sha256 for one in (disk.Paper(*row) for row in rows) if disk.fault_of(folder, one)]:
        sql.ask(("update paper_files set lost_at = ? where sha256 in ?", clock.now_ms(), lost))
        audit.record("papers lost", about=lost[0], success=False, count=len(lost))
