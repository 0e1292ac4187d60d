"""Photos: bytes by their sha256 on disk, and who sent them.

A photo entry opens bytes only if its own author sent them: knowing a hash gives nothing.
The file is there before the row is (temp, fsync, rename, fsync folder, then the row), so a crash
leaves at worst a temp file. Smaller sizes are made when first asked for: a phone that uploads forty photos over a
weak network does not wait for them.
"""

import errno
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from sqlalchemy import BigInteger, Boolean, ForeignKey, String, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.errors import NotFound, Refusal
from zlc.walks import images, stayed
from zlc.walks.entry import read_body
from zlc.walks.models import Entry, Walk

MOST_BYTES = 8 * 1024 * 1024
CHUNK = 256 * 1024
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # no room: on the disk, for this user, for one file
SIZES = {"thumb": images.THUMB_EDGE, "page": images.PAGE_EDGE}


class PhotoFile(Model):
    """Bytes we hold, named by the hash they arrived under; `rewritten` if they were cleaned here."""

    __tablename__ = "photo_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int]
    height: Mapped[int]
    rewritten: Mapped[bool] = mapped_column(Boolean, default=False)
    stored_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


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


class DiskFull(Refusal):
    status, code = 507, "disk_full"

    def __init__(self) -> None:
        super().__init__("服务器存储已满，照片还在手机里，请联系管理员腾出空间。")


def place_of(sha256: str, size: str = "full") -> Path:
    """Where a photo lies in the data folder: two levels, so that none holds more than a few thousand files."""
    name = sha256 if size == "full" else f"{sha256}-{size}"
    return Path("photos", sha256[:2], sha256[2:4], f"{name}.jpg")


def path_of(folder: Path, sha256: str, size: str = "full") -> Path:
    return folder / place_of(sha256, size)


def receive(folder: Path, stream: IO[bytes], sha256: str) -> images.Look:
    """Write the stream to disk under its hash, checked and cleaned; no database is touched.

    Raises HashMismatch, NotAPhoto, TooLarge, DiskFull, and leaves nothing behind.
    """
    target = path_of(folder, sha256)
    temp, clean = target.with_name(f"{uuid4().hex}.part"), target.with_name(f"{uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_down(stream, temp, sha256)
        look = images.look_at(temp)
        if look.unclean:
            width, height = images.rewrite(temp, clean, images.LONG_EDGE)
            look = images.Look(width, height, True)
        settle(clean if look.unclean else temp, target)
        return look
    except images.NotAnImage as fault:
        raise NotAPhoto("这个文件不是完整的照片，服务器没有收。手机里的原件还在。") from fault
    except OSError as fault:
        if fault.errno in FULL:
            raise DiskFull from fault
        raise
    finally:
        temp.unlink(missing_ok=True)
        clean.unlink(missing_ok=True)


def _write_down(stream: IO[bytes], temp: Path, sha256: str) -> None:
    digest, size = hashlib.sha256(), 0
    with temp.open("wb", buffering=0) as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise TooLarge("照片超过 8 MB，没有上传，仍在手机里。")
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


def acknowledge(
    person_id: str, sha256: str, folder: Path, look: images.Look, *with_it: sql.Query
) -> int:
    """The rows, after the file: what we hold, and that this person sent it; and what is to be written `with_it`.
    Returns the size of the file kept."""
    now, size = clock.now_ms(), path_of(folder, sha256).stat().st_size
    sql.settle(
        *with_it,
        (
            "insert into photo_files (sha256, bytes, width, height, rewritten, stored_at) values (?, ?, ?, ?, ?, ?)"
            " on conflict do nothing",
            sha256, size, look.width, look.height, look.unclean, now,
        ),
        (
            "insert into photo_receipts (sha256, person_id, at) values (?, ?, ?) on conflict do nothing",
            sha256, person_id, now,
        ),
    )  # fmt: skip
    return size


def received_by(login_id: str, sha256: str) -> sql.Query:
    """Asks for the size of this photo, if whoever's login this is has sent it."""
    return (
        "select f.bytes from photo_receipts r join photo_files f on f.sha256 = r.sha256"
        " where r.sha256 = ? and r.person_id = (select person_id from logins where id = ?)",
        sha256, login_id,
    )  # fmt: skip


def received_from(person: Person, hashes: Iterable[str]) -> set[str]:
    asked = list(hashes)
    if not asked:
        return set()
    found = sql.rows("select sha256 from photo_receipts where person_id = ? and sha256 in ?", person.id, asked)
    return {sha256 for (sha256,) in found}


def received(state: dict[str, Any]) -> set[str]:
    """The photo entries of a folded walk whose bytes their own authors have sent."""
    wanted = {
        entry_id: (state["entries"][entry_id]["fields"].get("sha256"), state["entries"][entry_id]["by"])
        for entry_id in state["photos"]
    }
    pairs = tuple_(PhotoReceipt.sha256, PhotoReceipt.person_id)
    rows = select(PhotoReceipt.sha256, PhotoReceipt.person_id).where(pairs.in_(list(set(wanted.values()))))
    there = {tuple(row) for row in db.session.execute(rows)}
    return {entry_id for entry_id, pair in wanted.items() if pair in there}


def is_restricted(entry: dict[str, Any]) -> bool:
    """Whether a photo entry, as the fold shows it, is for its author and the unit's coordinator only. Once anybody has
    amended that, it stays so: else a colleague might amend it away and look."""
    return entry["fields"].get("restricted") is True or "restricted" in entry["amended"]


def visible_photo(person: Person, entry_id: str) -> str:
    """The hash of a photo entry this person may look at. Raises NotFound otherwise."""
    entry = db.session.get(Entry, entry_id)
    if entry is None or entry.kind != "photo" or entry.status != "stored" or entry.body is None:
        raise NotFound
    data, home = read_body(entry.body).data, stayed.units_of([entry_id]).get(entry_id)
    if home is None:
        walk = Walk.of(person, entry.walk_id or "")
        shown = walk.state.get("entries", {}).get(entry_id)  # none while the walk cannot be folded
        home = walk.unit_id if data.get("restricted") or (shown and is_restricted(shown)) else None
    if home is not None and not stayed.may_read(person, home, entry.author_id):
        raise NotFound
    sent = db.session.get(PhotoReceipt, (data.get("sha256"), entry.author_id))
    if sent is None:
        raise NotFound("这张照片还没有传到服务器。")
    return sent.sha256


def file_for(folder: Path, sha256: str, size: str) -> Path:
    """The file of a photo in one of the sizes thumb, page, full; smaller ones are made when first asked."""
    full, wanted = path_of(folder, sha256), path_of(folder, sha256, size)
    if not wanted.exists():
        temp = wanted.parent / f"{uuid4().hex}.part"
        try:
            images.rewrite(full, temp, SIZES[size])
            os.replace(temp, wanted)
        finally:
            temp.unlink(missing_ok=True)
    return wanted
