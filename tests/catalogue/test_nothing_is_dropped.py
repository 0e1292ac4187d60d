"""Whatever a list holds, every line of it that is not empty has an outcome, and nothing in it is an error of ours."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from tests.catalogue.lists import workbook
from zlc.catalogue.fields import SYNONYMS
from zlc.catalogue.imports import checking, steps
from zlc.catalogue.imports.models import OUTCOMES, Import, ImportRow
from zlc.catalogue.imports.preview import RowFilter, preview_of
from zlc.catalogue.models import Matter
from zlc.catalogue.sheets import reading, worker
from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.heads import Head
from zlc.catalogue.sheets.workbook import Sheet
from zlc.database import db

pytestmark = pytest.mark.long

HEADINGS = st.sampled_from([words[0] for words in SYNONYMS.values()] + ["业务科室", "", "序号", "承诺时限（工作日）"])
NASTY = [
    "", "", "即办", "5个工作日", "3", "０", "是", "否", "甲", "乙", "云岭市青溪街道", "市人社局", "没有的局", "未公布", "=1+1", "@x",
    "身份证（原件1份）；申请表×2", "窗口办理、网上办理", "12345678901234567890", "1.2E+19", "\u202e反", "👍🏽", "a" * 600, "、；、",
    "（", "受理→办结",
    "{{ 7*7 }}", "<script>", "行政许可", "全程网办（Ⅳ级）", "无", "²³", "٣", "一百零一个工作日", "事项名称", "﷽", "\x07", "' or 1=1",
]  # fmt: skip
CELLS = st.one_of(st.sampled_from(NASTY), st.text(max_size=8))
GRIDS = st.tuples(st.lists(HEADINGS, min_size=1, max_size=7), st.lists(st.lists(CELLS, max_size=8), max_size=6))


@pytest.fixture
def at_once(monkeypatch):
    """The worker's answers without its process, which takes a third of a second."""

    def survey(kind, data, sheet=None):
        found = worker._answer({"kind": kind, "sheet": sheet}, data)
        return reading.Survey([Sheet(**one) for one in found["sheets"]], found["sheet"], found["total"], Head(**found["head"]))

    def rows(kind, data, sheet, first, last):
        return worker._answer({"kind": kind, "sheet": sheet, "first": first, "last": last}, data)["rows"]

    monkeypatch.setattr(reading, "survey", survey)
    monkeypatch.setattr(reading, "rows", rows)


def taken_in(person, kind: str, data: bytes) -> Import | None:
    """From the file to the preview and, where there is anything, into the catalogue; None when the file is refused."""
    try:
        survey = reading.survey(kind, data)
    except NotReadable:
        return None
    one = steps.begin(person, kind, data, "表", "0" * 64, survey)
    db.session.commit()
    while one.stage == "reading":
        steps.read_some(one, db.session.commit)
    if one.stage == "mapping":
        mapping = dict(one.mapping)
        if "name" not in mapping.values():
            mapping["0"] = "name"
        steps.map_columns(one, mapping, None if one.unit_id else person.unit_id, leave_rest=True)
    while one.stage == "checking":
        checking.check_some(one, db.session.commit)
    page = preview_of(one, RowFilter())
    if page.good:
        assert checking.confirm(one, one.mark) == {"new": page.counts.get("new", 0), "changed": page.counts.get("changed", 0)}
    return one


def check_all_rows(one: Import, lines: list[int]) -> None:
    rows = {row.number: row for row in db.session.scalars(select(ImportRow).where(ImportRow.import_id == one.id))}
    assert sorted(rows) == lines
    assert all(row.outcome in OUTCOMES for row in rows.values())
    for row in rows.values():
        assert (row.outcome == "faulty") == bool(row.faults)
        assert row.outcome != "changed" or row.changes
        assert all(fault["message"] and fault["row"] and fault["column"] is not None for fault in row.faults)
    names = Counter(row.matter_id for row in rows.values() if row.matter_id and row.outcome != "faulty")
    assert not names or max(names.values()) == 1


def test_a_heading_merged_into_the_first_line_takes_no_line_with_it(at_once, app, world):
    data = workbook(["事项名称", "编码"], [None, "1"], ["甲", "2"], prepare=lambda _book, sheet: sheet.merge_cells("A1:A2"))
    with app.app_context():
        one = taken_in(world.person("coordinator"), "xlsx", data)
        check_all_rows(one, [1, 2, 3])


@given(GRIDS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_of_a_csv_has_an_outcome(at_once, app, world, grid):
    headings, rows = grid
    saved = io.StringIO()
    csv.writer(saved).writerows([headings, *rows])
    with app.app_context():
        one = taken_in(world.person("coordinator"), "csv", saved.getvalue().encode("utf-8", "replace"))
        if one is not None:
            survey = reading.rows("csv", saved.getvalue().encode("utf-8", "replace"), "", 0, one.total)
            check_all_rows(one, [number for number, _ in survey])
        db.session.rollback()
        db.session.execute(delete(Matter).where(Matter.id != world.matter))


@given(GRIDS, st.lists(st.tuples(*[st.integers(1, 7)] * 4), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_of_a_workbook_has_an_outcome_however_it_is_merged(at_once, app, world, grid, merges):
    headings, rows = grid

    def prepare(_book, sheet):
        for row in sheet.iter_rows():
            for cell in row:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        for left, top, right, bottom in merges:
            # Overlapping ranges, which Excel would call damaged, are what other programs write.
            area = min(left, right), min(top, bottom), max(left, right), max(top, bottom)
            sheet.merged_cells.add("".join(f"{chr(64 + area[n])}{area[n + 1]}" + ":" * (n == 0) for n in (0, 2)))

    printable = [["".join(c for c in cell if c.isprintable()) for cell in row] for row in [headings, *rows]]
    data = workbook(*printable, prepare=prepare)
    with app.app_context():
        one = taken_in(world.person("office"), "xlsx", data) if any(map(any, printable)) else None
        if one is not None:
            check_all_rows(one, [number for number, _ in reading.rows("xlsx", data, one.sheet, 0, one.total)])
        db.session.rollback()
