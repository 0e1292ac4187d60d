"""What a backup says of itself, and how its members are named. It is a tar, so that other tools can open it:

    database.sqlite3 | database.pgdump      first: everything after it is at least as new
    photos/ab/cd/<sha256>.jpg               as they lie in the data folder; smaller sizes are made again when asked for
    files/ab/cd/<sha256>.pdf                papers that somebody handed in: evidence; .docx, .xlsx
    rescues/<sha256>.jsonl
    manifest.json                           last: a file that was cut off has none
    manifest.sha256                         as sha256sum writes it

Not in it: the secret that signs logins (whoever had the file could log in as anybody; where a backup is put in place people
log in again), and documents, which are made again.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from zlc.errors import Refusal

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
FILES = re.compile(
    r"photos/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}\.jpg|rescues/[0-9a-f]{64}\.jsonl"
    r"|files/([0-9a-f]{2})/([0-9a-f]{2})/\3\4[0-9a-f]{60}\.(pdf|docx|xlsx)"
)
COUNTED = ("entries", "walks", "problems", "people", "photo_files", "audit_lines")

UNWRITTEN = "case when rewritten then null else sha256 end"
PHOTOS = "select sha256, bytes, {own} from photo_files order by 1"
WRITTEN_DOWN = "0008"  # since this revision a file's own hash is in the database
PAPERS, TAKEN_IN = "select sha256, format, bytes, kept_sha256 from paper_files order by 1", "0037"

Say = Callable[[str], None]


class Damaged(Refusal):
    """The file is not a whole backup of ours."""

    status, code = 422, "damaged_backup"


class Member(msgspec.Struct):
    """`bytes` and `sha256` of its content."""

    name: str
    bytes: int
    sha256: str


class Facts(msgspec.Struct):
    """What the database said of itself in the very state that was copied. `photos`: (sha256, bytes, the file's
    own hash, None where it was never written down); `papers`: (sha256, format, bytes, the file's own hash)."""

    server_id: str
    epoch: str
    revision: str
    last_commit: int
    counts: dict[str, int]
    photos: list[tuple[str, int, str | None]]
    papers: list[tuple[str, str, int, str]]


class Manifest(msgspec.Struct):
    """`made_at` in ms. `missing`: hashes of photos that the database knows and whose file was gone or wrong already;
    `missing_papers`: of papers."""

    format: int
    store: str
    made_at: int
    server_id: str
    epoch: str
    revision: str
    last_commit: int
    counts: dict[str, int]
    members: list[Member]
    missing: list[str]
    missing_papers: list[str] = []

    @property
    def bytes(self) -> int:
        return sum(member.bytes for member in self.members)


def facts_from(ask: Callable[[str], list[Any]]) -> Facts:
    """`ask` answers plain SQL, always out of the same state."""
    (server_id, epoch), *_ = ask("select server_id, epoch from server where id = 1")
    revision = str(ask("select version_num from alembic_version")[0][0])
    # A new release is laid over the old one, then comes the backup, and only then the upgrade of the database.
    own = f"coalesce(kept_sha256, {UNWRITTEN})" if revision >= WRITTEN_DOWN else UNWRITTEN
    return Facts(
        server_id=server_id,
        epoch=epoch,
        revision=revision,
        last_commit=ask("select value from commit_clock where id = 1")[0][0],
        counts={table: ask(f"select count(*) from {table}")[0][0] for table in COUNTED},
        photos=[(sha, size, kept) for sha, size, kept in ask(PHOTOS.format(own=own))],
        papers=[tuple(row) for row in ask(PAPERS)] if revision >= TAKEN_IN else [],
    )
