"""0011 and 0027 on a database that is in use, there and back."""

from datetime import date

import flask_migrate
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.browser import Browser
from tests.worlds import PASSWORD
from zlc.accounts import headships, units
from zlc.accounts.models import Unit
from zlc.database import db

FAILURE = "insert into login_failures (id, username, address, at) values ('1', 'x', 'y', 1)"


def down_before(app, revision):
    db.session.remove()
    known = ScriptDirectory(app.extensions["migrate"].directory).get_revision(revision)
    flask_migrate.downgrade(revision=known.down_revision)


def test_units_and_heads_stay_both_ways(app, world):
    """What only the later release knows goes: who stands above whom, who of our people a head is, and the history."""
    kept = "select name, short, kind from units order by name", "select unit_id, name, title, begins_on, ends_on from headships"
    with app.app_context():
        admin, home = world.person("admin"), db.session.get_one(Unit, world.units["home"])
        centre = units.add(admin, "云岭市不动产登记中心", "登记中心", "part", home.id)
        headships.take_office(admin, centre, "主任甲", "主任", date(2026, 1, 1), person=world.person("head"))
        centre_id = centre.id
        db.session.commit()
        before = [db.session.execute(text(one)).all() for one in kept]
        assert len(before[0]) == 4 and len(before[1]) == 2
        down_before(app, "0027")
        assert [db.session.execute(text(one)).all() for one in kept] == before
        db.session.remove()
        flask_migrate.upgrade()
        assert [db.session.execute(text(one)).all() for one in kept] == before
        assert set(db.session.execute(text("select parent_id from units")).scalars()) == {None}
        assert db.session.execute(text("select count(*) from unit_changes")).scalar() == 0
        db.session.remove()
        centre = db.session.get_one(Unit, centre_id)
        units.correct(world.person("admin"), centre, "登记中心", "", "service", world.units["home"], "机构改革")
        db.session.commit()


def test_people_and_failures_stay_both_ways(app, world):
    with app.app_context():
        down_before(app, "0011")
        db.session.execute(text(FAILURE))
        db.session.commit()
        flask_migrate.upgrade()
        assert db.session.execute(text("select device from login_failures")).scalars().all() == [""]
        assert {bool(asked) for asked in db.session.execute(text("select must_change from people")).scalars()} == {False}
        db.session.remove()
    assert Browser(app).log_in("recorder", PASSWORD).headers["Location"] == "/"
