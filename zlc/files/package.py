"""The parts of a DOCX or XLSX (a zip, ISO/IEC 29500-2): read within bounds, and written anew. How they refer to one another stands in
`.rels` parts: relationships, of which some name what lies outside the file."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from zlc.files.formats import BROKEN, LOCKED
from zlc.files.refused import NotTaken

MOST_PARTS, MOST_UNPACKED = 5000, 200 * 1024 * 1024
BOMB = "文件展开后太大，不像正常的文档。请另存一份再选。"
TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier one: when parts were written is nobody's business
FLAG_ENCRYPTED = 1
CHUNK = 1 << 20


class Relationship(NamedTuple):
    id: str
    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        """The last word of its type, which is the same in the Strict form: hyperlink, image, …"""
        return self.type.rpartition("/")[2]


Parts = dict[str, bytes]


def read(source: Path | IO[bytes]) -> Parts:
    """Each part by its name. Raises NotTaken for what would be too much, is built to be so, or is not whole."""
    parts: Parts = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(source) as packed:
            if len(packed.infolist()) > MOST_PARTS:
                raise NotTaken(BOMB)
            for one in packed.infolist():
                if one.is_dir():
                    continue
                name = _name(one)
                if name.lower() in map(str.lower, parts):
                    raise NotTaken(BROKEN)
                parts[name] = _unpacked(packed, one, left)
                left -= len(parts[name])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, OverflowError) as fault:
        raise NotTaken(BROKEN) from fault
    for name, content in parts.items():
        if is_xml(name):
            check_xml(content)
    return parts


def _name(one: zipfile.ZipInfo) -> str:
    if one.flag_bits & FLAG_ENCRYPTED:
        raise NotTaken(LOCKED)
    name = one.filename.replace("\\", "/").removeprefix("./").lstrip("/")
    if ".." in name.split("/") or not name:
        raise NotTaken(BROKEN)
    return name


def _unpacked(packed: zipfile.ZipFile, one: zipfile.ZipInfo, left: int) -> bytes:
    """Counted as it comes: what the zip says of its sizes may be a lie."""
    chunks = []
    with packed.open(one) as part:
        while chunk := part.read(CHUNK):
            chunks.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise NotTaken(BOMB)
    return b"".join(chunks)


def is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def check_xml(content: bytes) -> None:
    """Well-formed, in UTF-8, and without a DTD, which the format forbids: whoever writes one means to multiply the text."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        content.decode()
        parser.Parse(content, True)
    except (expat.ExpatError, UnicodeDecodeError) as fault:
        raise NotTaken(BROKEN) from fault


def _refuse(*_: object) -> None:
    raise NotTaken(BROKEN)


def relationships(content: bytes) -> list[Relationship]:
    return [
        Relationship(one.get("Id", ""), one.get("Type", ""), one.get("Target", ""), one.get("TargetMode") == "External")
        for one in fromstring(content)
    ]  # fmt: skip


def written(found: list[Relationship]) -> bytes:
    mode = {True: ' TargetMode="External"', False: ""}
    said = (
        f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.type)} Target={quoteattr(one.target)}{mode[one.outside]}/>"
        for one in found
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{"".join(said)}</Relationships>'.encode()


def types_of(parts: Parts) -> list[Element]:
    """What the parts are, as the package says it: each by its ending, or by its name."""
    return list(fromstring(parts[_types_name(parts)]))


def _types_name(parts: Parts) -> str:
    return next(name for name in parts if name.lower() == TYPES.lower())


def forget_types(parts: Parts) -> None:
    """Of parts that are there no more."""
    there = {name.lower() for name in parts}
    kept = []
    for one in types_of(parts):
        tag = one.tag.rpartition("}")[2]
        if tag == "Default" or one.get("PartName", "").lstrip("/").lower() in there:
            kept.append(f"<{tag} {' '.join(f'{key}={quoteattr(value)}' for key, value in one.attrib.items())}/>")
    parts[_types_name(parts)] = f'{HEAD}<Types xmlns="{CONTENT}">{"".join(kept)}</Types>'.encode()


def write(target: Path | IO[bytes], parts: Parts) -> None:
    """The same parts give the same file."""
    first = _types_name(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in (first, *(name for name in parts if name != first)):
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, parts[name])


def base_of(rels: str) -> str:
    """Of `word/_rels/document.xml.rels`: the folder that its targets are told from."""
    return re.sub(r"(^|/)_rels/[^/]*$", "", rels)


def part_at(base: str, target: str) -> str:
    """The part that a target names."""
    if target.startswith("/"):
        return target.lstrip("/")
    way: list[str] = base.split("/") if base else []
    for step in target.split("/"):
        way = way[:-1] if step == ".." else way if step == "." else [*way, step]
    return "/".join(way)
