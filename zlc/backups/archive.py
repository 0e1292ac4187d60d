"""The tar itself: written as a stream with a hash of every member, and read again from its beginning to its end."""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from zlc.backups.manifest import COUNTED, DATABASES, FILES, FORMAT, MANIFEST, SEAL, Damaged, Manifest, Member

CHUNK = 1024 * 1024
CUT = "备份文件不完整：它在中途断了，或者不是走流程的备份。没有恢复，数据没有动。请换另一份备份。"


class Hashing:
    """A stream that hashes what is read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.digest, self.bytes = stream, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self.stream.read(size)
        except tarfile.ReadError as fault:
            raise Damaged(CUT) from fault
        self.digest.update(chunk)
        self.bytes += len(chunk)
        return chunk


class Writer:
    """`with Writer(path) as tar`: what is added, and whatever is `seal`ed at the end, is on the disk at the end."""

    def __init__(self, path: Path) -> None:
        self.file = open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")  # noqa: SIM115
        self.tar = tarfile.open(fileobj=self.file, mode="w|", bufsize=CHUNK, format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.members: list[Member] = []

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *failed: object) -> None:
        try:
            if failed[0] is None:
                self.tar.close()
                self.file.flush()
                os.fsync(self.file.fileno())
        finally:
            self.file.close()

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            stream = Hashing(file)
            self._put(name, os.fstat(file.fileno()).st_size, stream)
        self.members.append(Member(name, stream.bytes, stream.digest.hexdigest()))

    def add_if_right(self, name: str, path: Path, size: int, sha256: str | None) -> bool:
        """False, and nothing is added, when the file cannot be read to its end, for whatever reason, or is not of this
        size and hash (None: not known). It is read before it is written: half a member could not be taken back."""
        try:
            if path.stat().st_size != size:
                return False
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return False
        if sha256 not in (None, found):
            return False
        self.add(name, path)
        return True

    def seal(self, manifest: Manifest) -> None:
        said = msgspec.json.encode(manifest)
        for name, data in (
            (MANIFEST, said),
            (SEAL, f"{hashlib.sha256(said).hexdigest()}  {MANIFEST}\n".encode()),
        ):
            self._put(name, len(data), Hashing(io.BytesIO(data)))

    def _put(self, name: str, size: int, stream: Hashing) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.tar.addfile(info, stream)


def walk(path: Path) -> Iterator[tuple[str, int, Hashing]]:
    """Each member in its order: name, size, stream, which must be read before the next one is asked for.

    Raises Damaged."""
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r:", bufsize=CHUNK) as tar:
            for info in tar:
                stream = tar.extractfile(info) if info.isreg() else None
                if stream is None or not (info.name in (MANIFEST, SEAL, *DATABASES.values()) or FILES.fullmatch(info.name)):
                    raise Damaged(f"备份文件里有不认得的内容（{info.name[:80]}），没有恢复，数据没有动。请换另一份备份。")
                yield info.name, info.size, Hashing(stream)
    except (tarfile.TarError, EOFError) as fault:
        raise Damaged(CUT) from fault


def read(path: Path, passed: Callable[[int], None] = lambda _: None) -> Manifest:
    """Every byte is read and compared. `passed` is told how many were. Raises Damaged."""
    found: dict[str, Member] = {}
    said = seal = b""
    for name, size, stream in walk(path):
        data = b""
        while chunk := stream.read(CHUNK):
            data += chunk if name in (MANIFEST, SEAL) else b""
            passed(len(chunk))
        if stream.bytes != size or name in found:
            raise Damaged(CUT)
        found[name] = Member(name, size, stream.digest.hexdigest())
        said, seal = (data, seal) if name == MANIFEST else (said, data) if name == SEAL else (said, seal)
    return _agreeing(said, seal, found)


def _agreeing(said: bytes, seal: bytes, found: dict[str, Member]) -> Manifest:
    if not said or not seal:
        raise Damaged(CUT)
    if seal.split()[:1] != [hashlib.sha256(said).hexdigest().encode()]:
        raise Damaged("备份文件的目录损坏了，没有恢复，数据没有动。请换另一份备份。")
    try:
        manifest = msgspec.json.decode(said, type=Manifest)
    except msgspec.MsgspecError as fault:
        raise Damaged("这份备份是更新的版本做的，这个版本读不懂，没有恢复，数据没有动。请先升级程序。") from fault
    if manifest.format != FORMAT:
        raise Damaged("这份备份是更新的版本做的，这个版本读不懂，没有恢复，数据没有动。请先升级程序。")
    if not manifest.counts.keys() >= set(COUNTED):
        raise Damaged("备份文件的目录不完整，没有恢复，数据没有动。请换另一份备份。")
    del found[MANIFEST], found[SEAL]
    wrong = [one.name for one in manifest.members if found.pop(one.name, None) != one]
    if wrong or found:
        raise Damaged(
            f"备份文件损坏了：{(wrong or list(found))[0]} 和做备份时不一样（共 {len(wrong) + len(found)} 处）。"
            "没有恢复，数据没有动。请换另一份备份。"
        )
    return manifest
