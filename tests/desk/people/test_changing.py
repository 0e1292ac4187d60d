"""人员 changed on the desk: by whoever keeps accounts, each with its line in the log and in the account's own history."""

import re

import pytest

from tests.browser import Browser
from tests.worlds import PASSWORD
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person
from zlc.database import db


@pytest.fixture
def admin(visit):
    return visit("admin")


@pytest.fixture
def change(admin, world):
    """change('clerk', 'roles', roles=[…]) as an admin who looks at the page first."""

    def make(username, noun, **filled):
        page = f"/people/{world.people[username]}"
        admin.get(page)
        return admin.post(f"{page}/{noun}", filled)

    return make


def kept(app, username):
    with app.app_context():
        one = db.session.scalars(db.select(Person).filter_by(username=username)).one()
        db.session.expunge(one)
        return one


def lines(app, about, verb=None):
    with app.app_context():
        wanted = db.select(AuditLine).where(AuditLine.about == about)
        return [one for one in db.session.scalars(wanted.order_by(AuditLine.at)) if verb in (None, one.verb)]


NEW = {"name": "林一", "title": "科长", "username": "Lin.1", "roles": ["recorder", "coordinator"], "reason": "新来的"}


def test_a_new_person_is_added_with_a_link_and_no_password(app, admin, world):
    admin.get("/people/new")
    reply = admin.post("/people/new", {**NEW, "unit": world.units["home"]})
    assert reply.status_code == 200 and "/link/" in reply.text and "lin.1" in reply.text
    one = kept(app, "lin.1")
    assert (one.name, one.title, one.unit_id, one.roles) == ("林一", "科长", world.units["home"], ["recorder", "coordinator"])
    assert one.must_change and not one.password_hash
    for guess in ("nobody", "", "Yunling-2026"):
        assert Browser(app).log_in("lin.1", guess).status_code == 422
    verbs = [(line.verb, line.username, line.detail) for line in lines(app, "lin.1")]
    home = "云岭市人力资源和社会保障局"
    assert verbs == [
        ("person added", "admin", {"roles": ["recorder", "coordinator"], "unit": home, "why": "新来的"}),
        ("link made", "admin", {}),
    ]
    page = admin.get("/people?q=林一").text
    assert "待设密码" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "Recorder"}, "已经有人用了"), ({"username": "a b"}, "账号要 2 到 60 个字"), ({"username": ""}, "账号要 2 到 60 个字"),
        ({"name": " \u200b "}, "请填写姓名"), ({"name": "长" * 101}, "现在有 101 字"), ({"title": "长" * 101}, "现在有 101 字"),
        ({"unit": "nowhere"}, "请选择单位"), ({"roles": []}, "没有写角色"), ({"roles": ["king"]}, "没有这个角色"),
        ({"roles": ["admin", "auditor"]}, "不能是同一个人"), ({"roles": ["admin", "coordinator"]}, "不兼别的角色"),
        ({"reason": "长" * 501}, "现在有 501 字"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_what_was_typed_stays(app, admin, world, wrong, said):
    admin.get("/people/new")
    filled = {**NEW, "unit": world.units["home"], **wrong}
    reply = admin.post("/people/new", filled)
    assert reply.status_code == 422 and said in reply.text, reply.text
    assert f'value="{filled["title"]}"' in reply.text and f'value="{filled["reason"]}"' in reply.text
    assert f'<option selected value="{world.units["home"]}"' in reply.text or "unit" in wrong
    for role in set(filled["roles"]) - {"king"}:
        assert re.search(rf'value="{role}" checked', reply.text)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 11
        assert [line.success for line in db.session.scalars(db.select(AuditLine).filter_by(about="/people/new"))] == [False]


def test_name_title_roles_and_unit_are_changed_and_told(app, admin, world, change):
    assert change("clerk", "correction", name=" 窗口\n乙 ", title="值班长", reason="改名").status_code == 303
    assert change("clerk", "roles", roles=["recorder", "coordinator"]).status_code == 303
    assert change("clerk", "transfer", unit=world.units["other"], reason="调动").status_code == 303
    one = kept(app, "clerk")
    assert (one.name, one.title, one.roles, one.unit_id) == ("窗口 乙", "值班长", ["recorder", "coordinator"], world.units["other"])
    page = admin.get(f"/people/{world.people['clerk']}").text
    story = re.sub(r"<[^>]+>", " ", page[page.index('id="history-h"') :])
    for said in ("改姓名、职务", "改角色", "换单位", "管理员甲", "理由 改名", "理由 调动", "窗口甲", "记录员、单位联络员", "青溪街道"):
        assert said in " ".join(story.split()), said


def test_what_was_already_so_is_said_and_changes_nothing(app, world, change):
    for noun, filled in (("correction", {"name": "窗口甲", "title": ""}), ("transfer", {"unit": world.units["home"]}), ("reopening", {})):
        reply = change("clerk", noun, **filled)
        assert reply.status_code == 409 and "没有改动" in reply.text, noun
    assert not lines(app, "clerk")


def test_every_login_ends_with_the_roles_the_unit_and_the_account(app, visit, world, change):
    for noun, filled in (("roles", {"roles": ["recorder"]}), ("transfer", {"unit": world.units["other"]}), ("closing", {"reason": "调离"})):
        browser = visit("clerk")
        assert browser.get("/problems").status_code == 200
        assert change("clerk", noun, **filled).status_code == 303, noun
        assert browser.get("/problems").status_code == 302, noun


def test_an_account_is_closed_with_a_reason_and_opened_again_never_deleted(app, world, admin, change):
    assert "请写明为什么停用" in change("clerk", "closing", reason=" ").text
    assert kept(app, "clerk").active
    assert change("clerk", "closing", reason="调离").status_code == 303
    assert Browser(app).log_in("clerk", PASSWORD).status_code == 422
    page = admin.get(f"/people/{world.people['clerk']}").text
    assert "已停用" in page and "调离" in page and "恢复账号" in page and "发一次性链接" not in page
    assert change("clerk", "closing", reason="再停").status_code == 409
    assert change("clerk", "reopening").status_code == 303
    assert Browser(app).log_in("clerk", PASSWORD).location.startswith("/password")
    assert [line.verb for line in lines(app, "clerk")] == ["person closed", "person reopened"]


@pytest.mark.parametrize(("noun", "filled"), [("closing", {"reason": "x"}), ("roles", {"roles": ["recorder"]})])
def test_the_last_admin_stays(app, change, noun, filled):
    reply = change("admin", noun, **filled)
    assert reply.status_code == 409 and "最后一位系统管理员" in reply.text
    assert kept(app, "admin").active and kept(app, "admin").roles == ["admin"]


def test_roles_that_clash_are_refused_with_the_reason_and_stay_ticked(app, change):
    reply = change("clerk", "roles", roles=["clerk", "admin"], reason="想管账号")
    assert reply.status_code == 422 and "不兼别的角色" in reply.text
    assert reply.text.count("checked") == 2 and "想管账号" in reply.text and "<details open>" in reply.text
    assert kept(app, "clerk").roles == ["clerk"]


@pytest.mark.parametrize("username", ["recorder", "coordinator", "office", "supervisor", "auditor"])
def test_to_nobody_else_an_account_is_there(app, visit, world, username):
    browser, own = visit(username), world.people[username]
    browser.get("/password")
    assert browser.post(f"/people/{world.people['clerk']}/roles", {"roles": ["admin"]}).status_code == 404
    assert [line.success for line in lines(app, f"/people/{world.people['clerk']}/roles")] == [False]
    nouns = ("correction", "roles", "transfer", "closing", "reopening", "handing", "revocation")
    for person in (own, world.people["clerk"], "0198c0de-0000-7000-8000-000000000000"):
        assert browser.get(f"/people/{person}").status_code == 404
        for noun in nouns:
            assert browser.post(f"/people/{person}/{noun}", {"roles": ["admin"], "name": "x", "reason": "x"}).status_code == 404
    assert browser.get("/people/new").status_code == 403
    assert browser.post("/people/new", {**NEW, "unit": world.units["home"]}).status_code == 403
    assert kept(app, "clerk").roles == ["clerk"] and kept(app, "clerk").active


def test_what_was_done_by_command_stands_in_the_history_too(app, admin, world):
    done = app.test_cli_runner().invoke(args=["people", "close", "clerk", "--why", "退休"])
    assert done.exit_code == 0, done.output
    page = admin.get(f"/people/{world.people['clerk']}").text
    assert "服务器的管理者" in page and "退休" in page


def test_the_page_tells_where_somebody_logged_in_of_late(app, visit, admin, world):
    visit("clerk")
    page = admin.get(f"/people/{world.people['clerk']}").text
    assert "127.0.0.1" in page and "还在登录" in page
    assert "近期没有登录" in admin.get(f"/people/{world.people['head']}").text
