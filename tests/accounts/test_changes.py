"""Roles, unit, closing, reopening: each by one verb, and every login of the person ends with it."""

import pytest

from tests import rescues
from tests.browser import Browser
from tests.phones import Phone
from zlc.accounts.audit import AuditLine
from zlc.accounts.logins import Login
from zlc.accounts.models import Person, Unit
from zlc.accounts.roles import LastAdmin, RolesClash, check_roles
from zlc.database import db
from zlc.errors import NotNow
from zlc.walks.models import Device, Entry

NEW = "Songtao-Hebian-7"


@pytest.fixture
def run(app, world):
    def command(*args, says=None, password=NEW):
        done = app.test_cli_runner().invoke(args=list(args), input=f"{password}\n{password}\n")
        assert (done.exit_code == 0) == (says is None), done.output
        assert says is None or says in done.output, done.output
        return done.output

    return command


@pytest.fixture
def phone(app, world):
    browser = Browser(app)
    browser.log_in("recorder", own_phone="y")
    return Phone.of(browser)


ENDINGS = [
    ("people", "password", "recorder"), ("people", "role", "recorder", "head"), ("people", "role", "recorder", "admin"),
    ("people", "unit", "recorder", "青溪街道"), ("people", "close", "recorder"), ("people", "disable", "recorder"),
]  # fmt: skip


@pytest.mark.parametrize("command", ENDINGS, ids=" ".join)
def test_every_login_ends_the_phones_too(app, visit, run, phone, command):
    """A reset left the old logins alive, up to 30 days on a phone. What the phone recorded is kept for the next one."""
    desk = visit("recorder")
    phone.a_walk()
    run(*command)
    assert desk.get("/password").status_code == 302
    assert phone.push().status_code == 401 and phone.browser.api("GET", "/hello").status_code == 401
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Entry.id))) == 0
        still = db.select(db.func.count(Login.id)).where(Login.ended_at.is_(None))
        assert db.session.scalar(still.where(Login.person_id == phone.person)) == 0
        line = db.session.scalars(db.select(AuditLine).where(AuditLine.about == "recorder")).one()
        assert line.success and line.verb.startswith(("password", "person"))
    assert visit("colleague").get("/password").status_code == 200, "nobody else's"


def test_a_login_that_ended_stays_so_when_the_person_is_reopened(visit, run):
    browser = visit("recorder")
    run("people", "close", "recorder")
    run("people", "reopen", "recorder")
    assert browser.get("/password").status_code == 302
    assert browser.log_in("recorder").headers["Location"].startswith("/password"), "and sets a new password"


def test_a_closed_person_gets_in_nowhere_and_the_name_stays(app, visit, run, phone):
    walk = phone.a_walk()
    phone.push()
    run("people", "close", "recorder", "--why", "调走")
    assert phone.browser.log_in("recorder").status_code == 422
    assert "记录员甲" in visit("coordinator").get(f"/walks/{walk}").text
    run("people", "close", "recorder", says="已经停用")
    run("people", "reopen", "colleague", says="没有停用")


def test_the_next_login_sends_what_the_phone_kept(app, run, phone):
    phone.a_walk()
    run("people", "role", "recorder", "head")
    assert phone.push().status_code == 401
    phone.browser.log_in("recorder", own_phone="y")
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}


def test_what_was_recorded_before_a_move_stays_where_it_was(app, world, visit, run, phone):
    walk = phone.a_walk()
    phone.push(phone.entries[:3])
    run("people", "unit", "recorder", "青溪街道")
    phone.browser.log_in("recorder", own_phone="y")
    told = phone.push().json
    assert [one["status"] for one in told["results"][:3]] == ["stored"] * 3
    assert {one["status"] for one in told["results"][3:]} == {"held"} and told["acked"] == len(phone.entries)
    assert visit("coordinator").get(f"/walks/{walk}").status_code == 200
    assert visit("coordinator2").get(f"/walks/{walk}").status_code == 404
    run("people", "unit", "recorder", "青溪街道", says="已经在")
    run("people", "unit", "recorder", "没有局", says="没有叫 没有局 的单位")


@pytest.mark.parametrize(
    "roles", [["admin", "auditor"], ["admin", "coordinator"], ["admin", "recorder"], ["auditor", "office"], [], ["king"]]
)
def test_who_keeps_accounts_or_reads_the_log_does_nothing_else(world, context, roles):
    with pytest.raises(RolesClash):
        check_roles(roles)
    with pytest.raises(RolesClash):
        world.person("recorder").take_roles(roles)


def test_the_rule_holds_at_each_door(app, run):
    run("people", "role", "recorder", "admin", "auditor", says="不能是同一个人")
    run("people", "role", "recorder", "admin", "clerk", says="不兼别的角色")
    run("people", "add", "x1", "--name", "新", "--unit", "市人社局", "--role", "auditor", "--role", "head", says="不兼别的角色")
    run("people", "close", "recorder")
    with app.app_context():  # from before the rule
        db.session.scalar(db.select(Person).where(Person.username == "recorder")).roles = ["admin", "clerk"]
        db.session.commit()
    run("people", "reopen", "recorder", says="不兼别的角色")
    run("people", "role", "recorder", "clerk", "recorder", "clerk")
    run("people", "reopen", "recorder")
    with app.app_context():
        person = db.session.scalar(db.select(Person).where(Person.username == "recorder"))
        assert person.roles == ["clerk", "recorder"] and person.active and person.must_change


def test_the_last_admin_stays(world, context):
    admin, other = world.person("admin"), world.person("recorder")
    with pytest.raises(LastAdmin):
        admin.close()
    with pytest.raises(LastAdmin):
        admin.take_roles(["recorder"])
    other.take_roles(["admin"])
    db.session.flush()
    admin.close()
    db.session.flush()
    with pytest.raises(LastAdmin):
        other.close()


def test_a_person_of_no_unit_like_theirs_changes_nothing(world, context):
    with pytest.raises(NotNow):
        world.person("recorder").move_to(db.session.get(Unit, world.units["home"]))


def test_people_are_listed(run, visit):
    visit("clerk")
    run("people", "close", "stranger")
    run("people", "password", "head")
    lines = {line.split()[0]: line for line in run("people", "list").splitlines()}
    assert len(lines) == 11 and "已停用" in lines["stranger"] and "待设密码" in lines["head"]
    assert "最近登录" in lines["clerk"] and "近期没有登录" in lines["office"] and "窗口人员" in lines["clerk"]
    assert {line.split()[0] for line in run("people", "list", "--unit", "青溪街道").splitlines()} == {"stranger", "coordinator2"}


def test_a_lost_phone_is_revoked_and_another_one_takes_its_place(app, world, visit, run, phone):
    desk = visit("recorder")
    phone.a_walk()
    phone.push(phone.entries[:2])
    assert "换一台手机登录" in run("devices", "revoke", phone.device, "--why", "丢了")
    assert phone.push().status_code == 401, "nobody can tell which login the lost phone holds, so all end"
    assert desk.get("/password").status_code == 302

    phone.browser.log_in("recorder", own_phone="y")
    for refused in (phone.push(), phone.pull(), phone.browser.api("GET", f"/hello?device={phone.device}")):
        assert (refused.status_code, refused.json["error"]["code"]) == (403, "device_revoked")
    new = Phone.of(phone.browser)
    new.a_walk()
    assert {one["status"] for one in new.push().json["results"]} == {"stored"}

    run("devices", "readmit", phone.device)
    told = phone.push().json
    assert told["acked"] == len(phone.entries) and [one["duplicate"] for one in told["results"]][:3] == [True, True, False]
    with app.app_context():
        lines = db.session.scalars(db.select(AuditLine).where(AuditLine.about == phone.device, AuditLine.verb != "push"))
        assert sorted(line.verb for line in lines) == ["device", "device readmitted", "device revoked"]


def test_devices_are_listed_and_only_phones_are_revoked(app, world, run, phone):
    other = Browser(app)
    other.log_in("stranger")
    Phone.of(other)
    with app.app_context():
        desk = Device(person_id=phone.person, desk=True, label="电脑")
        db.session.add(desk)
        db.session.commit()
        desk_id = desk.id
    run("devices", "revoke", desk_id, says="不是手机")
    run("devices", "revoke", "0198c0de-0000-7000-8000-000000000000", says="没有这台设备")
    run("devices", "readmit", phone.device, says="没有停用")
    run("devices", "revoke", phone.device)
    run("devices", "revoke", phone.device, says="已经停用")
    assert len(run("devices", "list").splitlines()) == 2
    listed = run("devices", "list", "recorder")
    assert phone.device in listed and "停用" in listed and "记录员甲" in listed and desk_id not in listed


def test_a_revoked_device_brings_nothing_but_its_file_is_taken(app, world, visit, run, phone):
    """docs/sync.md, Rescue: a revoked device is no obstacle."""
    phone.a_walk()
    file = rescues.file_of(phone)
    run("devices", "revoke", phone.device)
    told = rescues.send(visit("coordinator"), file).json
    assert told["entries"] == {"new": len(phone.entries), "known": 0, "held": len(phone.entries)} and not told["lines"]
