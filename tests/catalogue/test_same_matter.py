"""Which matter a row speaks of: by its code within the unit, else by its name; never guessed, never twice."""

import pytest

from tests.catalogue.lists import matters, workbook
from zlc.catalogue.imports import checking
from zlc.catalogue.models import Matter
from zlc.database import db

ENROL = "灵活就业人员参保登记"
HEADINGS = ["事项名称", "编码", "跑动次数", "材料"]


@pytest.fixture(params=["at once", "piece by piece"])
def pieces(request, monkeypatch):
    """A list checked in one go, or a row at a time: the same must come out."""
    if request.param == "piece by piece":
        monkeypatch.setattr(checking, "PIECE", 1)
        monkeypatch.setattr(checking, "SECONDS", 0)


@pytest.mark.parametrize(
    ("first", "second", "faulty"),
    [
        (["甲", "1"], ["甲", "1"], True),
        (["甲", "1"], ["乙", "１"], True),  # one code, two names
        (["甲", ""], ["甲", ""], True),
        (["甲（个人）", ""], ["甲(个人)", ""], True),
        (["甲", "1"], ["甲", ""], True),
        (["甲", ""], ["甲", "1"], True),
        ([ENROL, ""], [ENROL, "9"], True),
        (["甲", "1"], ["甲", "2"], False),  # two items of business under one name
        (["甲", "1"], ["乙", "2"], False),
    ],
)
def test_a_matter_stands_in_a_list_once(first, second, faulty, pieces, app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, first, second))
    figures = coordinator.figures()
    assert figures["有误"] == faulty and figures["新增"] + figures["变更"] + figures["未变"] == 2 - faulty
    if faulty:
        assert "第 3 行" in coordinator.rows("faulty") and "和第 2 行是同一个事项" in coordinator.rows("faulty")


def test_a_faulty_row_does_not_stand_in_the_way_of_the_right_one(pieces, app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, ["甲", "1", "多次"], ["甲", "1", 1]))
    assert coordinator.figures()["新增"] == 1 and "第 2 行" in coordinator.rows("faulty")


def test_rows_merged_into_one_matter_stay_together_in_every_piece(pieces, app, world, desk):
    rows = [["甲", 1, 1, "身份证"], [None, None, None, "户口本"], [None, None, None, "照片"], ["乙", 2, 1, "身份证"]]
    merge = workbook(HEADINGS, *rows, prepare=lambda _book, sheet: sheet.merge_cells("A2:A4"))
    coordinator = desk("coordinator").hand_in(merge)
    coordinator.confirm()
    assert [len(one.materials) for one in (matters(app)["甲"], matters(app)["乙"])] == [3, 1]


def known(app, world, *codes, active=True):
    with app.app_context():
        db.session.add_all([Matter(unit_id=world.units["home"], name="甲", code=code, active=active) for code in codes])
        db.session.commit()


def test_the_code_decides_and_the_name_is_what_changes(app, world, desk):
    known(app, world, "Y-1")
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, ["甲（新）", "y-1"]))
    assert coordinator.figures()["变更"] == 1
    assert "甲（新）" in coordinator.rows("changed") and "事项名称" in coordinator.rows("changed")


def test_a_matter_without_a_code_is_given_one_by_its_name(app, world, desk):
    known(app, world, "")
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, ["甲", "Y-1"]))
    coordinator.confirm()
    assert matters(app)["甲"].code == "Y-1" and len(matters(app)) == 2


def test_another_code_under_a_known_name_is_another_matter_and_said_so(app, world, desk):
    known(app, world, "Y-1")
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, ["甲", "Y-2"]))
    assert coordinator.figures()["新增"] == 1 and "目录里已有同名事项，编码是 Y-1" in coordinator.rows("notes")


def test_a_name_that_two_matters_have_is_not_guessed(app, world, desk):
    known(app, world, "Y-1", "Y-2")
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, ["甲", ""]))
    assert "目录里有 2 个名称相同的事项" in coordinator.rows("faulty")


def test_the_same_name_of_another_unit_is_another_matter(app, world, desk):
    coordinator = desk("coordinator2").hand_in(workbook(HEADINGS, [ENROL, "", 3]))
    assert coordinator.figures()["新增"] == 1
    coordinator.confirm()
    assert matters(app, world.units["home"])[ENROL].trips == 1


def test_one_no_longer_in_use_is_found_and_stays_so_unless_the_list_says_otherwise(app, world, desk):
    known(app, world, "Y-1", active=False)
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, ["甲", "Y-1", 2]))
    assert "已停办，导入后仍是停办" in coordinator.rows("notes")
    coordinator.confirm()
    assert not matters(app)["甲"].active
    coordinator.hand_in(workbook(["事项名称", "编码", "事项状态"], ["甲", "Y-1", "在用"]))
    coordinator.confirm()
    assert matters(app)["甲"].active and matters(app)["甲"].trips == 2


@pytest.mark.parametrize(
    ("unit", "found"),
    [("云岭市青溪街道", True), ("青溪街道", True), (" 云岭市青溪街道 ", True), ("街道", False), ("青溪镇", False), ("局", False)],
)
def test_a_unit_is_known_by_its_full_name_its_short_one_or_the_end(unit, found, app, world, desk):
    office = desk("office").hand_in(workbook(["单位", "事项名称"], [unit, "居住证明"]))
    assert office.figures()["新增"] == found


def test_an_end_that_several_units_share_is_not_guessed(app, world, desk):
    from zlc.accounts.models import Unit

    with app.app_context():
        db.session.add(Unit(name="云岭市北青溪街道", short="北青溪", kind="town"))
        db.session.commit()
    office = desk("office").hand_in(workbook(["单位", "事项名称"], ["溪街道", "居住证明"], ["青溪街道", "老年证"]))
    assert office.figures() == {"新增": 1, "变更": 0, "未变": 0, "有误": 1}
    assert "有几个单位都可能是它" in office.rows("faulty")
