"""Taking in one file that somebody hands in: photos go the way of walks' photos, papers are cleaned apart. Knows no request.

It is slow and opens no transaction; keeping.py writes the rows. The file is there before its row is, so a crash leaves at worst a
temporary file (zlc/folder.py sweeps it)."""

import hashlib
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import uuid4

from zlc import apart
from zlc.errors import Refusal
from zlc.faults import FULL
from zlc.files import disk, formats, worker
from zlc.files.refused import NotTaken
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos
from zlc.walks.photos.pictures import darkroom

MOST_BYTES = 20 * 1024 * 1024
CHUNK = 256 * 1024
TOO_LARGE = f"文件超过 {MOST_BYTES // 2**20} MB。请压缩、分成几份，或只留用得着的几页。"
NOT_A_PHOTO = "照片不完整，或者不是照片。请重新存一份再选。"
TOO_COSTLY = "照片像素太多或格式太特别，服务器处理不了。请缩小或截取后再选。"
TOO_SLOW, TOO_BIG = "文件太复杂，服务器处理不完。请导出 PDF，或只留用得着的几页。", "文件展开后太大，服务器处理不了。请只留用得着的几页。"
CROWDED = "服务器正在处理别的文件，请过一分钟再选这一份。"
_apart = apart.Apart(worker.__file__, megabytes=1024, seconds=60)


class Taken(NamedTuple):
    """What came of it. `kept`: what is on the disk now; `notes`: what whoever sent it is to know."""

    sha256: str
    format: str
    kept: photos.Kept | disk.Paper
    notes: tuple[str, ...] = ()

    @property
    def is_photo(self) -> bool:
        return self.format in formats.PHOTOS


def take(folder: Path, stream: IO[bytes]) -> Taken:
    """Write the stream to disk under its hash, checked and cleaned. `folder` is the data folder.

    Raises NotTaken, and leaves nothing behind; Refusal where the disk is full."""
    temp = folder / disk.FOLDER / f"{uuid4().hex}.part"
    temp.parent.mkdir(parents=True, exist_ok=True)
    try:
        sha256 = _write_down(stream, temp)
        format_ = formats.format_of(temp)
        if format_ in formats.PHOTOS:
            return Taken(sha256, format_, _photo(folder, temp, sha256))
        kept, notes = _paper(folder, temp, sha256, format_)
        return Taken(sha256, format_, kept, notes)
    except OSError as fault:
        if fault.errno in FULL:
            raise Refusal("服务器存储已满，文件没有收。请联系管理员腾出空间。", status=507, code="disk_full") from fault
        raise
    finally:
        temp.unlink(missing_ok=True)


def _write_down(stream: IO[bytes], temp: Path) -> str:
    digest, size = hashlib.sha256(), 0
    with temp.open("wb", buffering=0) as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise NotTaken(TOO_LARGE)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _photo(folder: Path, temp: Path, sha256: str) -> photos.Kept:
    try:
        with temp.open("rb") as stream:
            return photos.receive(folder, stream, sha256, MOST_BYTES)
    except photos.NotAPhoto as fault:
        raise NotTaken(NOT_A_PHOTO) from fault
    except photos.TooCostly as fault:
        raise NotTaken(TOO_COSTLY) from fault
    except darkroom.Busy as fault:
        raise NotTaken(CROWDED) from fault


def _paper(folder: Path, temp: Path, sha256: str, format_: str) -> tuple[disk.Paper, tuple[str, ...]]:
    target = folder / disk.place_of(sha256, format_)
    clean = target.with_name(f"{uuid4().hex}.part")
    photo_disk.folder_of(target)
    try:
        told = _asked({"source": str(temp), "target": str(clean), "format": format_})
        paper = disk.Paper(sha256, format_, clean.stat().st_size, photo_disk.hash_of(clean))
        photos.settle(clean, photo_disk.with_room(target))
        return paper, tuple(told["notes"])
    finally:
        clean.unlink(missing_ok=True)


def _asked(order: dict[str, str]) -> dict[str, Any]:
    try:
        told = _apart.ask(order)
    except apart.Crowded as fault:
        raise NotTaken(CROWDED) from fault
    except apart.TooSlow as fault:
        raise NotTaken(TOO_SLOW) from fault
    except apart.TooBig as fault:
        raise NotTaken(TOO_BIG) from fault
    except apart.Broke as fault:
        raise NotTaken(formats.BROKEN) from fault
    if "refused" in told:
        raise NotTaken(told["refused"])
    return told
