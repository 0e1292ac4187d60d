"""An exported file of unsent data, read line by line (docs/sync.md, Rescue). Whatever line is whole counts."""

import base64
import binascii
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from zlc.shapes import brought
from zlc.walks.brought.seals import Seal
from zlc.walks.entries.entry import BadBody, read_body
from zlc.walks.entries.wire import Wire

MOST_BYTES = 256 * 1024 * 1024
# A photo of 8 MB in base64, and what stands around it.
LONGEST_LINE = 12 * 1024 * 1024
VERSION = 1

CUT = "这一行不完整或被改动过，读不出来。"
TOO_LONG = "这一行太长，不是手机导出的内容。"
NOT_AN_ENTRY = "这一行的记录缺少编号或校验值，没有收。"
NOT_BASE64 = "这一行的照片内容不完整，没有收。"


@brought
class Header(msgspec.Struct):
    """Whose file it is. `made_at` and `offset` (server − device, None if never measured) are in ms."""

    v: int
    person: str
    server: str = ""
    epoch: str = ""
    device: str | None = None
    series: int | None = None
    made_at: int | None = None
    offset: float | None = None


class EntryLine(msgspec.Struct):
    """`series`: which run of the phone's numbers its seq belongs to; each run had a device id of its own. `seal`: by
    which its phone vouches for the line, None in files of phones that had no secret yet."""

    wire: Wire
    series: int | None
    seal: Seal | None = None


class PhotoLine(msgspec.Struct):
    sha256: str
    data: bytes


class BadLine(msgspec.Struct):
    message: str


class FileFacts(msgspec.Struct):
    """What can be said of a file before it is taken in. `header` is None when neither of its two copies is whole."""

    header: Header | None
    person: str | None
    whole: bool


FileLine = EntryLine | PhotoLine | BadLine


def lines_of(path: Path) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """(number, content) of every line that is not empty."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST_LINE):
            number += 1
            if not raw.endswith(b"\n") and len(raw) == LONGEST_LINE:
                while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield number, BadLine(TOO_LONG)
            elif text := raw.removeprefix(b"\xef\xbb\xbf").strip(b" \r\n\0"):
                yield number, _decoded(text)


def _decoded(text: bytes) -> dict[str, Any] | BadLine:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return BadLine(CUT)
    return value if isinstance(value, dict) else BadLine(CUT)


def known_of(path: Path) -> FileFacts:
    """The header, from the first line or its copy in the last; without either, whoever wrote every entry."""
    first = last = None
    authors: Counter[str] = Counter()
    for _, line in lines_of(path):
        if isinstance(line, BadLine):
            continue
        first = first or _header(line.get("rescue"))
        last = _header(line.get("end")) or last
        if (author := _author(line.get("entry"))) is not None:
            authors[author] += 1
    header = first or last
    sole = next(iter(authors)) if len(authors) == 1 else None
    return FileFacts(header, header.person if header else sole, last is not None)


def _header(value: Any) -> Header | None:
    try:
        return msgspec.convert(value, Header)
    except msgspec.ValidationError:
        return None


def _author(value: Any) -> str | None:
    body = value.get("body") if isinstance(value, dict) else None
    try:
        return read_body(body.encode()).by if isinstance(body, str) else None
    except (BadBody, UnicodeError):
        return None


def contents_of(path: Path) -> Iterator[tuple[int, FileLine]]:
    """Every entry and photo with its line's number, and what cannot be read. Kinds of lines of later versions are
    passed over."""
    for number, line in lines_of(path):
        if isinstance(line, BadLine):
            yield number, line
        elif "entry" in line:
            yield number, _entry(line["entry"], line.get("seal"))
        elif "photo" in line:
            yield number, _photo(line)


def _entry(value: Any, seal: Any) -> FileLine:
    try:
        wire = msgspec.convert(value, Wire)
        body = wire.body.encode("utf-8", "surrogatepass")
    except (msgspec.ValidationError, UnicodeError):
        return BadLine(NOT_AN_ENTRY)
    series = value.get("series")
    if not body:
        return BadLine(NOT_AN_ENTRY)
    return EntryLine(wire, series if isinstance(series, int) else None, _seal(seal))


def _seal(value: Any) -> Seal | None:
    """One that cannot be read is one that does not hold: the line was altered."""
    try:
        return None if value is None else msgspec.convert(value, Seal)
    except msgspec.ValidationError:
        return Seal("", "")


def _photo(line: dict[str, Any]) -> FileLine:
    """`data` is a data: address, as browsers write bytes into text; plain base64 will do."""
    row, data = line["photo"], line.get("data")
    sha256 = row.get("sha256") if isinstance(row, dict) else None
    if not isinstance(data, str) or not isinstance(sha256, str):
        return BadLine(NOT_BASE64)
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        return BadLine(NOT_BASE64)
    try:
        return PhotoLine(sha256, base64.b64decode(data.rpartition(",")[2], validate=True))
    except (binascii.Error, ValueError):
        return BadLine(NOT_BASE64)
