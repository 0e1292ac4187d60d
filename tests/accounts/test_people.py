"""People and units from the command line: no account exists that nobody asked for."""

from zlc.accounts.models import Person, Unit
from zlc.database import db


def run(app, *args, password="Songtao-Hebian-7"):
    return app.test_cli_runner().invoke(args=[*args], input=f"{password}\n{password}\n")


def test_a_new_installation_has_no_account(app):
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 0


def test_a_unit_its_heads_and_a_person_are_added(app):
    from datetime import date

    assert run(app, "units", "add", "云岭市林业局", "--short", "市林业局").exit_code == 0
    assert (
        run(app, "units", "head", "市林业局", "林甲", "--title", "局长", "--from", "2024-01-01").exit_code
        == 0
    )
    assert (
        run(app, "units", "head", "市林业局", "林乙", "--title", "局长", "--from", "2026-03-01").exit_code
        == 0
    )
    added = run(app, "people", "add", "Lin1", "--name", "林一", "--unit", "市林业局", "--role", "recorder")
    assert added.exit_code == 0, added.output
    with app.app_context():
        unit = db.session.scalar(db.select(Unit))
        assert unit.head_on(date(2026, 2, 28)).name == "林甲"
        assert unit.head_on(date(2026, 3, 1)).name == "林乙"
        assert unit.head_on(date(2023, 1, 1)) is None
        assert db.session.scalar(db.select(Person)).username == "lin1"


def test_bad_input_is_refused_in_chinese(app, world):
    add = ("people", "add", "new1", "--name", "新", "--unit", "市人社局")
    assert "三类" in run(app, *add, "--role", "clerk", password="alllowercase").output
    assert "不能是同一个人" in run(app, *add, "--role", "admin", "--role", "auditor").output
    assert (
        "没有叫"
        in run(app, "people", "add", "new1", "--name", "新", "--unit", "没有局", "--role", "clerk").output
    )
    again = run(app, "people", "add", "recorder", "--name", "新", "--unit", "市人社局", "--role", "clerk")
    assert "已经有人用了" in again.output


def test_what_exists_or_cannot_be_read_is_refused_in_words_and_empty_lists_say_so(app):
    assert "还没有人员" in run(app, "people", "list").output
    assert "还没有登记过的手机" in run(app, "devices", "list").output
    assert run(app, "units", "add", "云岭市林业局", "--short", "市林业局").exit_code == 0
    for again in (("云岭市林业局",), ("市林业局",), ("云岭市林业和草原局", "--short", "市林业局")):
        refused = run(app, "units", "add", *again)
        assert refused.exit_code == 1 and "没有添加" in refused.output
    head = run(app, "units", "head", "市林业局", "林甲", "--title", "局长", "--from", "昨天")
    assert head.exit_code == 1 and "2026-01-01" in head.output
    assert "没有叫 nobody 的账号" in run(app, "devices", "list", "nobody").output
