"""Photos: bytes by their sha256 on disk, and who sent them.

A photo entry opens bytes only if its own author sent them: knowing a hash gives nothing.
The file is there before the row is (temp, fsync, rename, fsync folder, then the row), so a crash
leaves at worst a temp file. Smaller sizes are made when first asked for: a phone that uploads forty photos over a
weak network does not wait for them. A file that is found gone or changed is marked `lost_at`: from then on it counts as
not received, so that phones which still hold it are asked for it.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import IO, NamedTuple
from uuid import uuid4

from sqlalchemy import BigInteger, Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts import audit
from zlc.accounts.models import Person
from zlc.database import Model
from zlc.errors import Refusal
from zlc.faults import FULL
from zlc.walks.fold.state import EntryState
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import images
from zlc.walks.photos.disk import SIZES, Held, Lost, path_of, place_of

MOST_BYTES = 8 * 1024 * 1024
CHUNK = 256 * 1024
__all__ = ["SIZES", "Held", "Lost", "path_of", "place_of"]


class PhotoFile(Model):
    """Bytes we hold, named by the hash they arrived under; `rewritten` if they were cleaned here: `kept_sha256` is the
    hash of the file itself, unknown of those rewritten before it was written down. `lost_at`: when the file was found
    gone or changed."""

    __tablename__ = "photo_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int]
    height: Mapped[int]
    rewritten: Mapped[bool] = mapped_column(Boolean, default=False)
    stored_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    kept_sha256: Mapped[str | None] = mapped_column(String(64))
    lost_at: Mapped[int | None] = mapped_column(BigInteger)

    @property
    def held(self) -> Held:
        return Held(self.sha256, self.bytes, self.kept_sha256)


class PhotoReceipt(Model):
    """This person sent these bytes."""

    __tablename__ = "photo_receipts"

    sha256: Mapped[str] = mapped_column(ForeignKey("photo_files.sha256"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


class HashMismatch(Refusal):
    status, code = 422, "hash_mismatch"


class NotAPhoto(Refusal):
    status, code = 422, "not_an_image"


class TooLarge(Refusal):
    status, code = 413, "too_large"


class TooCostly(Refusal):
    """Whole perhaps, but not to be decoded with what one photo may take: sending it again changes nothing."""

    status, code = 413, "too_large"

    def __init__(self) -> None:
        super().__init__(
            "这张照片像素太多或格式太特别，服务器处理不了，没有收。原件还在手机里，请在相册里截取或缩小后再选一次。"
        )


class DiskFull(Refusal):
    status, code = 507, "disk_full"

    def __init__(self) -> None:
        super().__init__("服务器存储已满，照片还在手机里，请联系管理员腾出空间。")


class Kept(NamedTuple):
    """A photo's file as it was put down; `sha256` is that of the file."""

    bytes: int
    width: int
    height: int
    rewritten: bool
    sha256: str


def receive(folder: Path, stream: IO[bytes], sha256: str, most: int = MOST_BYTES) -> Kept:
    """Write the stream to disk under its hash, checked and cleaned; no database is touched. `most`: bytes it may have.

    Raises HashMismatch, NotAPhoto, TooLarge, TooCostly, DiskFull, darkroom.Busy, and leaves nothing behind.
    """
    target = path_of(folder, sha256)
    temp, clean = target.with_name(f"{uuid4().hex}.part"), target.with_name(f"{uuid4().hex}.part")
    try:
        photo_disk.folder_of(target)
        _write_down(stream, temp, sha256, most)
        width, height, rewritten = images.take(folder, temp, clean)
        keep = clean if rewritten else temp
        kept = Kept(keep.stat().st_size, width, height, rewritten, photo_disk.hash_of(keep) if rewritten else sha256)
        settle(keep, photo_disk.with_room(target))
        return kept
    except images.NotAnImage as fault:
        raise NotAPhoto("这个文件不是完整的照片，服务器没有收。手机里的原件还在。") from fault
    except images.TooCostly as fault:
        raise TooCostly from fault
    except OSError as fault:
        if fault.errno in FULL:
            raise DiskFull from fault
        raise
    finally:
        temp.unlink(missing_ok=True)
        clean.unlink(missing_ok=True)


def _write_down(stream: IO[bytes], temp: Path, sha256: str, most: int) -> None:
    digest, size = hashlib.sha256(), 0
    with temp.open("wb", buffering=0) as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise TooLarge(f"照片超过 {most // 2**20} MB，没有上传，仍在手机里。")
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != sha256:
        raise HashMismatch("照片在路上变了，请再传一次。手机里的原件还在。")


def settle(temp: Path, target: Path) -> None:
    """Durably under its name: the bytes, then the name, then the folder that knows it. Both lie in one folder."""
    with temp.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(temp, target)
    parent = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def acknowledge(person_id: str, sha256: str, kept: Kept, *with_it: sql.Query) -> None:
    """The rows, after the file: what we hold, and that this person sent it; and what is to be written `with_it`."""
    sql.ask(
        *with_it, holding(sha256, kept),
        (
            "insert into photo_receipts (sha256, person_id, at) values (?, ?, ?) on conflict do nothing",
            sha256, person_id, clock.now_ms(),
        ),
    )  # fmt: skip


def holding(sha256: str, kept: Kept) -> sql.Query:
    """What says that we hold these bytes, as they were put down now."""
    return (
        "insert into photo_files (sha256, bytes, width, height, rewritten, stored_at, kept_sha256)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (sha256) do update set bytes = excluded.bytes,"
        " rewritten = excluded.rewritten, kept_sha256 = excluded.kept_sha256, lost_at = null",
        sha256, kept.bytes, kept.width, kept.height, kept.rewritten, clock.now_ms(), kept.sha256,
    )  # fmt: skip


HELD = "f.sha256, f.bytes, f.kept_sha256 from photo_receipts r join photo_files f on f.sha256 = r.sha256"


def received_by(login_id: str, sha256: str) -> sql.Query:
    """Asks for this photo's file, if whoever's login this is has sent it and it is not lost."""
    return (
        f"select {HELD} where r.sha256 = ? and f.lost_at is null"
        " and r.person_id = (select person_id from logins where id = ?)",
        sha256, login_id,
    )  # fmt: skip


def received_from(person: Person, hashes: Iterable[str]) -> list[Held]:
    """Those that this person sent and that are not known to be lost; `photo_disk` tells whether they still are there."""
    if not (asked := list(hashes)):
        return []
    rows = sql.rows(f"select {HELD} where f.lost_at is null and r.person_id = ? and r.sha256 in ?", person.id, asked)
    return [Held(*row) for row in rows]


def mark_lost(hashes: Collection[str], gone: Callable[[Held], bool]) -> None:
    """Found `gone`, or changed: not received any more, until somebody sends it again. They are looked at once more: who has
    sent one meanwhile has put its file down before its row, which waits for us."""
    asked = list(hashes)
    if not asked:
        return
    _, rows = sql.ask(
        ("update photo_files set lost_at = lost_at where lost_at is null and sha256 in ?", asked),
        ("select sha256, bytes, kept_sha256 from photo_files where lost_at is null and sha256 in ?", asked),
    )
    if lost := [one.sha256 for one in (Held(*row) for row in rows) if gone(one)]:
        sql.ask(("update photo_files set lost_at = ? where sha256 in ?", clock.now_ms(), lost))
        audit.record("photos lost", about=lost[0], success=False, count=len(lost))


def is_restricted(entry: EntryState) -> bool:
    """Whether a photo entry, as the fold shows it, is for its author and the unit's coordinator only. Once anybody has
    amended that, it stays so: else a colleague might amend it away and look."""
    return entry.fields.get("restricted") is True or "restricted" in entry.amended
