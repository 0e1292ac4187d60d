"""Importing matters: nothing changes until it is confirmed, everything good at once then, and each faulty row is told."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.catalogue.lists import HEADINGS, matters, workbook
from zlc.accounts.audit import AuditLine
from zlc.catalogue.models import Limit, Matter
from zlc.database import db

ENROL = "灵活就业人员参保登记"
NEW = ["失业登记", "YL-1", "即办", "0次", "身份证（原件1份）；登记表×2"]
CHANGED = [ENROL, "YL-2", "5个工作日", 2, "身份证"]
FAULTY = ["社保卡补换", "YL-3", "很快", "几次", ""]


def good_and_bad():
    return workbook(HEADINGS, NEW, CHANGED, FAULTY)


def test_a_preview_tells_what_would_be_and_changes_nothing(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    assert coordinator.figures() == {"新增": 1, "变更": 1, "未变": 0, "有误": 1}
    faulty = coordinator.rows("faulty")
    assert "第 4 行" in faulty and "承诺办结时限" in faulty and "「很快」看不出是多久" in faulty and "「几次」不是数" in faulty
    changed = coordinator.rows("changed")
    assert "第 3 行" in changed and "1 次" in changed and "2 次" in changed and "5 个工作日" in changed
    assert "失业登记" in coordinator.rows("new")
    assert set(matters(app)) == {ENROL}
    assert matters(app)[ENROL].trips == 1


def test_confirming_applies_all_good_rows_and_writes_one_line(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    assert coordinator.confirm().status_code == 303
    assert "新增 1 个事项，更新 1 个" in coordinator.page.text
    found = matters(app)
    assert set(found) == {ENROL, "失业登记"}
    enrol, new = found[ENROL], found["失业登记"]
    assert (enrol.id, enrol.code, enrol.trips, enrol.promised) == (world.matter, "YL-2", 2, Limit(5, "working_day"))
    assert enrol.channels == ["hall", "online"] and enrol.steps == 3  # no column spoke of them
    assert new.promised == Limit(0, "at_once") and new.trips == 0 and new.unit_id == world.units["home"]
    assert [(one.name, one.copies, one.original) for one in new.materials] == [("身份证", 1, True), ("登记表", 2, False)]
    with app.app_context():
        lines = list(db.session.scalars(select(AuditLine).where(AuditLine.verb == "import.confirmed")))
        assert [line.detail["counts"] for line in lines] == [{"new": 1, "changed": 1}]


def test_confirming_twice_is_harmless(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    before = coordinator.page
    coordinator.confirm()
    coordinator.page = before
    assert coordinator.confirm().status_code == 303
    assert "没有重复导入" in coordinator.page.text
    assert len(matters(app)) == 2


def test_what_is_abandoned_leaves_nothing_behind(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    before = coordinator.page
    coordinator.post("cancellation")
    assert "已放弃" in coordinator.page.text
    coordinator.page = before
    assert coordinator.confirm().status_code == 409
    assert set(matters(app)) == {ENROL}


def test_a_change_of_the_catalogue_after_the_preview_is_noticed(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    with app.app_context():
        db.session.get_one(Matter, world.matter).trips = 4
        db.session.commit()
    assert coordinator.confirm().status_code == 409
    assert "失业登记" not in matters(app)
    assert "4 次" in coordinator.rows("changed")
    assert coordinator.confirm().status_code == 303
    assert matters(app)[ENROL].trips == 2


def test_somebody_else_adding_the_same_matter_meanwhile_is_noticed(app, world, desk):
    first, second = desk("coordinator").hand_in(good_and_bad()), desk("office")
    second.hand_in(workbook(["单位", *HEADINGS], ["市人社局", *NEW]))
    assert second.confirm().status_code == 303
    assert first.confirm().status_code == 409
    assert first.figures() == {"新增": 0, "变更": 1, "未变": 1, "有误": 1}


def test_an_older_preview_cannot_be_confirmed(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    before = coordinator.page
    columns = {f"column-{place}": field for place, field in enumerate(["name", "code", "promised", "-", "materials"])}
    coordinator.post("mapping", columns)
    now, coordinator.page = coordinator.page, before
    assert coordinator.confirm().status_code == 409
    coordinator.page = now
    coordinator.confirm()
    assert matters(app)[ENROL].trips == 1 and matters(app)[ENROL].code == "YL-2"


def test_the_same_list_once_more_changes_nothing(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    coordinator.confirm()
    coordinator.hand_in(good_and_bad())
    assert coordinator.figures() == {"新增": 0, "变更": 0, "未变": 2, "有误": 1}
    assert "没有可以导入的内容" in coordinator.page.text


def test_the_faulty_rows_can_be_taken_away_corrected_and_brought_back(app, world, desk):
    evil = ['=HYPERLINK("http://x","y")', "0012", "很快", "1", "+1+1"]
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, NEW, FAULTY, evil, prepare=as_text))
    coordinator.confirm()
    reply = coordinator.browser.client.get(f"{coordinator.path}/faulty.xlsx")
    assert reply.headers["Cache-Control"] == "private, no-store"
    assert reply.status_code == 200
    sheet = load_workbook(io.BytesIO(reply.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [*HEADINGS, "原行号", "哪里不对"]
    assert [row[5] for row in rows[1:]] == [3, 4] and "看不出是多久" in rows[1][6]
    for row in sheet.iter_rows(min_row=2):
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in row if cell.value and cell.column != 6)
    for row in sheet.iter_rows(min_row=2):
        row[2].value, row[3].value = "3天", "1"
    saved = io.BytesIO()
    sheet.parent.save(saved)
    coordinator.hand_in(saved.getvalue())
    assert coordinator.figures() == {"新增": 2, "变更": 0, "未变": 0, "有误": 0}
    coordinator.confirm()
    assert matters(app)['=HYPERLINK("http://x","y")'].code == "0012"


def test_numbers_stay_numbers_among_the_faulty_rows_and_codes_stay_text(app, world, desk):
    """Whoever sorts or adds up what comes back can; what was typed as text is no number."""
    headings = ["序号", *HEADINGS, "办理环节", "平均等候分钟", "备注"]

    def some_text(_book, sheet):
        sheet["C2"].value, sheet["C2"].data_type = "0012", "s"
        sheet["I2"].number_format = "0.00"

    line = [7, "失业登记", "0012", "很快", 2, "登记表", 5, 12.5, 123456789012]
    coordinator = desk("coordinator").hand_in(workbook(headings, line, prepare=some_text))
    sheet = load_workbook(io.BytesIO(coordinator.browser.client.get(f"{coordinator.path}/faulty.xlsx").data)).active
    values = [cell.value for cell in sheet[2]]
    assert values[:9] == [7, "失业登记", "0012", "很快", 2, "登记表", 5, 12.5, 123456789012] and values[9] == 2
    assert [cell.data_type for cell in sheet[2]][:10] == ["n", "s", "s", "s", "n", "s", "n", "n", "n", "n"]
    assert sheet["I2"].number_format == "0", "not shown as 1.23457E+11"
    sheet["D2"].value, sheet["H2"].value = "3天", 12
    saved = io.BytesIO()
    sheet.parent.save(saved)
    coordinator.hand_in(saved.getvalue())
    assert coordinator.figures() == {"新增": 1, "变更": 0, "未变": 0, "有误": 0}
    coordinator.confirm()
    assert (matters(app)["失业登记"].steps, matters(app)["失业登记"].wait_minutes) == (5, 12)


def as_text(_book, sheet):
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type


def test_a_blank_cell_changes_nothing_and_a_word_clears(app, world, desk):
    coordinator = desk("coordinator").hand_in(workbook(["事项名称", "到现场次数", "环节数"], [ENROL, "", "未公布"]))
    coordinator.confirm()
    found = matters(app)[ENROL]
    assert found.trips == 1 and found.steps is None


@pytest.mark.parametrize("who", ["recorder", "head", "clerk", "supervisor", "admin", "auditor"])
def test_only_office_and_coordinators_import(visit, who):
    browser = visit(who)
    assert browser.get("/imports").status_code == 403
    assert browser.post("/imports", {"pasted": "事项名称：甲"}).status_code in (400, 403)


def test_an_import_is_its_makers_own(app, world, desk, visit):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    for who in ("coordinator2", "office"):
        other = visit(who)
        other.get("/imports")
        assert other.get(coordinator.path).status_code == 404
        assert other.get(f"{coordinator.path}/faulty.xlsx").status_code == 404
        for action in ("confirmation", "cancellation", "mapping", "head", "sheet"):
            assert other.post(f"{coordinator.path}/{action}").status_code == 404
    assert set(matters(app)) == {ENROL}


def test_a_coordinator_cannot_touch_another_units_matters(app, world, desk):
    rows = [["市人社局", *NEW], ["青溪街道", "居住证明", "", "", "", ""], ["没有的局", "别的", "", "", "", ""]]
    coordinator = desk("coordinator").hand_in(workbook(["实施主体", *HEADINGS], *rows))
    assert coordinator.figures()["有误"] == 2
    assert "您只能导入本单位的" in coordinator.rows("faulty") and "没有这个单位" in coordinator.rows("faulty")
    coordinator.confirm()
    assert not matters(app, world.units["other"])


def test_the_office_imports_for_all_units(app, world, desk):
    rows = [["云岭市青溪街道", "居住证明"], ["人力资源和社会保障局", "失业登记"], ["青溪街道", "老年证"]]
    office = desk("office").hand_in(workbook(["责任单位", "事项名称"], *rows))
    assert office.figures()["新增"] == 3
    office.confirm()
    assert set(matters(app, world.units["other"])) == {"居住证明", "老年证"}


def test_who_lost_the_role_cannot_confirm_any_more(app, world, desk):
    coordinator = desk("coordinator").hand_in(good_and_bad())
    with app.app_context():
        world.person("coordinator").roles = ["recorder"]
        db.session.commit()
    assert coordinator.confirm().status_code == 403
    assert set(matters(app)) == {ENROL}


def test_what_nobody_confirmed_for_a_month_is_forgotten(app, world, desk):
    from zlc import clock
    from zlc.catalogue.imports.models import Import, ImportRow

    coordinator = desk("coordinator").hand_in(good_and_bad())
    with app.app_context(), clock.frozen_at(clock.now_ms() + 31 * 24 * 3600 * 1000):
        from zlc.catalogue.imports.models import forget_abandoned

        forget_abandoned()
        db.session.commit()
        assert db.session.scalar(select(Import.stage)) == "cancelled"
        assert not list(db.session.scalars(select(ImportRow.number)))
    assert "已放弃" in coordinator.follow().page.text
