"""Putting a backup in place. Killed at any moment it leaves the old database or the new one, whole: everything is made
ready beside the old one, and takes its place by one rename at the very end. Files only ever come to those there."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import msgspec

from zlc import folder
from zlc.backups import archive
from zlc.backups.making import STEP, hash_of
from zlc.backups.manifest import DATABASES, FILES, Damaged, Manifest, Say
from zlc.backups.store import Store
from zlc.errors import NotReady
from zlc.walks.photos.photos import settle

# Brings the prepared database at this address to today's shape, begins its new epoch and says so in its log. Returns the
# epoch.
MakeReady = Callable[[str, Manifest], str]
MARGIN = 64 * 1024 * 1024
CHANGED = "备份文件在恢复中途变了，没有恢复，数据库没有动。请换另一份备份。"


class Restored(msgspec.Struct):
    """What was done. `replaced`: the name under which the database of before is kept, "" if there was none; `files`: how
    many were written, the others being there."""

    manifest: Manifest
    epoch: str
    replaced: str
    files: int


def restore(file: Path, store: Store, data: Path, newest: str, known: frozenset[str], make_ready: MakeReady, say: Say) -> Restored:
    """Raises Refusal; then nothing has changed. `known`: the shapes of database this program can bring up to date."""
    manifest = _read(file, store, newest, known, say)
    folder.found(data)
    with folder.alone_on(data):
        store.discard()
        for left in data.glob(".restoring-*"):  # of a restore that was killed
            left.unlink()
        copy = data / f".restoring-{uuid4().hex}"
        try:
            _refuse_without_room(data, manifest)
            _take_out(file, DATABASES[store.kind], copy, manifest)
            say("核对数据库")
            store.examine(copy, manifest.counts)
            epoch = make_ready(store.prepare(copy), manifest)
            written = _put_files(file, data, manifest, say)
            return Restored(manifest, epoch, store.swap(), written)
        finally:
            copy.unlink(missing_ok=True)
            store.discard()


def _read(file: Path, store: Store, newest: str, known: frozenset[str], say: Say) -> Manifest:
    if not file.is_file():
        raise NotReady(f"没有备份文件 {file}，没有恢复，数据没有动。请核对地址。")
    say("核对备份文件")
    try:
        manifest = archive.read(file)
    except OSError as fault:
        raise NotReady(
            f"备份文件 {file} 读不了（{fault.strerror}），没有恢复，数据没有动。请核对它的权限和所在的磁盘，或换另一份备份。"
        ) from fault
    if manifest.store != store.kind:
        raise NotReady(
            f"这份备份是 {manifest.store} 的，这里用的是 {store.kind}，没有恢复，数据没有动。请核对 DATABASE_URL，在同样的数据库上恢复。"
        )
    if manifest.revision not in known:
        raise NotReady(
            f"这份备份是更新的版本做的（{manifest.revision}，这个版本只认得到 {newest}），没有恢复，数据没有动。请先升级程序。"
        )
    return manifest


def _refuse_without_room(data: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(data).free
    if free < manifest.bytes + MARGIN:
        raise NotReady(
            f"{data} 所在的磁盘只剩 {free // 2**20} MB，恢复需要 {(manifest.bytes + MARGIN) // 2**20} MB，没有恢复，数据没有动。"
            "请腾出空间。"
        )


def _take_out(file: Path, wanted: str, to: Path, manifest: Manifest) -> None:
    """What a disk gives the second time need not be what it gave when all was compared."""
    for name, _size, stream in archive.walk(file):
        if name == wanted:
            _write_down(stream, to)
            if stream.digest.hexdigest() not in [member.sha256 for member in manifest.members if member.name == name]:
                raise Damaged(CHANGED)
            return
    raise Damaged(archive.CUT)


def _write_down(stream: archive.Hashing, to: Path) -> None:
    with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, folder.OWN_FILE), "wb") as out:
        while chunk := stream.read(archive.CHUNK):
            out.write(chunk)


def _put_files(file: Path, data: Path, manifest: Manifest, say: Say) -> int:
    """Those that are gone or differ; they are named by what is in them, so none belongs to one database alone."""
    wanted = {member.name: member for member in manifest.members if FILES.fullmatch(member.name)}
    written = done = 0
    for name, size, stream in archive.walk(file):
        if name not in wanted:
            continue
        path = data / name
        if not (path.is_file() and path.stat().st_size == size and hash_of(path) == wanted[name].sha256):
            _put(path, stream, wanted[name].sha256, data)
            written += 1
        done += 1
        if done % STEP == 0 or done == len(wanted):
            say(f"文件 {done}/{len(wanted)} 个")
    return written


def _put(path: Path, stream: archive.Hashing, sha256: str, data: Path) -> None:
    _make_folder(path.parent, data)
    temp = path.with_name(f"{uuid4().hex}.part")
    try:
        _write_down(stream, temp)
        if stream.digest.hexdigest() != sha256:
            raise Damaged(CHANGED)
        folder.give_to_owner(temp, data)
        settle(temp, path)
    finally:
        temp.unlink(missing_ok=True)
    for size in ("thumb", "page"):  # made from what was there before
        with suppress(FileNotFoundError):
            path.with_name(f"{path.stem}-{size}.jpg").unlink()


def _make_folder(path: Path, data: Path) -> None:
    if path == data or path.is_dir():
        return
    _make_folder(path.parent, data)
    path.mkdir(mode=folder.OWN_FOLDER, exist_ok=True)
    folder.give_to_owner(path, data)
