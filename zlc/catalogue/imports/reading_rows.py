"""What one line of a list says of a matter: the values of its cells, and what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from zlc.catalogue import values
from zlc.catalogue.fields import field_name, recognise
from zlc.catalogue.further import FURTHER
from zlc.catalogue.imports.sample_file import EXAMPLE
from zlc.catalogue.sheets.cells import Cell, at, kind_of, text_of
from zlc.catalogue.values import BadValue, one_line

DATE = "Excel 把这一格变成了日期，原来写的已经看不出。请把这一列设为文本，重新填写。"
UNREAL = {
    "error": "这一格的公式出错了，请改成实际内容。",
    "formula": "这一格是公式，文件里没有存下结果。请在 Excel 里打开并保存一次，或改成实际内容。",
    "picture": "这一格是图片（或算不出的公式），读不出文字。请改成文字，或清空这一格。",
    "private": "这一格里有自造字，只在原来的电脑上看得见。请改用通用汉字。",
    "precision": "这一长串数字的后几位已被 Excel 改写。请把这一列设为文本，重新填写。",
    "long": "内容超过 5000 字，请核对是否粘错了格。",
}
EMPTIED = {"aliases": [], "channels": [], "materials": [], "code": "", "frequent": False, "blocked": False, "active": True}


@dataclass
class ReadRow:
    """`values` in the JSON of Published; `unit` as it was written. A fault is {row, column, value, message}."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    unit: str = ""
    blanks: list[str] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, column: str, value: str, message: str) -> None:
        self.faults.append({"row": self.number, "column": column, "value": value[:200], "message": message})


class LineReader:
    """Reads lines of one list: which column fills which field, and what each heading says of its unit."""

    def __init__(self, headers: list[str], columns: dict[str, int]) -> None:
        self.headers, self.columns = headers, columns
        recognised = {name: recognise(headers[place]) for name, place in columns.items() if place < len(headers)}
        self.units = {name: column.unit for name, column in recognised.items() if column}

    def heading(self, name: str) -> str:
        place = self.columns.get(name)
        return self.headers[place] if place is not None and place < len(self.headers) else field_name(name)

    def read(self, number: int, cells: list[Cell]) -> ReadRow:
        line = ReadRow(number)
        for name, place in self.columns.items():
            cell = at(cells, place)
            kind, text = kind_of(cell), text_of(cell)
            if not text or (name == "name" and not _is_seen(text)):
                line.blanks.append(name)
            elif kind in UNREAL:
                line.wrong(self.heading(name), text, UNREAL[kind])
            elif kind == "date" and name not in FURTHER:
                line.wrong(self.heading(name), text, DATE)
            else:
                self._take(line, name, text, cells)
            if kind.startswith("wide:"):
                line.notes.append(f"「{self.heading(name)}」一格与右边的格合并，只当作「{self.heading(name)}」")
        return line

    def _take(self, line: ReadRow, name: str, text: str, cells: list[Cell]) -> None:
        try:
            self._read(line, name, text, cells)
        except BadValue as fault:
            line.wrong(self.heading(name), text, str(fault))

    def _read(self, line: ReadRow, name: str, text: str, cells: list[Cell]) -> None:
        if name in ("statutory_unit", "promised_unit"):
            return  # read with the limit
        if name == "unit":
            line.unit = one_line(text)
        elif name in FURTHER:
            line.values.setdefault("further", {})[name] = values.limited(text, values.LONGEST_FURTHER)
        elif one_line(text) in values.UNPUBLISHED and name != "name":
            line.values[name] = EMPTIED.get(name)
        elif name in ("statutory", "promised"):
            limit = values.limit(text, self._unit_of(name, cells))
            line.values[name] = [limit.value, limit.unit]
        elif name == "channels":
            line.values[name], others = values.channels(text)
            line.notes += [f"办理形式「{'、'.join(others)}」不是窗口也不是网办，没有记入"] if others else []
        else:
            line.values[name] = READERS[name](text)

    def _unit_of(self, name: str, cells: list[Cell]) -> str | None:
        """What a bare number counts: told by the column of units, else by the heading."""
        place = self.columns.get(f"{name}_unit")
        said = text_of(at(cells, place)) if place is not None else ""
        return values.limit_unit(said) if said else self.units.get(name)


def _name(text: str) -> str:
    if text == EXAMPLE:
        raise BadValue("这是样表里的示例，请删去这一行。")
    return values.limited(one_line(text), values.LONGEST_NAME)


def _text(text: str) -> str:
    return values.limited(text, values.LONGEST_TEXT)


def _steps(text: str) -> int:
    """A number, or the steps by name: 「受理、审核、审批、办结、送达」."""
    try:
        return values.number(text, "个|环节|个环节|步|项")
    except BadValue:
        named = list(values.listed(text.replace("→", "、").replace("->", "、").replace("，", "、")))
        if len(named) < 2:
            raise
        return len(named)


READERS: dict[str, Callable[[str], Any]] = {
    "name": _name,
    "code": values.code,
    "aliases": lambda text: [values.limited(one, values.LONGEST_NAME) for one in values.listed(text)],
    "materials": lambda text: [list(one) for one in values.materials(text)],
    "steps": _steps,
    "trips": lambda text: values.number(text, "次|趟"),
    "fee": _text,
    "frequent": values.yes_or_no,
    "blocked": values.yes_or_no,
    "wait_minutes": lambda text: values.number(text, "分钟|分"),
    "place": _text,
    "active": values.yes_or_no,
}


def _is_seen(text: str) -> bool:
    """Whether anything of it is: of a name of nothing but U+200B no list has a word to click on."""
    return any(char.isprintable() and not char.isspace() for char in text)
