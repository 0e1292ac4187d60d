"""The exported files themselves, kept as they came for half a year: what we could not read today is there tomorrow."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from zlc.errors import Refusal
from zlc.faults import FULL
from zlc.folder import DAY, remove_if_older
from zlc.sync.envelope import TooLarge
from zlc.sync.rescue_file import MOST_BYTES
from zlc.walks.photos.photos import settle

CHUNK = 1024 * 1024
# What counts of a file is in the database; the file itself is kept to be looked at again, longer than any phone keeps its own.
KEPT_DAYS = 180


def sweep(folder: Path) -> int:
    """Remove the files that were kept long enough. Returns how many."""
    shelf = folder / "rescues"
    return sum(remove_if_older(path, KEPT_DAYS * DAY) for path in shelf.glob("*.jsonl"))


class Arrived:
    """A file on the server's disk: gone again unless `keep()` is called."""

    def __init__(self, path: Path, sha256: str) -> None:
        self.path, self.sha256 = path, sha256

    def keep(self) -> None:
        """Under its hash: the same file taken in again is the same file."""
        target = self.path.with_name(f"{self.sha256}.jsonl")
        settle(self.path, target)
        self.path = target


@contextmanager
def arriving(folder: Path, stream: IO[bytes]) -> Iterator[Arrived]:
    """Write the stream to disk, chunk by chunk. Raises TooLarge, Refusal (507 when the disk is full)."""
    shelf = folder / "rescues"
    temp = shelf / f"{uuid4().hex}.part"
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        yield Arrived(temp, _write_down(stream, temp))
    except OSError as fault:
        if fault.errno in FULL:
            raise Refusal(
                "服务器存储已满，没有收完。手机里的数据没有变，请联系管理员腾出空间后再导入一次。",
                code="disk_full", status=507,
            ) from fault  # fmt: skip
        raise
    finally:
        temp.unlink(missing_ok=True)


def _write_down(stream: IO[bytes], temp: Path) -> str:
    digest, size = hashlib.sha256(), 0
    with temp.open("wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise TooLarge("文件超过 256 MB，没有收。手机里的数据没有变，请先联网上传一部分照片再导出。")
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
