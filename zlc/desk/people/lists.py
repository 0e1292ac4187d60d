"""A list of people or of units as an office hands it in: where its heading stands, and what each line says, as text."""

import re
from typing import NamedTuple

from zlc.catalogue.sheets import reading
from zlc.catalogue.sheets.cells import NotReadable, Row, at, text_of
from zlc.catalogue.sheets.kinds import kind_of_file

MOST_LINES = 2000
LOOKED_AT = 30  # lines above the heading
PEOPLE, UNITS = "people", "units"
# What the columns are called, the name that we use first. The first two of each kind must be there, or no line says who is meant.
COLUMNS = {
    PEOPLE: {
        "username": ("账号", "用户名", "登录名"), "name": ("姓名", "人员姓名"), "unit": ("单位", "单位名称", "所在单位", "工作单位"),
        "roles": ("角色",), "title": ("职务", "职位"),
    },
    UNITS: {
        "name": ("单位名称", "名称", "单位全称", "全称", "单位"), "kind": ("种类", "单位种类", "类别"), "short": ("简称", "单位简称"),
        "parent_id": ("上级单位", "上级"),
    },
}  # fmt: skip
MUST = {PEOPLE: ("username", "name"), UNITS: ("name", "kind")}
NO_HEAD = "没有找到表头，没有改动。人员的表头要有「账号」「姓名」「单位」「角色」，单位的要有「单位名称」「种类」；可以下载样表，照着填。"


class Line(NamedTuple):
    """`number`: as the sheet counts."""

    number: int
    cells: dict[str, str]


class Listed(NamedTuple):
    kind: str
    lines: list[Line]


def read(data: bytes) -> Listed:
    """Takes a second or more: no transaction should be open. Raises NotReadable, Busy."""
    try:
        kind = kind_of_file(data)
        survey = reading.survey(kind, data)
        rows = reading.rows(kind, data, survey.sheet, 1, survey.total)
    except NotReadable as fault:
        raise NotReadable(str(fault).replace("没有改动目录", "没有改动").replace("事项那张表", "人员或单位那张表")) from fault
    kind, head = _head(rows)
    below = [row for row in rows if row[0] > head[0]]
    if not below:
        raise NotReadable("表头下面没有内容，没有改动。")
    if len(below) > MOST_LINES:
        raise NotReadable(f"有 {len(below)} 行，一次最多导入 {MOST_LINES} 行，没有改动。请分成几个文件。")
    places = _places(kind, head)
    return Listed(kind, [Line(number, {field: text_of(at(cells, place)) for field, place in places.items()}) for number, cells in below])


def _head(rows: list[Row]) -> tuple[str, Row]:
    for row in rows[:LOOKED_AT]:
        for kind in COLUMNS:
            if set(MUST[kind]) <= set(_places(kind, row)):
                return kind, row
    raise NotReadable(NO_HEAD)


def _places(kind: str, head: Row) -> dict[str, int]:
    headings = [re.sub(r"[\s*＊（(].*|\s", "", text_of(cell)) for cell in head[1]]
    found = {field: next((headings.index(one) for one in names if one in headings), None) for field, names in COLUMNS[kind].items()}
    return {field: place for field, place in found.items() if place is not None}


def column_name(kind: str, field: str) -> str:
    return COLUMNS[kind][field][0] if field in COLUMNS[kind] else ""
