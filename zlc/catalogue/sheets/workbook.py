"""An Excel workbook (.xlsx), read with openpyxl in its read-only mode: it keeps no sheet in memory.

What that mode does not tell (merged cells, how many lines hold anything, whether there are formulas) is looked for in the sheet's
own XML, as a stream.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from openpyxl.cell.text import Text
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from zlc.catalogue.sheets.cells import Cell, NotReadable, Row, cleaned, kind_of, text_of, trimmed
from zlc.catalogue.sheets.heads import Head, find_head
from zlc.catalogue.sheets.numbers import number_shown
from zlc.catalogue.sheets.package import BROKEN, Package, check

MOST_ROWS, LAST_ROW, MOST_COLUMNS = 20_000, 100_000, 100
CHUNK = 1 << 20
TAGS = re.compile(rb"<(?:\w+:)?(row|v|is|f|mergeCell)\b([^>]*)>")
REF = re.compile(rb'\bref="([A-Z0-9:]+)"')
LINE = re.compile(rb'\br="(\d+)"')

# A character that XML cannot hold (ISO/IEC 29500-1, 22.9.2.19); a break of a line, most often.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# WPS's picture inside a cell, and Excel's.
PICTURE = re.compile(r"=(_xlfn\.)?(DISPIMG|IMAGE)\(", re.I)
WORDS = f"{{{SHEET_MAIN_NS}}}si"
NO_SHEET = "这个文件里没有看得见的、有内容的工作表，没有收。请核对是不是选错了文件，或者工作表是否被隐藏。"


class Sheet(NamedTuple):
    name: str
    hidden: bool


class Scan(NamedTuple):
    """`last`: the last line that holds anything; merged ranges are (column, row, last column, last row), from 1."""

    filled: int
    last: int
    formulas: bool
    merged: list[tuple[int, int, int, int]]


class Reader(ExcelReader):
    def read_strings(self) -> None:
        """Shared words as they are written: openpyxl would take `x005F_` out of them, and what somebody meant as it stands,
        _x000D_, would be read as a break (`_text`)."""
        if (part := self.package.find(SHARED_STRINGS)) is None:
            return
        with self.archive.open(part.PartName[1:]) as written:
            for _, node in iterparse(written):
                if node.tag == WORDS:
                    self.shared_strings.append(Text.from_tree(node).content)
                    node.clear()


class Workbook:
    def __init__(self, data: bytes) -> None:
        self.data = data
        check(data)
        self.book = self._open(cached=True)

    def _open(self, cached: bool) -> Any:
        try:
            reader = Reader(io.BytesIO(self.data), read_only=True, data_only=cached, keep_links=False)
            reader.archive = reader.valid_files = Package(self.data)
            reader.read()
            return reader.wb
        except MemoryError:
            raise
        except Exception as fault:  # openpyxl raises whatever the XML made it stumble over
            raise NotReadable(BROKEN) from fault

    def sheets(self) -> list[Sheet]:
        return [Sheet(one.title, one.sheet_state != "visible") for one in self.book.worksheets]

    def best_sheet(self) -> str:
        """The visible sheet whose heading names the most columns we know; of equals the first."""
        best, known = "", -1
        for sheet in self.sheets():
            if sheet.hidden:
                continue
            rows = list(self.rows(sheet.name, 1, 40))
            head = find_head(rows)
            if rows and head.known > known:
                best, known = sheet.name, head.known
        if not best:
            raise NotReadable(NO_SHEET)
        return best

    def head(self, sheet: str) -> Head:
        return find_head(list(self.rows(sheet, 1, 40)))

    def scan(self, sheet: str) -> Scan:
        """Raises NotReadable when there is more than an import takes."""
        found = self._scan(sheet)
        if found.filled > MOST_ROWS:
            raise NotReadable(f"有 {found.filled} 行，一次最多导入 {MOST_ROWS} 行，没有收。请按单位分成几个文件，分几次导入。")
        if found.last > LAST_ROW:
            raise NotReadable(f"第 {found.last} 行还有内容，中间大多是空行，没有收。请删去多余的行再导入。")
        return found

    def _scan(self, sheet: str) -> Scan:
        filled = last = line = 0
        new, formulas, merged = False, False, []
        for tag, attributes in self._tags(sheet):
            if tag == b"row":
                at = LINE.search(attributes)
                line, new = int(at[1]) if at else line + 1, True
            elif tag in (b"v", b"is"):
                filled, last, new = filled + new, line, False
            elif tag == b"f":
                formulas = True
            elif tag == b"mergeCell" and (ref := REF.search(attributes)):
                merged.append(range_boundaries(ref[1].decode()))
        return Scan(filled, last, formulas, merged)

    def _tags(self, sheet: str) -> Iterator[tuple[bytes, bytes]]:
        try:
            with self.book[sheet]._get_source() as source:
                rest = b""
                while chunk := source.read(CHUNK):
                    rest += chunk
                    cut = rest.rfind(b"<")
                    cut = len(rest) if rest.rfind(b">") > cut else cut
                    for tag in TAGS.finditer(rest, 0, cut):
                        yield tag[1], tag[2]
                    rest = rest[cut:]
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError) as fault:
            raise NotReadable(BROKEN) from fault

    def rows(self, sheet: str, first: int, last: int) -> Iterator[Row]:
        """The lines `first` to `last` that are not empty."""
        scan = self._scan(sheet)
        merged = _Merged(scan.merged)
        try:
            for number, cells in enumerate(self._cells(sheet, last, scan.formulas), 1):
                kept = merged.fill(number, [_cell(*pair) for pair in cells])
                shown = trimmed(kept) if number >= first else []
                if any(text_of(cell) and kind_of(cell) != "merged" for cell in shown):
                    if len(shown) > MOST_COLUMNS:
                        raise NotReadable(f"第 {number} 行有 {len(shown)} 列，最多 {MOST_COLUMNS} 列，没有收。请删去多余的列。")
                    yield number, shown
        except (NotReadable, MemoryError):
            raise
        except Exception as fault:  # as above: a damaged sheet fails in many ways
            raise NotReadable(BROKEN) from fault

    def _cells(self, sheet: str, last: int, formulas: bool) -> Iterator[list[tuple[Any, Any]]]:
        """Each line's cells, with the formula beside its kept result where the sheet has formulas at all."""
        for line in self._lines(sheet, last) if not formulas else ():
            yield [(cell, None) for cell in line]
        if formulas:
            plain = self._open(cached=False)[sheet]
            for line, told in zip(self._lines(sheet, last), plain.iter_rows(max_row=last), strict=False):
                yield [(cell, other) for cell, other in zip(line, told, strict=False)]

    def _lines(self, sheet: str, last: int) -> Iterator[tuple[Any, ...]]:
        sheet_ = self.book[sheet]
        sheet_.reset_dimensions()  # what other programs write there is often wrong, and cuts lines off
        return iter(sheet_.iter_rows(max_row=last))


class _Merged:
    """Fills a value down its merged cells; one that spans columns keeps its place and says how many."""

    def __init__(self, ranges: list[tuple[int, int, int, int]]) -> None:
        self.begin: dict[int, list[tuple[int, int, int]]] = {}
        for left, top, right, bottom in ranges:
            self.begin.setdefault(top, []).append((left, right, bottom))
        self.open: list[tuple[int, int, str]] = []  # (column, last line, text)

    def fill(self, number: int, cells: list[Cell]) -> list[Cell]:
        self.open = [one for one in self.open if one[1] >= number]
        for left, _, text in self.open:
            _put(cells, left, [text, "merged"])
        for left, right, bottom in self.begin.get(number, ()):
            text = text_of(cells[left - 1]) if left <= len(cells) else ""
            if text and right > left:
                _put(cells, left, [text, f"wide:{right - left + 1}"])
            if text and bottom > number:
                self.open.append((left, bottom, text))
        return cells


def _put(cells: list[Cell], column: int, cell: Cell) -> None:
    cells.extend("" for _ in range(column - len(cells)))
    cells[column - 1] = cell


def _cell(cell: Any, told: Any) -> Cell:
    value = cell.value
    formula = _formula(told)
    if PICTURE.match(formula) or PICTURE.match(str(value)) or (value == "#VALUE!" and not formula):
        return [formula or str(value), "picture"]  # Excel's own picture in a cell is kept as an error without a formula
    if formula and (value == formula or (value is None and cell.data_type != "str")):
        return [formula[:200], "formula"]  # with `str`, its result is an empty text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number_shown(value, _format(cell))
    if isinstance(value, datetime):
        return [f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}", "date"]
    if isinstance(value, date | time | timedelta):
        return [str(value), "date"]
    return [str(value), "error"] if cell.data_type == "e" else cleaned(_text(str(value)))


def _formula(told: Any) -> str:
    if told is None or getattr(told, "data_type", "") != "f":
        return ""
    return str(getattr(told.value, "text", told.value))  # an array's formula has a range besides


def _format(cell: Any) -> str:
    try:
        return cell.number_format or ""
    except IndexError:  # a style that the file does not have
        return ""


def _text(value: str) -> str:
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # 😀 is escaped in two halves
