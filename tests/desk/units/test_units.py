"""单位: who sees which of them, how one is added and corrected, and what follows its name."""

import re

import pytest
from sqlalchemy import func, select

from zlc.accounts import units
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import UNIT_KINDS, Person, Unit
from zlc.accounts.repeats import Repeats
from zlc.accounts.unit_changes import UnitChange
from zlc.asked import PAGE
from zlc.database import db, uuid7

NEW = {"name": "云岭市不动产登记中心", "short": "登记中心", "kind": "part", "parent_id": ""}
WHY = "机构改革"
READERS, KEEPER = ("coordinator", "office", "supervisor"), "admin"
OTHERS = ("recorder", "head", "clerk", "auditor")
FORMS = ("correction", "headships", "headships/x/correction", "headships/x/ending")


def plain(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.text)).strip()


def everything(app):
    with app.app_context():
        tables = [db.metadata.tables[name] for name in ("units", "headships", "unit_changes")]
        return [sorted(map(repr, db.session.execute(select(table)))) for table in tables]


@pytest.fixture
def admin(visit):
    return visit("admin")


@pytest.fixture
def home(world):
    return f"/units/{world.units['home']}"


def facts(app, unit_id):
    with app.app_context():
        one = db.session.get_one(Unit, unit_id)
        return {"name": one.name, "short": one.short, "kind": one.kind, "parent_id": one.parent_id or ""}


def added(browser, **changed):
    """The address of a new unit."""
    browser.get("/units/new")
    reply = browser.post("/units/new", {**NEW, **changed})
    assert reply.status_code == 303, plain(reply)
    return reply.location


def corrected(app, browser, path, **changed):
    browser.get(f"{path}/correction")
    return browser.post(f"{path}/correction", {**facts(app, path.rpartition("/")[2]), "reason": WHY, **changed})


@pytest.mark.parametrize("username", ["office", "supervisor", "admin"])
def test_all_units_are_listed_with_kind_parent_head_and_people(visit, app, world, username):
    path = added(visit("admin"), parent_id=world.units["home"])
    browser = visit(username)
    page = plain(browser.get("/units"))
    assert "4 个" in page and "登记中心 云岭市不动产登记中心 所属单位 市人社局 没有 0 人" in page
    assert "市人社局 云岭市人力资源和社会保障局 市直部门 没有 局长甲 局长 5 人" in page
    assert "青溪街道 云岭市青溪街道 镇（街道） 没有 没有 2 人" in page
    assert ('href="/units/new"' in browser.get("/units").text) == (username == "admin")
    page = plain(browser.get(path))
    assert "全称 云岭市不动产登记中心 种类 所属单位 上级单位 市人社局 人员 0 人" in page
    assert "下属单位 登记中心" in plain(browser.get(f"/units/{world.units['home']}"))


def test_a_coordinator_reads_their_own_unit_alone(visit, world, home):
    browser = visit("coordinator")
    page = browser.get("/units")
    assert "1 个" in plain(page) and "青溪街道" not in page.text
    assert "局长甲" in plain(browser.get(home)) and "更正" not in plain(browser.get(home))
    other, unknown = browser.get(f"/units/{world.units['other']}"), browser.get(f"/units/{uuid7()}")
    assert other.status_code == unknown.status_code == 404 and plain(other) == plain(unknown)


@pytest.mark.parametrize("username", OTHERS)
def test_nobody_else_reads_any(visit, home, username):
    browser = visit(username)
    assert browser.get("/units").status_code == 403 and browser.get(home).status_code == 404
    assert 'href="/units"' not in browser.get("/handbook", follow_redirects=True).text


@pytest.mark.parametrize("username", [*READERS, *OTHERS])
def test_only_the_admin_changes_any_and_each_refusal_is_noted(visit, app, world, home, username, monkeypatch):
    monkeypatch.setattr(Repeats, "admits", lambda *_, **__: True)
    with app.app_context():
        office = db.session.get_one(Unit, world.units["home"]).headships[0].id
    browser, before = visit(username), everything(app)
    filled = {**NEW, "title": "局长", "begins_on": "2020-01-01", "ends_on": "2027-01-01", "reason": WHY}
    for noun in FORMS:
        for unit_id in (world.units["home"], world.units["other"], uuid7()):
            path = f"/units/{unit_id}/{noun}".replace("/x/", f"/{office}/")
            expected = 403 if username in ("office", "supervisor") or (username == "coordinator" and path.startswith(home)) else 404
            if expected == 403 and unit_id not in world.units.values():
                expected = 404
            with app.app_context():
                lines = db.session.scalar(select(func.count()).select_from(AuditLine))
            assert browser.get(path).status_code == expected, path
            assert browser.post(path, filled).status_code == expected, path
            with app.app_context():
                assert db.session.scalar(select(func.count()).select_from(AuditLine)) > lines
    assert browser.get("/units/new").status_code == browser.post("/units/new", filled).status_code == 403
    assert everything(app) == before


def test_an_admin_sees_no_walk_there(admin, record, home):
    walk = record().walk
    for path in ("/units", home, f"{home}/correction"):
        page = admin.get(path).text
        assert walk not in page and "/walks" not in page and "/problems" not in page


def test_a_new_unit_stands_with_its_history_and_in_the_log(admin, app, visit):
    path = added(admin)
    page = plain(admin.get(path))
    assert "已添加登记中心。" in page and "添加单位 管理员甲（市营商办）" in page and "种类 所属单位" in page
    with app.app_context():
        [line] = db.session.scalars(select(AuditLine).where(AuditLine.verb == "unit added"))
        assert line.about == path.rpartition("/")[2] and line.success
    assert "单位「登记中心」" in plain(visit("auditor").get("/audit?verb=unit+added")).partition("查看")[2]
    assert "单位「登记中心」" in plain(visit("auditor").get("/audit?about=登记中心"))


def test_the_short_name_is_the_name_where_none_is_given(admin, app):
    assert facts(app, added(admin, short="").rpartition("/")[2])["short"] == NEW["name"]


@pytest.mark.parametrize(
    ("field", "typed", "said", "status"),
    [
        ("name", "", "请填写单位的名称", 422), ("name", " \u200b\u202e\u3000", "请填写单位的名称", 422),
        ("name", "局" * 201, "不超过 200 字", 422),
        ("short", "局" * 41, "不超过 40 字", 422), ("name", "市人社局", "已经有叫 市人社局 的单位", 409),
        ("short", "云岭市青溪街道", "已经有叫 云岭市青溪街道 的单位", 409), ("kind", "", "请选择单位的种类", 422),
        ("kind", "kingdom'--", "请选择单位的种类", 422), ("parent_id", "x", "没有这个上级单位", 422),
        ("parent_id", "\0'--", "没有这个上级单位", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(admin, app, field, typed, said, status):
    before = everything(app)
    admin.get("/units/new")
    reply = admin.post("/units/new", {**NEW, field: typed})
    assert reply.status_code == status and said in reply.text and f'aria-describedby="{field}-error"' in reply.text
    kept = {"name": "云岭市不动产登记中心", "short": "登记中心"}
    assert all(f'value="{text}"' in reply.text for name, text in kept.items() if name != field) and everything(app) == before


def test_a_name_is_kept_in_one_line_without_what_nobody_can_see(admin, app):
    path = added(admin, name="  云岭市\r\n林业局\u202e\0 ", short="<b>市林业局</b>")
    assert facts(app, path.rpartition("/")[2]) == {"name": "云岭市 林业局", "short": "<b>市林业局</b>", "kind": "part", "parent_id": ""}
    assert "&lt;b&gt;市林业局" in admin.get(path).text and "<b>市林业局" not in admin.get(path).text


def test_two_clicks_add_one(admin, app):
    admin.get("/units/new")
    assert [admin.post("/units/new", NEW).status_code for _ in range(2)] == [303, 409]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Unit)) == 4


def test_what_was_corrected_stands_with_its_reason(admin, app, home, visit):
    parent = added(admin, name="云岭市政府", short="市政府", kind="superior").rpartition("/")[2]
    assert corrected(app, admin, home, kind="service", parent_id=parent).status_code == 303
    page = plain(admin.get(home))
    assert "已更正种类、上级单位。" in page and "种类 市直部门 → 公共服务单位" in page
    assert "上级单位 没有写 → 市政府" in page and f"理由：{WHY}" in page
    with app.app_context():
        [line] = db.session.scalars(select(AuditLine).where(AuditLine.verb == "unit.corrected"))
        assert line.detail == {"field": "种类、上级单位", "reason": WHY}
    log = plain(visit("auditor").get("/audit?verb=unit.corrected"))
    assert "更正单位" in log and "单位「市人社局」" in log


def test_a_correction_needs_a_reason_and_something_to_correct(admin, app, home):
    before = everything(app)
    reply = corrected(app, admin, home, short="市人力社保局", reason="")
    assert reply.status_code == 422 and "请写明理由" in reply.text and 'value="市人力社保局"' in reply.text
    assert "请不超过 500 字" in corrected(app, admin, home, short="市人力社保局", reason="长" * 501).text
    reply = corrected(app, admin, home)
    assert reply.status_code == 422 and "没有可以保存的改动" in reply.text and WHY in reply.text
    assert everything(app) == before


def test_no_unit_stands_above_itself(admin, app, home, world):
    a = world.units["home"]
    b = added(admin, name="乙单位", short="乙", parent_id=a).rpartition("/")[2]
    c = added(admin, name="丙单位", short="丙", parent_id=b).rpartition("/")[2]
    before = everything(app)
    assert "不能是自己的上级" in corrected(app, admin, home, parent_id=a).text
    for below in (b, c):
        reply = corrected(app, admin, home, parent_id=below)
        assert reply.status_code == 422 and "在市人社局下面，不能又是它的上级" in reply.text
    assert everything(app) == before
    assert "单位清单 / 市人社局 / 乙 丙" in plain(admin.get(f"/units/{c}"))
    with app.app_context():  # one that the database holds all the same is shown, and can be mended
        db.session.get_one(Unit, a).parent_id = c
        db.session.commit()
    for one in (a, b, c):
        assert admin.get(f"/units/{one}").status_code == 200
    assert corrected(app, admin, home, parent_id="").status_code == 303


def test_what_shows_the_name_follows_it(admin, app, visit, record, home):
    problem = record().problem()
    assert corrected(app, admin, home, name="云岭市人力资源局", short="市人力局").status_code == 303
    desk = visit("office")
    assert "季度-市人社局-问题-001" in desk.get(f"/problems/{problem}").text, "a number that was given stays; papers have it"
    assert f"/problems/{problem}" in desk.get("/problems", query_string={"q": "季度-市人社局-问题-001"}).text
    assert f"/problems/{problem}" not in desk.get("/problems", query_string={"q": "季度-市人力局-问题-001"}).text
    assert "市人力局" in desk.get("/walks").text and "走流程 市人力局" in plain(visit("recorder").get("/problems"))
    told = visit("recorder").api("GET", "/catalogue").json["units"]
    assert {"name": "云岭市人力资源局", "short": "市人力局"}.items() <= next(one for one in told if one["short"] == "市人力局").items()


def test_who_corrects_what_changed_meanwhile_takes_nothing_back(app, visit, home, world):
    first, second = visit("admin"), visit("admin")
    shown = facts(app, world.units["home"])
    first.get(f"{home}/correction")
    assert corrected(app, second, home, kind="service", name="云岭市人力资源局").status_code == 303
    reply = first.post(f"{home}/correction", {**shown, "short": "市人力局", "name": "云岭市人社厅", "reason": WHY})
    assert reply.status_code == 409 and "更正过这个单位" in reply.text and "现在是：云岭市人力资源局" in reply.text
    assert '<option selected value="service">' in reply.text, "what the other one did stands in the form"
    assert 'value="市人力局"' in reply.text and 'value="云岭市人社厅"' in reply.text and WHY in reply.text
    again = {**shown, "kind": "service", "short": "市人力局", "name": "云岭市人力资源局", "reason": WHY}
    assert first.post(f"{home}/correction", again).status_code == 303
    assert facts(app, world.units["home"]) == {"name": "云岭市人力资源局", "short": "市人力局", "kind": "service", "parent_id": ""}


def test_the_history_rebuilds_what_is(admin, app, home, world):
    for changed in ({"kind": "town"}, {"kind": "vertical", "short": "人社"}, {"short": "市人社局"}):
        assert corrected(app, admin, home, **changed).status_code == 303
    with app.app_context():
        one = db.session.get_one(Unit, world.units["home"])
        values = units.values_of(one)
        for change in db.session.scalars(select(UnitChange).order_by(UnitChange.id.desc())):
            assert change.after.items() <= values.items()
            values |= change.before
        assert values == {"name": one.name, "short": "市人社局", "kind": "department", "parent_id": None}


def test_filters_narrow_it(admin, app, world):
    def rows(**asked):
        page = admin.get("/units", query_string=asked).text
        return re.findall(r'class="title" href="[^"]+">([^<]+)<', page)

    assert rows(kind="town") == ["青溪街道"] and rows(q="营商") == ["市营商办"] and rows(q="局长甲") == ["市人社局"]
    assert rows(only="headless") == ["市营商办", "青溪街道"] and rows(only="several") == []
    assert len(rows(kind="x", only="y", q="%")) == 0 and len(rows(kind="x", only="y")) == 3
    assert "没有符合条件的单位" in admin.get("/units?q=没有这个单位").text
    with app.app_context():
        db.session.add_all(Unit(name=f"镇 {n:03}", short=f"镇{n:03}", kind="town") for n in range(PAGE + 5))
        db.session.commit()
    first = rows(q="镇 ")
    last = admin.get("/units?q=镇 ").text.partition("after=")[2].partition('"')[0]
    assert first == [f"镇{n:03}" for n in range(PAGE)] and rows(q="镇 ", after=last) == [f"镇{n:03}" for n in range(PAGE, PAGE + 5)]


def test_where_short_names_are_shown_they_stand_in_their_order(admin, app, visit):
    with app.app_context():
        db.session.add_all(
            Unit(name=name, short=short, kind="town") for name, short in (("1 全称在前", "3 简称在后"), ("2 全称在后", "1 简称在前"))
        )
        db.session.commit()
    office, order = visit("office"), r"1 简称在前.*3 简称在后"
    for browser, path in ((admin, "/units"), (admin, "/units/new"), (admin, "/people"), (office, "/overview"), (office, "/problems")):
        assert re.search(order, browser.get(path).text, re.S), path


def test_closed_accounts_are_not_counted(admin, app, world, home):
    with app.app_context():
        world.person("clerk").close()
        db.session.commit()
    page = admin.get(home)
    assert "人员 4 人" in plain(page) and f"/people?unit={world.units['home']}" in page.text


def test_nothing_is_handed_over_to_a_body_without_people_here(admin, app, record, visit, world):
    walk = f"/walks/{record().walk}"
    above = added(admin, name="省人力资源和社会保障厅", short="省人社厅", kind="superior").rpartition("/")[2]
    browser = visit("recorder")
    page = browser.get(walk).text
    assert "云岭市青溪街道" in page and "省人力资源和社会保障厅" not in page
    reply = browser.post(f"{walk}/handovers", {"unit": above, "reason": "办不了"})
    assert reply.status_code == 422 and "请选择移交给哪个单位" in reply.text


def test_every_kind_can_be_chosen_and_no_unit_can_be_deleted(admin, app, world):
    page = admin.get("/units/new").text
    assert all(f'<option value="{code}">{word}</option>' in page for code, word in UNIT_KINDS.items())
    for method in ("DELETE", "PUT", "PATCH"):
        assert admin.client.open(f"/units/{world.units['home']}", method=method).status_code == 405
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 11
