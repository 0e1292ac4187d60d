"""Papers as files, beside the photos and like them: named by the hash they arrived under, two levels deep. Knows no table.

The disk is asked, never the row alone: a file may be removed or changed behind our back."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from zlc.errors import NotFound
from zlc.walks.photos.disk import hash_of

FOLDER = "files"


class Gone(NotFound):
    """The file is not there, or is not what was stored."""

    code = "file_lost"

    def __init__(self) -> None:
        super().__init__("这个文件不在服务器上，或者变了，打不开。登记还在；有原件的，请再添加一次，它会回到原处。")


class Paper(NamedTuple):
    """What the row says of a file: the hash it arrived under, its format, its size and own hash."""

    sha256: str
    format: str
    bytes: int
    kept: str


def place_of(sha256: str, format_: str) -> Path:
    """In the data folder."""
    return Path(FOLDER, sha256[:2], sha256[2:4], f"{sha256}.{format_}")


def is_there(folder: Path, held: Paper) -> bool:
    """By its size: for pages, where each is asked about at every look."""
    try:
        return (folder / place_of(held.sha256, held.format)).stat().st_size == held.bytes
    except OSError:
        return False


def fault_of(folder: Path, held: Paper) -> str:
    """What is wrong with it, in Chinese; empty if it is what was stored."""
    path = folder / place_of(held.sha256, held.format)
    try:
        size = path.stat().st_size
        if size != held.bytes:
            return "文件是空的" if size == 0 else f"文件大小不对（应为 {held.bytes} 字节，实为 {size}）"
        return "" if hash_of(path) == held.kept else "文件内容变了，校验值不符"
    except FileNotFoundError:
        return "文件不在了"
    except OSError as fault:
        return f"文件读不出来（{fault.strerror}）"


def content_of(folder: Path, held: Paper) -> bytes:
    """Raises Gone."""
    path = folder / place_of(held.sha256, held.format)
    try:
        if path.stat().st_size != held.bytes:  # never opened, whatever lies in its place: reading a pipe would wait for ever
            raise Gone
        content = path.read_bytes()
    except OSError as fault:
        raise Gone from fault
    if hashlib.sha256(content).hexdigest() != held.kept:
        raise Gone
    return content
