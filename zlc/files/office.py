"""A DOCX or XLSX as it is kept: without who made it, without programs, and without anything that is fetched from elsewhere when it
is opened."""

import re
from io import BytesIO
from pathlib import Path

from zlc.files import asking, embedded, package
from zlc.files.formats import A_PAGE, BROKEN
from zlc.files.package import Parts, Relationship
from zlc.files.refused import NotTaken

MAIN = {"docx": "wordprocessingml.document.main+xml", "xlsx": "spreadsheetml.sheet.main+xml"}
DEEPEST = 2  # a sheet inside a text, and what is inside that

MACROS = "里面有宏。请另存为不带宏的 .docx 或 .xlsx 再选。"
OUTSIDE = "里面链着别处的文件或数据（外部链接），打开时会去取。请断开链接，或者导出 PDF 再选。"
EMBEDDED = "里面嵌了别的文件或控件。请删去，或者把它们单独上传；也可以导出 PDF 再选。"

PROGRAMS = re.compile(r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml|macrosheets/.*|activex/.*|ctrlprops/.*)$", re.I)
FETCHING = re.compile(r"(^|/)(externallinks/.*|connections\.xml|querytables/.*)$", re.I)
# Parts that tell of whoever made it, or are looked at by nobody; nothing in the text itself refers to them.
TELLING = re.compile(r"^(docprops|customxml)/|(^|/)(people|commentauthors)\.xml$|^_xmlsignatures/|thumbnail\.\w+$", re.I)
TELLING_KINDS = {
    "core-properties", "extended-properties", "custom-properties", "thumbnail", "customXml", "people", "origin", "signature",
    "attachedTemplate",
}  # fmt: skip
DANGEROUS_KINDS = {"oleObject", "control", "aFChunk", "subDocument", "frame", "externalLinkPath", "vbaProject"}
SAFE_LINKS = ("http://", "https://", "mailto:", "tel:", "#")
NOWHERE = "about:blank"
# Elements that say where the file lay, who may write it, and what it was made from.
NAMING = re.compile(rb"<(?P<p>\w+:)?(attachedTemplate|absPath|fileSharing|lastModifiedBy)\b[^>]*(/>|>[^<]*</(?P=p)?\2>)")


def clean(source: Path, target: Path, format_: str) -> list[str]:
    """Writes `target`; returns what whoever handed it in is to know. Raises NotTaken."""
    parts = package.read(source)
    _cleaned(parts, format_)
    package.write(target, parts)
    return []


def _cleaned(parts: Parts, format_: str, depth: int = 0) -> None:
    _check_type(parts, format_)
    for name in parts:
        if PROGRAMS.search(name):
            raise NotTaken(MACROS if "vba" in name.lower() or "macro" in name.lower() else EMBEDDED)
        if FETCHING.search(name):
            raise NotTaken(OUTSIDE)
    for name in [name for name in parts if TELLING.search(name)]:
        del parts[name]
    there = {name.lower() for name in parts}
    for name in list(parts):
        parts[name] = _part(name, parts[name], there, depth)
    package.forget_types(parts)


def _check_type(parts: Parts, format_: str) -> None:
    said = [one.get("ContentType", "") for one in package.types_of(parts)]
    if any("macroenabled" in one.lower() for one in said):
        raise NotTaken(MACROS)
    if not any(one.endswith(MAIN[format_]) for one in said):
        raise NotTaken(BROKEN)


def _part(name: str, content: bytes, there: set[str], depth: int) -> bytes:
    lower = name.lower()
    if lower.endswith(".rels"):
        return package.written(_kept(package.relationships(content), package.base_of(name), there))
    if lower.endswith((".jpg", ".jpeg")):
        return embedded.bare_jpeg(content, upright=True)
    if lower.endswith(".png"):
        return embedded.bare_png(content)
    if "/embeddings/" in lower:
        return _inner(content, lower.rpartition(".")[2], depth)
    if lower.endswith(".xml") or A_PAGE.match(content):  # the text itself may be in a part of any name
        if asking.fetches(content):
            raise NotTaken(OUTSIDE)
        return NAMING.sub(b"", content)
    return content


def _inner(content: bytes, format_: str, depth: int) -> bytes:
    """What a chart was drawn from is a sheet inside the text; nothing else may be."""
    if format_ not in MAIN or depth == DEEPEST or not content.startswith(b"PK"):
        raise NotTaken(EMBEDDED)
    parts, written = package.read(BytesIO(content)), BytesIO()
    _cleaned(parts, format_, depth + 1)
    package.write(written, parts)
    return written.getvalue()


def _kept(found: list[Relationship], base: str, there: set[str]) -> list[Relationship]:
    kept = []
    for one in found:
        if one.kind in DANGEROUS_KINDS:
            raise NotTaken(OUTSIDE if one.outside else EMBEDDED)
        if one.kind in TELLING_KINDS:
            continue
        if one.outside:
            if one.kind != "hyperlink":
                raise NotTaken(OUTSIDE)
            safe = one.target.lower().startswith(SAFE_LINKS)
            kept.append(one if safe else one._replace(target=NOWHERE))
        elif package.part_at(base, one.target).lower() in there or one.target.startswith("#"):
            kept.append(one)
    return kept
