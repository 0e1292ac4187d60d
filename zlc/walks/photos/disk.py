"""Photos as files: where each lies, whether it still is what was stored, and its smaller sizes. Knows no table.

The disk is asked, never the row alone: a file may be removed, emptied or changed behind our back, and a restored folder
may be older than the database.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from zlc.errors import NotFound, Refusal
from zlc.walks.photos import images
from zlc.walks.photos.pictures.sizes import PAGE_EDGE, THUMB_EDGE

SIZES = {"thumb": THUMB_EDGE, "page": PAGE_EDGE}
DIGEST = 32  # bytes of sha256 behind a smaller size: nothing else knows what it was
GONE = "照片文件不在服务器上，已向手机再要"


class Lost(NotFound):
    """The file is gone, or is not what was stored."""

    code = "photo_lost"

    def __init__(self) -> None:
        super().__init__(f"{GONE}。记录还在，照片传回来后会自动显示。")


class Held(NamedTuple):
    """What the row says of a file: its size, and its own hash (None in rows from before it was written down)."""

    sha256: str
    bytes: int
    kept: str | None


def place_of(sha256: str, size: str = "full") -> Path:
    """Where a photo lies in the data folder: two levels, so that none holds more than a few thousand files."""
    name = sha256 if size == "full" else f"{sha256}-{size}"
    return Path("photos", sha256[:2], sha256[2:4], f"{name}.jpg")


def path_of(folder: Path, sha256: str, size: str = "full") -> Path:
    return folder / place_of(sha256, size)


def with_room(target: Path) -> Path:
    """The same place. A file takes another's, but never a folder's: one that stands there is kept under another name."""
    if target.is_dir() and not target.is_symlink():
        target.rename(target.with_name(f"{target.name}.aside-{uuid4().hex}"))
    return target


def folder_of(target: Path) -> Path:
    """Make the folders above a photo; a file that stands in the place of one is kept under another name."""
    for above in (target.parents[2], target.parents[1], target.parent):
        if above.exists() and not above.is_dir():
            above.rename(above.with_name(f"{above.name}.aside-{uuid4().hex}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.parent


def is_there(folder: Path, held: Held) -> bool:
    """By its size: for lists, where each is asked about at every look."""
    try:
        return path_of(folder, held.sha256).stat().st_size == held.bytes
    except OSError:
        return False


def is_sound(folder: Path, held: Held) -> bool:
    """Read to its end: before a phone is told that it may let its own copy go, and before paper is printed."""
    if not is_there(folder, held):
        return False
    try:
        return held.kept in (None, hash_of(path_of(folder, held.sha256)))
    except OSError:
        return False


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_of(folder: Path, held: Held, size: str) -> bytes:
    """A photo in one of the sizes thumb, page, full; smaller ones are made when first asked for. Raises Lost, and Refusal
    when a smaller one cannot be made now."""
    if not is_there(folder, held):  # never opened, whatever lies in its place: reading a pipe would wait for ever
        raise Lost
    if size != "full" and (small := small_one(path_of(folder, held.sha256, size))):
        return small
    try:
        content = path_of(folder, held.sha256).read_bytes()
    except OSError as fault:
        raise Lost from fault
    if len(content) != held.bytes or held.kept not in (None, hashlib.sha256(content).hexdigest()):
        raise Lost
    return content if size == "full" else _make_small(folder, held.sha256, size)


def small_one(path: Path) -> bytes | None:
    """A smaller size; None if it is not there or not what was written."""
    if not path.is_file():  # reading a pipe would wait for ever
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    picture, digest = content[:-DIGEST], content[-DIGEST:]
    return picture if hashlib.sha256(picture).digest() == digest else None


def _make_small(folder: Path, sha256: str, size: str) -> bytes:
    full, wanted = path_of(folder, sha256), path_of(folder, sha256, size)
    temp = wanted.parent / f"{uuid4().hex}.part"
    try:
        images.rewrite(folder, full, temp, SIZES[size])
        picture = temp.read_bytes()
        with suppress(OSError):  # on a full disk it is made again the next time
            temp.write_bytes(picture + hashlib.sha256(picture).digest())
            os.replace(temp, with_room(wanted))
        return picture
    except images.NotAnImage as fault:
        raise Lost from fault
    except images.TooCostly as fault:
        raise Refusal("这张照片太大，小图做不出来。照片还在，请打开原图看。", status=503, code="busy") from fault
    finally:
        temp.unlink(missing_ok=True)
