"""0011 on a database that is in use, there and back."""

import flask_migrate
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.browser import Browser
from tests.worlds import PASSWORD
from zlc.database import db

FAILURE = "insert into login_failures (id, username, address, at) values ('1', 'x', 'y', 1)"


def test_people_and_failures_stay_both_ways(app, world):
    with app.app_context():
        known = ScriptDirectory(app.extensions["migrate"].directory).get_revision("0011")
        db.session.remove()
        flask_migrate.downgrade(revision=known.down_revision)
        db.session.execute(text(FAILURE))
        db.session.commit()
        flask_migrate.upgrade()
        assert db.session.execute(text("select device from login_failures")).scalars().all() == [""]
        assert {bool(asked) for asked in db.session.execute(text("select must_change from people")).scalars()} == {False}
        db.session.remove()
    assert Browser(app).log_in("recorder", PASSWORD).headers["Location"] == "/"
