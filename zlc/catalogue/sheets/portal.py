"""Text pasted from a portal's page of a guide: 「事项名称：…」 line by line, a name and its value in turns, or a copied table.

Comes out as rows under one heading, like a spreadsheet. What belongs to no name we know is kept under the name it had, or under
「没有标题的文字」, so that a person sees it.
"""

import re

from zlc.catalogue.fields import field_name, recognise
from zlc.catalogue.sheets.cells import NotReadable, Row, cleaned, shown, trimmed
from zlc.catalogue.sheets.delimited import divider_of, rows_of
from zlc.catalogue.sheets.heads import find_head

LONGEST_TEXT, LONGEST_KEY = 200_000, 20
UNTITLED = "没有标题的文字"
NOTHING = "没有认出任何一项，没有收。请从门户的办事指南页面复制，要有「事项名称」这样的标题；或者改用 Excel。"
TOO_LONG = f"粘贴的文字超过 {LONGEST_TEXT} 字，没有收。请分几次粘贴，或存成 .xlsx 导入。"
# The heads of a portal's table of materials.
MATERIAL = ("材料名称", "要件名称", "申请材料名称")
COPIES = ("份数", "纸质材料份数", "材料份数")

Record = dict[str, list[str]]


def rows_of_text(text: str) -> list[Row]:
    """The heading as row 0, then one row for each matter, from 1. Raises NotReadable."""
    if len(text) > LONGEST_TEXT:
        raise NotReadable(TOO_LONG)
    text = shown(text.replace("\r\n", "\n").replace("\r", "\n"))
    if table := _table(text):
        return table
    records = _Reading().read(text)
    if not any(recognise(key) for record in records for key in record):
        raise NotReadable(NOTHING)
    headings = list(dict.fromkeys(key for record in records for key in record))
    rows: list[Row] = [(0, [*headings])]
    for number, record in enumerate(records, 1):
        rows.append((number, trimmed([cleaned("\n".join(record.get(key, []))) for key in headings])))
    return rows


def _table(text: str) -> list[Row] | None:
    """A table that was copied with its heading: lines divided by tabs, the first of them naming several columns."""
    if "\t" not in text or divider_of(text) != "\t":
        return None
    rows = list(rows_of(text))
    head = find_head(rows)
    wide = len(head.headings)
    below = [row for row in rows if row[0] > head.row]
    # A portal's own table has its names in the first column, or in every other one: that is no heading.
    several = wide >= 2 and sum(recognise(one) is not None for one in head.headings) == head.known > wide / 2
    if not several or not below or any(recognise(str(cells[0])) for _, cells in below):
        return None
    start = [row for row in rows if row[0] >= head.row]
    return [(number - head.row, cells) for number, cells in start]


class _Reading:
    """Line by line; what names nothing belongs to the name before it."""

    def __init__(self) -> None:
        self.records: list[Record] = [{}]
        self.key = UNTITLED
        self.columns: list[str] = []  # of the table of materials that is being read

    def read(self, text: str) -> list[Record]:
        for line in text.split("\n"):
            if line.strip():
                self._line(line)
        return [record for record in self.records if record]

    def _line(self, line: str) -> None:
        parts = [part.strip() for part in line.split("\t")]
        filled = [part for part in parts if part]
        if len(filled) > 1 and self._names_materials(filled):
            self.columns = parts
        elif self.columns and len(filled) > 1 and not _is_field(filled[0]):
            self._material(parts)
        elif len(filled) > 1 and _is_field(filled[0]):
            self._pairs(filled)
        else:
            self.columns = []
            self._words(" ".join(filled))

    def _names_materials(self, parts: list[str]) -> bool:
        return any(part in MATERIAL for part in parts) and not self._pairs_up(parts)

    def _pairs_up(self, parts: list[str]) -> bool:
        return len(parts) == 2 and not parts[1].startswith("材料") and parts[0] != "序号"

    def _material(self, parts: list[str]) -> None:
        """One line of the table of materials: name and copies are the material, other columns are kept beside it."""
        line = dict(zip(self.columns, parts, strict=False))
        copies = next((line[name] for name in COPIES if line.get(name, "").isdecimal()), "")
        for name, value in line.items():
            if name in MATERIAL:
                self._put(field_name("materials"), f"{value}（{copies}份）" if copies else value)
            elif name not in ("", "序号") and not (copies and name in COPIES):
                self._put(f"材料表的{name}", value or "—")

    def _pairs(self, parts: list[str]) -> None:
        """「事项名称 ⇥ … ⇥ 事项类型 ⇥ …」"""
        self.columns = []
        for name, value in zip(parts[::2], [*parts[1::2], ""], strict=False):
            self._begin(name)
            if value:
                self._put(self.key, value)

    def _words(self, line: str) -> None:
        name, colon, value = _divided(line)
        if colon and (_is_field(name) or (_looks_like_a_name(name) and line.lstrip().startswith(name))):
            self._begin(name)
            if value:
                self._put(name, value)
        elif _is_field(line):
            self._begin(line.strip())
        else:
            self._put(self.key, line.strip())

    def _begin(self, name: str) -> None:
        """A name; 「事项名称」 once more begins the next matter."""
        column = recognise(name)
        if column and column.field == "name" and any(_is_the_name(key) for key in self.records[-1]):
            self.records.append({})
        self.key = name
        self.records[-1].setdefault(name, [])

    def _put(self, name: str, value: str) -> None:
        self.records[-1].setdefault(name, []).append(value)


def _divided(line: str) -> tuple[str, str, str]:
    found = re.match(r"\s*(?:[一二三四五六七八九十\d]{1,3}[、.．]\s*)?([^:：]{1,30})([:：])(.*)", line)
    return (found[1].strip(), found[2], found[3].strip()) if found else (line, "", "")


def _is_field(text: str) -> bool:
    return len(text) <= LONGEST_KEY and recognise(text) is not None


def _is_the_name(key: str) -> bool:
    column = recognise(key)
    return column is not None and column.field == "name"


def _looks_like_a_name(text: str) -> bool:
    """Short, and no sentence: 「行使层级：县级」, but not 「周一至周五 9」 of 「周一至周五 9:00」."""
    return len(text) <= 12 and re.fullmatch(r"[\u4e00-\u9fff（）()/、]+", text) is not None
