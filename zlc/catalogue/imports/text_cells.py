"""Cells of the workbooks that we write: a text is text, with the mark by which Excel knows that somebody typed it so, and a number
stays a number. Nothing in them is ever run as a formula, no long code is rounded, no 「3-5」 made a date."""

import re
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from zlc.catalogue.sheets.cells import Cell, kind_of, text_of

WRAPPED = Alignment(wrap_text=True, vertical="top")
PLAIN = re.compile(r"-?\d{1,15}(\.\d+)?")


def text_cell(sheet: Any, text: str, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
    cell.alignment = WRAPPED
    if bold:
        cell.font = Font(bold=True)
    return cell


def number_cell(sheet: Any, value: float) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = WRAPPED
    if isinstance(value, int):
        cell.number_format = "0"  # else one of twelve digits is shown as 1E+11
    return cell


def cell_again(sheet: Any, cell: Cell) -> Any:
    """A cell that was read, written as it was."""
    text = text_of(cell)
    if kind_of(cell) == "number" and PLAIN.fullmatch(text):
        return number_cell(sheet, float(text) if "." in text else int(text))
    return text_cell(sheet, text)
