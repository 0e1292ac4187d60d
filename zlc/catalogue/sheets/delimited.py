"""CSV and other text with one line per row: whatever coding and divider Excel, WPS or a portal wrote it with."""

import csv
import io
import re
from collections.abc import Iterator

from zlc.catalogue.sheets.cells import NotReadable, Row, cleaned, trimmed
from zlc.catalogue.sheets.workbook import MOST_COLUMNS, MOST_ROWS

UNREADABLE = "看不出文件里的文字用的什么编码，没有收。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What exporters put around a number so that Excel takes it for text: a tab before or behind it, ="0012".
PADDING = re.compile(r'(?:^|(?<=[,;"]))\t+|\t+(?=[,;"]|$)', re.M)
AS_TEXT = re.compile(r'="(.*)"', re.S)


def decoded(data: bytes) -> str:
    """UTF-8 or, as Chinese Excel writes it, GB18030; UTF-16 by its mark. Raises NotReadable."""
    codings = [coding for mark, coding in BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for coding in codings:
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotReadable(UNREADABLE)


def divider_of(text: str) -> str:
    """Tab, comma or semicolon: the one that divides the first lines the most."""
    some = PADDING.sub("", "\n".join(text.splitlines()[:20]))
    return max(("\t", ",", ";"), key=some.count)


def rows_of(text: str) -> Iterator[Row]:
    """Every row that is not empty, numbered as a spreadsheet numbers it."""
    filled = 0
    csv.field_size_limit(1 << 20)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=divider_of(text)), 1):
            if shown := trimmed([cleaned(_bare(cell)) for cell in cells]):
                filled += 1
                if filled > MOST_ROWS:
                    raise NotReadable(f"超过 {MOST_ROWS} 行，没有收。请按单位分成几个文件，分几次导入。")
                if len(shown) > MOST_COLUMNS:
                    raise NotReadable(f"第 {number} 行有 {len(shown)} 列，最多 {MOST_COLUMNS} 列，没有收。请删去多余的列。")
                yield number, shown
    except csv.Error as fault:
        raise NotReadable("文件里的引号不成对，读不下去，没有收。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。") from fault


def _bare(cell: str) -> str:
    found = AS_TEXT.fullmatch(cell.strip())
    return found[1] if found else cell
