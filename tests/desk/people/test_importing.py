"""People and units by a list: what is wrong with a line is said, and nothing is changed before it is confirmed."""

import io
import re
import time

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from tests.catalogue.lists import workbook
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person, Unit
from zlc.database import db

HEAD = ["姓名", "账号", "单位", "角色", "职务"]
FAULTS = {
    5: (["", "p.noname", "市人社局", "记录员", ""], "姓名"), 17: (["甲", "", "市人社局", "记录员", ""], "账号"),
    30: (["甲", "a b", "市人社局", "记录员", ""], "账号"), 44: (["甲", "p.nounit", "", "记录员", ""], "单位"),
    45: (["甲", "p.unit", "没有的局", "记录员", ""], "单位"), 90: (["甲", "p.norole", "市人社局", "", ""], "角色"),
    120: (["甲", "p.role", "市人社局", "局长", ""], "角色"), 150: (["甲", "p.both", "市人社局", "系统管理员、审计员", ""], ""),
    151: (["甲", "p.mixed", "市人社局", "系统管理员、记录员", ""], ""), 200: (["甲", "recorder", "市人社局", "记录员", ""], "账号"),
    250: (["甲", "P3", "市人社局", "记录员", ""], "账号"), 301: (["长" * 101, "p.long", "市人社局", "记录员", ""], "姓名"),
}  # fmt: skip


@pytest.fixture
def admin(visit):
    browser = visit("admin")
    browser.get("/people/import")
    return browser


def hand_in(browser, *rows, name="人员.xlsx"):
    return browser.post("/people/import", {"file": (io.BytesIO(workbook(*rows)), name)})


def three_hundred():
    """Lines 2 to 301 of a sheet."""
    return [FAULTS[n][0] if n in FAULTS else [f"人员{n}", f"p{n}", "市人社局", "记录员、窗口人员", "科员"] for n in range(2, 302)]


def everything(app):
    with app.app_context(), db.engine.connect() as connection:
        names = [one.name for one in db.metadata.sorted_tables if one.name not in ("audit_lines", "quota_days")]
        return {name: sorted(map(repr, connection.execute(text(f'select * from "{name}"')))) for name in names}


def confirm(browser, page, address="/people/import/confirmation"):
    carried = re.search(r'name="list" value="([^"]+)"', page)[1]
    return browser.post(address, {"list": carried, "seen": re.search(r'name="seen" value="([^"]*)"', page)[1]})


def count(app, table):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(table.id)))


def test_of_three_hundred_people_exactly_the_twelve_faulty_lines_are_named(app, admin):
    before, began = everything(app), time.process_time()
    reply = hand_in(admin, HEAD, *three_hundred())
    took = time.process_time() - began
    assert reply.status_code == 200, reply.text
    named = re.findall(r"第 (\d+) 行</td><td[^>]*><strong>([^<]*)</strong>", reply.text)
    assert [(int(line), column) for line, column in named] == [(line, column) for line, (_, column) in sorted(FAULTS.items())]
    assert everything(app) == before
    done = confirm(admin, reply.text)
    assert done.status_code == 200 and "已添加 288 人" in done.text and done.text.count("/link/") == 288
    assert count(app, Person) == 11 + 288
    assert took < 10, f"{took:.1f} s"
    with app.app_context():
        one = db.session.scalars(db.select(Person).filter_by(username="p2")).one()
        assert (one.name, one.title, one.roles, one.must_change) == ("人员2", "科员", ["recorder", "clerk"], True)
        [line] = db.session.scalars(db.select(AuditLine).filter_by(verb="list imported"))
        assert (line.detail["counts"], line.detail["lines"]) == ({"new": 288}, 12)


def test_the_faulty_lines_are_taken_away_corrected_and_handed_in_again(app, admin):
    page = hand_in(admin, HEAD, ["甲", "p1", "没有的局", "记录员", ""], ["乙", "p2", "市人社局", "记录员", ""]).text
    file = confirm(admin, page, "/people/import/faulty")
    assert file.status_code == 200 and "no-store" in file.headers["Cache-Control"]
    book = load_workbook(io.BytesIO(file.data))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert len(rows) == 2 and "没有叫「没有的局」的单位" in rows[1][-1] and rows[1][-2] == 2
    book.active.cell(2, rows[0].index("单位") + 1).value = "青溪街道"
    saved = io.BytesIO()
    book.save(saved)
    again = admin.post("/people/import", {"file": (io.BytesIO(saved.getvalue()), "有误的行.xlsx")})
    assert "确认添加 1 人" in again.text
    assert count(app, Person) == 11


def test_the_same_list_again_adds_nobody(app, admin):
    rows = (HEAD, ["甲", "p1", "市人社局", "记录员", ""])
    page = hand_in(admin, *rows).text
    assert "已添加 1 人" in confirm(admin, page).text
    assert confirm(admin, page).status_code == 409, "a second click adds nobody"
    assert "没有可以导入的行" in hand_in(admin, *rows).text and count(app, Person) == 12


def test_what_changed_after_the_preview_is_told_and_nothing_is_done(app, admin, world):
    page = hand_in(admin, HEAD, ["甲", "p1", "市人社局", "记录员", ""], ["乙", "p2", "市人社局", "记录员", ""]).text
    admin.get("/people/new")
    admin.post("/people/new", {"name": "别人", "username": "p1", "unit": world.units["home"], "roles": ["recorder"]})
    reply = confirm(admin, page)
    assert reply.status_code == 409 and "名册在预览以后改过了" in reply.text and "确认添加 1 人" in reply.text
    assert count(app, Person) == 12
    assert "已添加 1 人" in confirm(admin, reply.text).text


def test_units_come_by_a_list_too_a_parent_from_the_lines_above(app, admin, world):
    rows = [["云岭市林业局", "市林业局", "市直部门", ""], ["林业站", "", "所属单位", "市林业局"],
            ["坏局", "", "不知道", ""], ["青溪街道", "", "镇", ""]]
    page = hand_in(admin, ["单位名称", "简称", "种类", "上级单位"], *rows)
    assert re.findall(r"第 (\d+) 行</td><td[^>]*><strong>([^<]*)</strong>", page.text) == [("4", "种类"), ("5", "单位名称")]
    assert count(app, Unit) == 3
    assert "已添加 2 个单位" in confirm(admin, page.text).text
    with app.app_context():
        station = db.session.scalars(db.select(Unit).filter_by(name="林业站")).one()
        assert station.parent.short == "市林业局" and station.short == "林业站"


@pytest.mark.parametrize(
    ("rows", "said"),
    [([["事项名称", "编码"], ["甲", "1"]], "没有找到表头"),
     ([HEAD], "表头下面没有内容"), ([HEAD, *([["甲"]] * 2001)], "一次最多导入 2000 行")],
)
def test_a_file_that_is_no_list_is_refused_in_words(app, admin, rows, said):
    reply = hand_in(admin, *rows)
    assert reply.status_code == 422 and said in reply.text


def test_a_list_that_was_not_previewed_here_is_not_taken(app, admin):
    for forged in ("", "x", "W10.abc"):
        assert admin.post("/people/import/confirmation", {"list": forged, "seen": "x"}).status_code == 422
    assert admin.post("/people/import", {}).status_code == 422
    assert admin.post("/people/import", {"file": (io.BytesIO(b"%PDF-1.4"), "a.pdf")}).status_code == 422


def test_a_sample_is_read_without_a_question(app, admin):
    for kind in ("people", "units"):
        assert admin.get(f"/people/import/sample-{kind}.xlsx").status_code == 200
    assert admin.get("/people/import/sample-x.xlsx").status_code == 404


@pytest.mark.parametrize("username", ["coordinator", "office", "auditor"])
def test_nobody_else_hands_in_a_list(app, visit, username):
    browser = visit(username)
    browser.get("/password")
    assert browser.get("/people/import").status_code == 403
    assert hand_in(browser, HEAD, ["甲", "p1", "市人社局", "记录员", ""]).status_code == 403
    assert browser.post("/people/import/confirmation", {"list": "x"}).status_code == 403
