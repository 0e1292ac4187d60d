"""Making a backup: the database first, then the files it knows, then all of it read again from the disk."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from zlc import clock, faults
from zlc.backups import archive
from zlc.backups.manifest import DATABASES, FILES, FORMAT, Facts, Manifest, Say
from zlc.backups.store import Store
from zlc.errors import NotReady, Refusal
from zlc.files import disk
from zlc.folder import PART_LASTS, remove_if_older
from zlc.walks.photos.photos import place_of, settle

LEFT = re.compile(r"\..+\.[0-9a-f]{32}\.(part|copy(-wal|-shm|-journal)?)")
File = tuple[str, Path, int, str | None]  # its hash, place, size, own hash
STEP = 200  # files between two words of progress


def make(file: Path, store: Store, data: Path, say: Say) -> Manifest:
    """Everything acknowledged before this began is in `file`, which appears under its name when it has been read back.

    Raises Refusal, and leaves nothing behind."""
    file = file.absolute()
    _refuse_unsuitable(file, data)
    _sweep(file.parent)
    part, copy = (file.with_name(f".{file.name}.{uuid4().hex}.{kind}") for kind in ("part", "copy"))
    try:
        facts = store.copy(copy, say)
        with archive.Writer(part) as tar:
            tar.add(DATABASES[store.kind], copy)
            photos = [(sha256, place_of(sha256), size, kept) for sha256, size, kept in facts.photos]
            papers = [(sha256, disk.place_of(sha256, format_), size, kept) for sha256, format_, size, kept in facts.papers]
            missing = _add_files(tar, data, photos, "照片 {}/{} 张", say)
            missing_papers = _add_files(tar, data, papers, "文件 {}/{} 份", say)
            _add_rescues(tar, data)
            tar.seal(_manifest(store.kind, facts, tar, missing, missing_papers))
        say("读回核对")
        _forget_cached(part)
        manifest = archive.read(part)
        settle(part, file)
        return manifest
    except (OSError, sqlite3.Error) as fault:  # SQLite writes its copy there too
        if faults.kind_of(fault) == "full":
            raise Refusal(f"{file.parent} 所在的磁盘满了，备份没有做成，没有留下半份文件。请腾出空间，或换一个地方。") from fault
        raise NotReady(f"{file} 写不了（{fault}），备份没有做成，没有留下半份文件。请核对地址和磁盘，或换一个地方。") from fault
    finally:
        for left in (part, copy, *(copy.with_name(copy.name + ending) for ending in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _refuse_unsuitable(file: Path, data: Path) -> None:
    if file.parent.resolve().is_relative_to(data.resolve()):
        raise NotReady(f"{file} 在数据目录 {data} 里面：目录没了，备份也就没了。没有备份，请换一个地方，最好在另一块磁盘上。")
    if file.exists():
        raise NotReady(f"{file} 已经有了，没有覆盖它。请换一个名字，例如带上日期。")
    if not os.access(file.parent, os.W_OK):
        raise NotReady(f"没有目录 {file.parent}，或者不能往里写，没有备份。请核对地址，磁盘是否挂上。")


def _sweep(folder: Path) -> None:
    """What a backup that was killed left beside its file: under that file's hidden name, see `make`."""
    for path in folder.glob(".*"):
        if LEFT.fullmatch(path.name):
            remove_if_older(path, PART_LASTS)


def _manifest(kind: str, facts: Facts, tar: archive.Writer, missing: list[str], missing_papers: list[str]) -> Manifest:
    return Manifest(
        FORMAT, kind, clock.now_ms(), facts.server_id, facts.epoch, facts.revision, facts.last_commit, facts.counts, tar.members, missing,
        missing_papers,
    )  # fmt: skip


def _add_files(tar: archive.Writer, data: Path, files: Sequence[File], told: str, say: Say) -> list[str]:
    """The hashes of those whose file is gone, cannot be read or is not what was received: whoever sent them may hold
    them still, and for one bad sector all the others do not go without a backup."""
    missing = []
    for number, (sha256, place, size, kept) in enumerate(files, start=1):
        if not tar.add_if_right(place.as_posix(), data / place, size, kept):
            missing.append(sha256)
        if number % STEP == 0 or number == len(files):
            say(told.format(number, len(files)))
    return missing


def _add_rescues(tar: archive.Writer, data: Path) -> None:
    for path in sorted((data / "rescues").glob("*.jsonl")):
        name = f"rescues/{path.name}"
        if FILES.fullmatch(name):
            tar.add(name, path)


def _forget_cached(path: Path) -> None:
    """What is read next comes from the disk."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
