"""Lines of the log are numbered and chained, whoever writes them; whatever is done to one is found, and which it was."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from tests import databases
from tests.phones import Phone
from tests.worlds import build_world
from zlc import clock, create_app
from zlc.accounts import audit, chain
from zlc.accounts.models import Person
from zlc.config import ROOT
from zlc.database import db, founding

MIGRATIONS = str(ROOT / "zlc" / "migrations")


def run(app, *words):
    return app.test_cli_runner().invoke(args=["audit", "check", *words])


def newest(output):
    return output.split("最新校验值：")[1].split()[0]


@pytest.fixture
def written(app, visit):
    """A few lines of people and, in between, one of a push, which nobody seals as it is written."""
    phone = Phone.of(visit("recorder"))
    phone.a_walk()
    phone.push()
    visit(None).log_in("coordinator", "Wrong-2026")
    return app


def unguarded(app, *statements):
    """What somebody does who may change the tables themselves."""
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
        if sqlite:
            names = db.session.scalars(text("select name from sqlite_master where type = 'trigger'")).all()
            statements = (*(f"drop trigger {name}" for name in names), *statements)
        else:
            statements = ("alter table audit_lines disable trigger user", *statements)
        for statement in statements:
            db.session.execute(text(statement))
        db.session.commit()


def test_every_line_has_its_number_and_the_newest_value_is_told(written):
    told = run(written)
    assert told.exit_code == 0, told.output
    number, value = newest(told.output).split(":")
    with written.app_context():
        rows = db.session.execute(text("select n, chain from audit_lines where n is not null order by n")).all()
        assert [row.n for row in rows] == list(range(1, len(rows) + 1))
        assert rows[int(number) - 1].chain == value  # the line that says it was checked comes after


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update audit_lines set username = 'nobody' where n = 3", ["第 3 行的内容和校验值对不上"]),
        ("update audit_lines set success = true, detail = '{}' where n = 4", ["第 4 行的内容和校验值对不上"]),
        ("update audit_lines set at = at + 1 where n = 2", ["第 2 行的内容和校验值对不上"]),
        ("delete from audit_lines where n in (2, 3)", ["第 2 到 3 行不见了"]),
        ("delete from audit_lines where n = 1", ["第 1 行不见了"]),
        ("update audit_lines set n = n + 1 where n = (select max(n) from audit_lines)", ["行不见了"]),
    ],
)
def test_what_was_done_to_a_line_is_named(written, statement, said):
    assert run(written).exit_code == 0
    unguarded(written, statement)
    told = run(written)
    assert told.exit_code == 1
    for words in said:
        assert words in told.output


def test_a_log_that_was_cut_off_or_made_anew_is_found_by_the_value_noted_outside(written):
    noted = newest(run(written).output)
    assert run(written, "--noted", noted).exit_code == 0
    number = int(noted.split(":")[0])
    unguarded(written, f"delete from audit_lines where n >= {number - 1}")
    assert f"第 {number - 1} 到" in run(written, "--noted", noted).output or "不一样" in run(written, "--noted", noted).output
    with written.app_context():  # all of it sealed anew, one word changed
        db.session.execute(text("update audit_lines set username = 'x', n = null, chain = null"))
        chain.seal()
        db.session.commit()
    assert run(written).exit_code == 0
    for _ in range(3):
        run(written)
    assert "和抄下来的不一样" in run(written, "--noted", noted).output
    assert "行号" in run(written, "--noted", "nonsense").output


def test_a_clock_set_back_is_told_and_is_no_fault(app, world):
    with app.app_context():
        audit.record("login")
        with clock.frozen_at(clock.now_ms() - 3_600_000):
            audit.record("login")
        db.session.commit()
    told = run(app)
    assert told.exit_code == 0 and "第 2 行的时间早于上一行" in told.output


def test_lines_written_before_there_was_a_chain_are_chained_by_the_upgrade(store, tmp_path):
    url = store.empty(f"chained_{tmp_path.name.replace('-', '_')}") if hasattr(store, "empty") else f"sqlite:///{tmp_path}/old.sqlite3"
    app = create_app(databases.settings_for(url, tmp_path))
    with app.app_context(), founding():
        upgrade(MIGRATIONS, "0007")
        add = (
            "insert into audit_lines (id, at, username, address, verb, about, success, detail)"
            " values (:id, :at, 'x', '', 'login', '', true, :d)"
        )
        for n in range(2500):
            detail = json.dumps({"b": n, "a": "字"}, ensure_ascii=False)
            db.session.execute(text(add), {"id": f"{n:04}", "at": 5000 - n // 2, "d": detail})
        db.session.commit()
        upgrade(MIGRATIONS)
        found = chain.check()
        assert (found.n, found.faults, found.unsealed) == (2500, [], 0)
        order = db.session.execute(text("select at, id from audit_lines order by n")).all()
        assert order == sorted(order)
        db.session.rollback()
        downgrade(MIGRATIONS, "0007")
        assert db.session.scalar(text("select count(*) from audit_lines")) == 2500
        with pytest.raises(Exception, match="what was recorded stays"):
            db.session.execute(text("delete from audit_lines"))
        db.session.rollback()
        upgrade(MIGRATIONS)
        assert chain.check().n == 2500
        db.session.remove()
        db.engine.dispose()


def test_a_crowd_writes_and_seals_without_waiting_in_circles(app, visit, world):
    """Pushes, photos' lines, logins and desk verbs at once: no deadlock, every line sealed once, nothing lost."""
    phones = [Phone.of(visit(name)) for name in ("recorder", "colleague", "coordinator", "stranger")]
    failures = []
    begin = threading.Barrier(8)

    def pushes(phone):
        begin.wait()
        for _ in range(8):
            phone.a_walk()
            if phone.push(phone.entries[-11:]).status_code != 200:
                failures.append("push")

    def desk(username):
        begin.wait()
        for n in range(8):
            with app.app_context():
                who = db.session.get_one(Person, world.people[username])
                who.title = f"{n}"
                audit.record("person added", person=who, address="10.0.0.1", about=f"{username} {n}")
                db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(pushes, phone) for phone in phones]
        jobs += [pool.submit(desk, name) for name in ("office", "supervisor", "admin", "auditor")]
        for job in jobs:
            job.result()
    assert failures == []
    assert run(app).exit_code == 0
    with app.app_context():
        counts = dict(db.session.execute(text("select verb, count(*) from audit_lines group by verb")).all())
        assert (counts["push"], counts["person added"]) == (32, 32)
        assert not db.session.scalar(text("select count(*) from audit_lines where n is null"))


def test_who_runs_a_command_is_in_the_log(app, monkeypatch):
    with app.app_context():
        build_world()
    monkeypatch.setenv("SUDO_USER", "li.ming")
    told = app.test_cli_runner().invoke(args=["people", "disable", "stranger"])
    assert told.exit_code == 0, told.output
    with app.app_context():
        line = db.session.scalars(db.select(audit.AuditLine).where(audit.AuditLine.verb == "person closed")).one()
        assert line.address == "命令行" and line.username == ""
        assert line.detail["command"].endswith("people disable") and line.detail["os_user"].startswith("li.ming")
