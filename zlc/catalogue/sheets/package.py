"""The parts of a workbook as openpyxl gets to see them: what a table is made of, under the names and in the form it knows.

A workbook is a zip of parts (ISO/IEC 29500-2). Programs name them with backslashes or in another case, write the Strict form, and
fill styles, views and properties with what openpyxl stumbles over, though no cell depends on it. Of those it is shown only the
sheets' names and how numbers look.
"""

import io
import re
import zipfile
import zlib
from typing import IO, Any
from xml.sax.saxutils import quoteattr

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from zlc.catalogue.sheets.cells import NotReadable

MOST_UNPACKED = 200 * 1024 * 1024
BROKEN = "文件打不开，可能没有存完整或已损坏，没有收。请用 Excel 或 WPS 打开看看，另存为 .xlsx 再导入。"
BOMB = "文件解压后太大，不像事项表，没有收。请只留事项那张表，另存为新的 .xlsx 再导入。"

STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
HEAD = 1 << 16  # bytes: what a part is written in is said in its first tag
BOOK, STYLES = re.compile(r"xl/workbook\d*\.xml"), "xl/styles.xml"
NEEDLESS = re.compile(r"docprops/|xl/(theme|chartsheets|externallinks)/|.*/_rels/")
# What Chinese Excel means by the formats it does not spell out (ISO/IEC 29500-1, 18.8.30): days and times, all of them.
CHINESE = dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")
WEEKDAY = re.compile(r"aaa", re.I)  # 星期: openpyxl does not know that it is a day
FIRST_OWN = 164  # formats below are built in


def part_name(name: str) -> str:
    """As parts are compared: whatever the slashes and the case."""
    return name.replace("\\", "/").removeprefix("./").lstrip("/").lower()


class Package(zipfile.ZipFile):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.parts = {part_name(one.filename): one for one in self.infolist()}

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self.parts and not NEEDLESS.match(part_name(name))

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        return self.parts[part_name(name)]

    def open(self, name: Any, mode: Any = "r", *more: Any, **others: Any) -> Any:
        part = super().open(name, mode, *more, **others)
        plain = part_name(getattr(name, "filename", name))
        if plain == STYLES or BOOK.fullmatch(plain):
            with part:
                return io.BytesIO((_styles if plain == STYLES else _book)(part.read()))
        return _Usual(part) if plain.endswith(".xml") else part


class _Usual(io.RawIOBase):
    """A part of the Strict form in the usual one: the namespace alone is another."""

    def __init__(self, part: IO[bytes]) -> None:
        self.part = part
        self.head = part.read(HEAD).replace(STRICT, SHEET_MAIN_NS.encode())

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0:
            return self._begun(len(self.head)) + self.part.read()
        return self._begun(size) if self.head else self.part.read(size)

    def _begun(self, size: int) -> bytes:
        begun, self.head = self.head[:size], self.head[size:]
        return begun

    def close(self) -> None:
        self.part.close()
        super().close()


def _children(root: Any, name: str) -> list[Any]:
    """Of each element of that name directly below the root, in whatever namespace: what is in it."""
    return [child for one in root if _local(one) == name for child in one]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _book(raw: bytes) -> bytes:
    root, sheets = fromstring(raw), []
    since_1904 = any(_local(one) == "workbookPr" and one.get("date1904") in ("1", "true") for one in root)
    for number, one in enumerate(_children(root, "sheets"), 1):
        link = next((value for key, value in one.attrib.items() if key.endswith("}id")), "")
        state = one.get("state") if one.get("state") in ("hidden", "veryHidden") else "visible"
        said = f'name={quoteattr(one.get("name", ""))} sheetId="{number}" state="{state}" r:id={quoteattr(link)}'
        sheets.append(f"<sheet {said}/>")
    head = f'<workbook xmlns="{SHEET_MAIN_NS}" xmlns:r="{REL_NS}"><workbookPr date1904="{since_1904:d}"/>'
    return f"{head}<sheets>{''.join(sheets)}</sheets></workbook>".encode()


def _styles(raw: bytes) -> bytes:
    root = fromstring(raw)
    spelt = {one.get("numFmtId"): one.get("formatCode", "") for one in _children(root, "numFmts")}
    used = [_code(one.get("numFmtId", "0"), spelt) for one in _children(root, "cellXfs")] or ["General"]
    own = {code: number for number, code in enumerate(dict.fromkeys(used), FIRST_OWN)}
    codes = "".join(f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for code, number in own.items())
    looks = "".join(f'<xf numFmtId="{own[code]}" fontId="0" fillId="0" borderId="0"/>' for code in used)
    return (
        f'<styleSheet xmlns="{SHEET_MAIN_NS}"><numFmts>{codes}</numFmts><fonts><font/></fonts>'
        '<fills><fill><patternFill/></fill></fills><borders><border/></borders>'
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs>{looks}</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def _code(number: str, spelt: dict[str, str]) -> str:
    id_ = int(number) if number.isdecimal() else 0
    code = spelt.get(number) or CHINESE.get(id_) or BUILTIN_FORMATS.get(id_) or "General"
    return "yyyy-mm-dd" if WEEKDAY.search(re.sub(r'"[^"]*"|\[[^\]]*\]', "", code)) else code


def check(data: bytes) -> None:
    """Raises NotReadable for what would be too much, or is built to be so."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise NotReadable(BOMB)
            for one in packed.infolist():
                if one.filename.lower().endswith((".xml", ".rels")):
                    with packed.open(one) as part:
                        # The format forbids it; whoever writes one means to multiply the text when it is read.
                        if b"<!DOCTYPE" in part.read(4096):
                            raise NotReadable(BROKEN)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError) as fault:
        raise NotReadable(BROKEN) from fault
