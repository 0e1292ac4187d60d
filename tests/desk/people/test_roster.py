"""人员: the first page of whoever keeps the accounts."""

import pytest

from zlc.accounts.models import Person
from zlc.asked import PAGE
from zlc.database import db


@pytest.fixture
def admin(visit):
    return visit("admin")


def test_it_is_where_they_begin(admin):
    assert admin.get("/").headers["Location"].endswith("/people")
    page = admin.get("/people").text
    assert "11 人，3 个单位" in page and "记录员甲" in page and "市人社局" in page and "在用" in page


@pytest.mark.parametrize("username", ["recorder", "coordinator", "office", "supervisor", "auditor"])
def test_nobody_else_sees_it(visit, username):
    somebody = visit(username)
    assert somebody.get("/people").status_code == 403
    assert "/people" not in somebody.get("/handbook", follow_redirects=True).text


def test_filters_narrow_it(admin, app, world):
    assert "青溪街道" not in rows(admin, unit=world.units["home"]) and "局长甲" in rows(admin, unit=world.units["home"])
    assert rows(admin, q="督导").count("<tr") == 2
    with app.app_context():
        world.person("clerk").close()
        world.person("head").must_change = True
        db.session.commit()
    assert "窗口甲" in rows(admin, state="closed") and "局长甲" not in rows(admin, state="closed")
    assert "局长甲" in rows(admin, state="waiting") and "窗口甲" not in rows(admin, state="waiting")
    assert "局长甲" not in rows(admin, state="active") and "记录员甲" in rows(admin, state="active")
    assert "没有符合条件的人员" in admin.get("/people?q=没有这个人").text


def test_many_people_come_page_by_page(admin, app, world):
    with app.app_context():
        home = world.units["home"]
        db.session.add_all(
            Person(username=f"z{n:03}", name=f"新人{n:03}", unit_id=home, roles=["recorder"], password_hash="")
            for n in range(PAGE + 5)
        )
        db.session.commit()
    first = admin.get("/people?q=新人").text
    assert f"{PAGE + 5} 人" in first and "新人000" in first and f"新人{PAGE:03}" not in first
    second = admin.get(f"/people?q=新人&after=z{PAGE - 1:03}").text
    assert f"新人{PAGE:03}" in second and f"新人{PAGE - 1:03}" not in second and "下一页" not in second


def rows(client, **asked):
    page = client.get("/people", query_string=asked).text
    return page[page.index("<table") : page.index("</table>")]
