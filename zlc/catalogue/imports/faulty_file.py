"""The faulty rows as a workbook: to be corrected and handed in again, by itself."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from sqlalchemy import or_, select

from zlc.catalogue.fields import IGNORED
from zlc.catalogue.imports.models import Import, ImportRow
from zlc.catalogue.imports.text_cells import cell_again, number_cell, text_cell
from zlc.catalogue.sheets.cells import at
from zlc.database import db
from zlc.documents.direction import told

_, NUMBER, WRONG = IGNORED


def faulty_file(one: Import) -> bytes:
    """The headings as they were, and after them which line it was and what is wrong with it."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("有误的行")
    places = [place for place, heading in enumerate(one.headers) if heading not in (NUMBER, WRONG)]
    for column in range(1, len(places) + 3):
        sheet.column_dimensions[get_column_letter(column)].width = 18 if column < len(places) + 2 else 60
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, text, bold=True) for text in (*(one.headers[place] for place in places), NUMBER, WRONG)])
    rows = _rows(one)
    for row in rows:
        told = number_cell(sheet, row.number), text_cell(sheet, _wrong(row))
        sheet.append([*(cell_again(sheet, at(row.cells, place)) for place in places), *told])
    name = get_column_letter(places.index(one.field_columns["name"]) + 1)
    for first, last in _together(rows):
        sheet.merged_cells.add(f"{name}{first}:{name}{last}")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _rows(one: Import) -> list[ImportRow]:
    """The faulty ones, each with those it was merged with."""
    faulty = select(ImportRow.number).where(ImportRow.import_id == one.id, ImportRow.outcome == "faulty")
    wanted = select(ImportRow).where(
        ImportRow.import_id == one.id, or_(ImportRow.outcome == "faulty", ImportRow.head.in_(faulty))
    )
    return list(db.session.scalars(wanted.order_by(ImportRow.number)))


def _together(rows: list[ImportRow]) -> list[tuple[int, int]]:
    """The first and last line, in the new sheet, of each matter that takes several."""
    lines: dict[int, list[int]] = {}
    for line, row in enumerate(rows, 2):
        lines.setdefault(row.number if row.head is None else row.head, []).append(line)
    return [(one[0], one[-1]) for one in lines.values() if len(one) > 1]


def _wrong(row: ImportRow) -> str:
    return told("\n".join(f"「{fault['column']}」{fault['message']}" for fault in row.faults))
