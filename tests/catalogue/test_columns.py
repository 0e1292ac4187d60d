"""Which column is what: known by many names, asked about otherwise, left out only knowingly."""

import pytest

from tests.catalogue.lists import matters, workbook
from zlc.catalogue.fields import SYNONYMS, field_name, mapping_of, normal, recognise


def test_no_name_means_two_fields():
    known: dict[str, str] = {}
    for field, words in SYNONYMS.items():
        for word in words:
            assert known.setdefault(normal(word), field) == field, word


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("到办事现场次数", "trips", None), ("跑动次数（次）", "trips", None), (" ＊事项名称： ", "name", None),
        ("承诺期限", "promised", None), ("承诺办结时限（工作日）", "promised", "working_day"), ("法定期限(天)", "statutory", "day"),
        ("业务办理项编码", "code", None), ("办理渠道", "channels", None), ("办理\n地点", "place", None),
        ("通办区域", "range", None), ("必须现场办理原因说明", "on_site_reason", None),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_other_names(heading, field, unit):
    column = recognise(heading)
    assert column and (column.field, column.unit) == (field, unit)


@pytest.mark.parametrize("heading", ["", "业务科室", "办理时限备注", "2026"])
def test_what_is_no_name_is_not_guessed(heading):
    assert recognise(heading) is None


def test_of_two_columns_of_one_field_the_surer_is_taken_and_the_other_asked_about():
    assert mapping_of(["序号", "主项名称", "业务办理项名称", "基本编码", "实施编码"]) == {"0": "", "2": "name", "4": "code"}


LIST = [["序号", "事项", "业务科室", "跑动次数", ""], [1, "失业登记", "就业股", 1, "另有说明"]]


def test_a_column_not_known_is_named_and_nothing_goes_on_until_somebody_decides(app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(*LIST))
    assert "有 2 列没有认出来：「业务科室」「E 列（没有标题）」" in coordinator.page.text
    assert "就业股" in coordinator.page.text and "另有说明" in coordinator.page.text
    chosen = {"column-1": "name", "column-3": "trips", "column-0": "-"}
    assert coordinator.post("mapping", chosen).status_code == 422
    assert "还有 2 列没有决定：「业务科室」、「E 列（没有标题）」" in coordinator.page.text
    coordinator.post("mapping", {**chosen, "column-4": "remarks", "leave_rest": "y"})
    assert coordinator.figures()["新增"] == 1
    assert "业务科室" in coordinator.page.text and "不导入" in coordinator.page.text
    coordinator.confirm()
    assert matters(app)["失业登记"].further == {"remarks": "另有说明"}


def test_one_field_cannot_take_two_columns_and_the_name_is_needed(app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(*LIST))
    rest = {"leave_rest": "y"}
    assert coordinator.post("mapping", {"column-x": "name", "column-77": "name", **rest}).status_code == 422
    assert coordinator.post("mapping", {"column-1": "name", "column-2": "name", **rest}).status_code == 422
    assert "「事项名称」选了不止一列" in coordinator.page.text
    assert coordinator.post("mapping", {"column-1": "place", **rest}).status_code == 422
    assert "还没有指明哪一列是事项名称" in coordinator.page.text
    assert coordinator.post("mapping", {"column-1": "no-such-field", **rest}).status_code == 422


def test_the_same_headings_are_decided_as_last_time(app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(*LIST))
    coordinator.post("mapping", {"column-1": "name", "column-2": "place", "column-3": "trips", "leave_rest": "y"})
    coordinator.hand_in(workbook(*LIST))
    assert coordinator.figures()["新增"] == 1
    coordinator.confirm()
    assert matters(app)["失业登记"].place == "就业股"


def test_the_office_without_a_column_of_units_says_whose_they_are(app, world, desk):
    office = desk("office").hand_in(workbook(["事项名称"], ["居住证明"]))
    assert "对应列" in office.page.text
    assert office.post("mapping", {"column-0": "name"}).status_code == 422
    assert "还没有指明单位" in office.page.text
    office.post("mapping", {"column-0": "name", "default_unit": world.units["other"]})
    office.confirm()
    assert matters(app)["居住证明"].unit_id == world.units["other"]


def test_a_coordinator_cannot_say_that_they_are_another_units(app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(["名称是什么"], ["居住证明"]))
    chosen = {"column-0": "name", "default_unit": world.units["other"]}
    assert coordinator.post("mapping", chosen).status_code == 422
    assert coordinator.post("mapping", {"column-0": "name"}).status_code == 303
    coordinator.confirm()
    assert matters(app)["居住证明"].unit_id == world.units["home"]


def test_a_heading_on_another_line_can_be_pointed_out(app, world, desk):
    rows = [["甲方", "乙方"], ["名目", "几趟"], ["失业登记", 2]]
    coordinator = desk("coordinator").hand_in(workbook(*rows))
    assert "甲方" in coordinator.page.text
    for row in ("9", "0", "-1", "x", "99999999999999999999"):
        assert coordinator.post("head", {"row": row}).status_code == 422
    coordinator.post("head", {"row": "2"})
    assert "「名目」「几趟」" in coordinator.page.text
    coordinator.post("mapping", {"column-0": "name", "column-1": "trips"})
    assert coordinator.figures()["新增"] == 1
    assert "第 1 行" in coordinator.rows("aside")


def test_a_column_that_is_known_here_has_a_name_that_is_known():
    assert all(recognise(field_name(field)).field == field for field in SYNONYMS)
