"""What is done with an import, one verb each; every long one in pieces that a closed page or a killed server can only repeat.

Who drives it is the page that shows it (import_views.py). Verbs raise Refusal, in Chinese; the caller commits.
"""

import json
from collections.abc import Callable

from openpyxl.utils import get_column_letter
from sqlalchemy import select

from zlc import clock, database
from zlc.accounts.models import Person, Unit
from zlc.catalogue.fields import SYNONYMS, field_name, mapping_of
from zlc.catalogue.imports.models import Import, ImportRow, forget_abandoned, forget_rows, scope_of
from zlc.catalogue.sheets import reading
from zlc.catalogue.sheets.cells import NotReadable, Row, at, shown, text_of
from zlc.catalogue.sheets.heads import Head, head_at
from zlc.database import db, uuid7
from zlc.errors import NotNow, Refusal
from zlc.sql import insert_rows

LINES = 2500  # read at once
UNNAMED = "{} 列（没有标题）"
OVER = "这次导入已经结束，没有再改动。要导入别的内容请重新开始。"


def begin(by: Person, kind: str, data: bytes, file_name: str, sha256: str, survey: reading.Survey) -> Import:
    """Keep the file, durably; nothing of it is in the catalogue yet."""
    forget_abandoned()
    one = Import(person_id=by.id, unit_id=scope_of(by), file_name=shown(file_name)[:200], kind=kind, sha256=sha256, file=data)
    _take_survey(one, survey)
    db.session.add(one)
    db.session.flush()
    return one


def _take_survey(one: Import, survey: reading.Survey) -> None:
    one.sheets = [sheet._asdict() for sheet in survey.sheets]
    one.sheet, one.total = survey.sheet, survey.total
    one.read_to, one.checked_to, one.stage = -1, -1, "reading"
    one.header_row, one.header_rows, one.headers = survey.head.row, survey.head.rows, survey.head.headings


def _take_head(one: Import, head: Head) -> None:
    """When all rows are there: a column that holds something under no heading gets a name, so that it is not passed over."""
    one.header_row, one.header_rows = head.row, head.rows
    below = select(ImportRow.cells).where(ImportRow.import_id == one.id, ImportRow.number >= one.first_row)
    filled = {place for cells in db.session.scalars(below) for place, cell in enumerate(cells) if text_of(cell)}
    width = max(len(head.headings), max(filled, default=-1) + 1)
    one.headers = [
        text_of(at(head.headings, place)) or (UNNAMED.format(get_column_letter(place + 1)) if place in filled else "")
        for place in range(width)
    ]
    one.mapping = _as_last_time(one) or mapping_of(one.headers)
    one.checked_to = -1


def _as_last_time(one: Import) -> dict[str, str] | None:
    """The same headings are decided as the same person decided them: a corrected file need not be mapped anew."""
    mine = select(Import).where(Import.person_id == one.person_id, Import.checked_to > 0, Import.id != one.id)
    for before in db.session.scalars(mine.order_by(Import.began_at.desc(), Import.id.desc()).limit(20)):
        there = {heading: before.mapping.get(str(place)) for place, heading in enumerate(before.headers)}
        own = mapping_of(one.headers)
        decided = {str(place): there.get(heading, own.get(str(place))) for place, heading in enumerate(one.headers)}
        fields = [field for field in decided.values() if field]
        if set(before.headers) <= set(one.headers) and len(fields) == len(set(fields)):
            return {place: field for place, field in decided.items() if field is not None}
    return None


def read_some(one: Import, keep: Callable[[], None]) -> None:
    """Take the next lines from the file. Whoever comes second finds them there and adds nothing."""
    import_id, kind, sheet, reached = one.id, one.kind, one.sheet, one.read_to
    data, last = one.file or b"", min(reached + LINES, one.total)
    db.session.rollback()  # reading takes its time; no transaction stays open meanwhile
    try:
        lines, fault = reading.rows(kind, data, sheet, reached + 1, last), ""
    except NotReadable as refusal:
        lines, fault = [], str(refusal)
    found = begin_change(import_id)
    if (found.stage, found.sheet, found.read_to) == ("reading", sheet, reached):
        if fault:
            _fail(found, fault)
        else:
            _store(import_id, lines)
            _reached(found, last)
    keep()


def _reached(one: Import, last: int) -> None:
    one.read_to = last
    if last >= one.total:
        _take_head(one, Head(one.header_row, one.header_rows, one.headers, 0))
        one.stage = "checking" if is_mapped(one) else "mapping"


def _fail(one: Import, fault: str) -> None:
    forget_rows(one.id)
    one.stage, one.fault, one.file, one.ended_at = "failed", fault, None, clock.now_ms()


def begin_change(import_id: str) -> Import:
    """The import as it is now, and nobody else changing it."""
    database.write()
    wanted = select(Import).where(Import.id == import_id).with_for_update()
    found = db.session.scalar(wanted, execution_options={"populate_existing": True})
    assert found is not None  # they are never deleted
    return found


def _store(import_id: str, lines: list[Row]) -> None:
    columns = ("import_id", "number", "cells", "outcome", "name", "code", "values", "changes", "faults", "notes", "findings")
    rows = [
        (import_id, number, json.dumps(cells, ensure_ascii=False), "", "", "", "{}", "[]", "[]", "[]", "[]")
        for number, cells in lines
    ]
    insert_rows(ImportRow, columns, rows)


def is_mapped(one: Import) -> bool:
    return not _lacking(one) and not one.undecided


def _lacking(one: Import) -> str:
    """Why the columns are not yet enough to check the rows."""
    fields = one.field_columns
    if "name" not in fields:
        return "还没有指明哪一列是事项名称。"
    if one.unit_id is None and "unit" not in fields and one.default_unit_id is None:
        return "还没有指明单位：请选哪一列是单位，或选定都归到哪个单位。"
    return ""


def map_columns(one: Import, mapping: dict[str, str], default_unit: str | None, leave_rest: bool) -> None:
    """Which column fills which field; then every row is checked anew. Raises Refusal (422) and changes nothing."""
    if one.stage not in ("mapping", "checking", "ready"):
        raise NotNow(OVER)
    mapping = {place: field for place, field in mapping.items() if place in map(str, range(len(one.headers)))}
    chosen = [field for field in mapping.values() if field]
    unknown = [field for field in chosen if field not in SYNONYMS]
    twice = sorted({field_name(field) for field in chosen if chosen.count(field) > 1})
    if unknown or twice:
        raise Refusal(f"「{'、'.join(twice or unknown)}」选了不止一列，请只留一列。", status=422)
    if default_unit and (one.unit_id is not None or db.session.get(Unit, default_unit) is None):
        raise Refusal("没有这个单位，请重新选择。", status=422)
    before = one.mapping, one.default_unit_id
    one.mapping, one.default_unit_id = mapping, default_unit or None
    if leave_rest:
        one.mapping = mapping | {str(place): "" for place in one.undecided}
    left = [f"「{one.headers[place]}」" for place in one.undecided]
    refusal = _lacking(one) or (f"还有 {len(left)} 列没有决定：{'、'.join(left)}。" if left else "")
    if refusal:
        one.mapping, one.default_unit_id = before
        raise Refusal(refusal, status=422)
    check_anew(one)


def check_anew(one: Import) -> None:
    one.stage, one.checked_to, one.mark = "checking", -1, uuid7()


def move_head(one: Import, number: int) -> None:
    """The heading stands on another line."""
    if one.stage not in ("mapping", "checking", "ready"):
        raise NotNow(OVER)
    number = number if 0 < number <= one.total else 0
    near = select(ImportRow).where(ImportRow.import_id == one.id, ImportRow.number.in_([number, number + 1]))
    rows: list[Row] = [(row.number, row.cells) for row in db.session.scalars(near)]
    head = head_at(rows, number)
    if not any(head.headings):
        raise Refusal("这一行是空的，请填表头所在的行号。", status=422)
    _take_head(one, head)
    one.stage, one.mark = "mapping", uuid7()


def take_sheet(one: Import, survey: reading.Survey) -> None:
    """Read another sheet of the same file instead."""
    if one.stage not in ("mapping", "checking", "ready"):
        raise NotNow(OVER)
    if not survey.total:
        raise Refusal(f"工作表「{survey.sheet}」是空的，没有换。请选另一张。", status=422)
    forget_rows(one.id)
    _take_survey(one, survey)
    one.mark = uuid7()


def cancel(one: Import) -> bool:
    """Drop what was staged. False when it was dropped before; raises NotNow when it is in the catalogue already."""
    if one.stage == "applied":
        raise NotNow("这次导入已经确认过，不能再放弃。要改回去请导入更正后的表。")
    if not one.open:
        return False
    forget_rows(one.id)
    one.stage, one.file, one.ended_at = "cancelled", None, clock.now_ms()
    return True
