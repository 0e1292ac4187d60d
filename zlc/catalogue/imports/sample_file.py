"""样表: a workbook to fill in, which our own import reads without asking anything. A second sheet says what goes where."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from zlc.catalogue.fields import CORE, field_name
from zlc.catalogue.imports.text_cells import number_cell, text_cell

EXAMPLE = "示例：社会保障卡补领（导入前请删去这一行）"
# Field → (how it is filled in, an example). A limit says its own unit, so that the columns of units are left out.
FILLED: dict[str, tuple[str, Any]] = {
    "unit": ("单位的全称或简称，和系统里的一样", ""),
    "name": ("必填，同一单位里不能重复", EXAMPLE),
    "code": ("业务办理项编码；没有就空着", "SL-0001"),
    "aliases": ("群众怎么叫，用顿号隔开", "补社保卡、社保卡丢了"),
    "channels": ("窗口办理、网上办理", "窗口办理、网上办理"),
    "materials": ("一行一份（格里换行用 Alt+Enter），份数和原件写在括号里", "身份证（原件）\n申请表（2份）"),
    "steps": ("数字，或者把环节的名称写出来", 3),
    "trips": ("数字", 1),
    "statutory": ("20个工作日、30天、即办", "20个工作日"),
    "promised": ("5个工作日、30天、即办", "5个工作日"),
    "fee": ("不收费，或者收多少、依据什么", "不收费"),
    "frequent": ("是、否", "是"),
    "blocked": ("是、否", "否"),
    "wait_minutes": ("数字，分钟", 15),
    "place": ("大厅、楼层、窗口", "市政务服务中心二楼 12 号窗口"),
    "active": ("在用、停办", "在用"),
}
MORE = (
    "空着的格不改动目录里已有的内容；要清空请写「未公布」。",
    "别的列也可以加，认不出的会问您；指南里的其他内容（设定依据、受理条件……）都认得。",
)
FIELDS = [field for field in CORE if field in FILLED]


def sample_file(unit: str) -> bytes:
    """`unit`: whose matter the example is."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("事项")
    for column in range(1, len(FIELDS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, field_name(field), bold=True) for field in FIELDS])
    values = (unit if field == "unit" else FILLED[field][1] for field in FIELDS)
    sheet.append([number_cell(sheet, value) if isinstance(value, int) else text_cell(sheet, value) for value in values])
    told: Any = book.create_sheet("怎么填")
    told.column_dimensions["A"].width, told.column_dimensions["B"].width = 24, 70
    told.append([text_cell(told, words, bold=True) for words in ("哪一列", "怎么填")])
    for field in FIELDS:
        told.append([text_cell(told, field_name(field)), text_cell(told, FILLED[field][0])])
    for words in MORE:
        told.append([text_cell(told, ""), text_cell(told, words)])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
