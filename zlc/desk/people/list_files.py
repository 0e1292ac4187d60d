"""样表, and the faulty lines of a list, to be corrected and handed in again by themselves."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from zlc.accounts.models import UNIT_KINDS
from zlc.accounts.roles import ROLES
from zlc.catalogue.imports.text_cells import number_cell, text_cell
from zlc.desk.people.judging import Judged
from zlc.desk.people.lists import COLUMNS, PEOPLE, UNITS
from zlc.documents.direction import told

NAMES = {PEOPLE: "人员", UNITS: "单位"}
FILLED = {
    PEOPLE: {
        "username": "必填，登录时填的：字母、数字、汉字和 . - _ @，中间不空格，不能重复",
        "name": "必填", "unit": "必填，系统里的全称或简称",
        "roles": f"必填，几个的用顿号隔开：{'、'.join(ROLES.values())}", "title": "可不填",
    },
    UNITS: {
        "name": "必填，全称", "kind": f"必填：{'、'.join(UNIT_KINDS.values())}", "short": "可不填，不填就同全称",
        "parent_id": "可不填；写在上面几行里的也行",
    },
}  # fmt: skip


def sample_file(kind: str) -> bytes:
    rows = [[""] * len(COLUMNS[kind])]
    how = [(names[0], FILLED[kind][field]) for field, names in COLUMNS[kind].items()]
    return _book(NAMES[kind], [names[0] for names in COLUMNS[kind].values()], rows, how)


def faulty_file(kind: str, judged: list[Judged]) -> bytes:
    rows = [
        [*(one.line.cells.get(field, "") for field in COLUMNS[kind]), one.line.number, told(f"{one.column}：{one.wrong}".lstrip("："))]
        for one in judged
        if one.outcome == "faulty"
    ]
    return _book("有误的行", [*(names[0] for names in COLUMNS[kind].values()), "原来的行号", "哪里不对"], rows, [])


def _book(name: str, head: list[str], rows: list[list[Any]], how: list[tuple[str, str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(name)
    for column, heading in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(column)].width = 60 if heading == "哪里不对" else 20
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, one, bold=True) for one in head])
    for row in rows:
        sheet.append([number_cell(sheet, one) if isinstance(one, int) else text_cell(sheet, one) for one in row])
    if how:
        other: Any = book.create_sheet("怎么填")
        other.column_dimensions["A"].width, other.column_dimensions["B"].width = 20, 80
        for pair in (("哪一列", "怎么填"), *how):
            other.append([text_cell(other, one) for one in pair])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
