"""0021 on a database that is in use, there and back."""

import flask_migrate
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.browser import Browser
from zlc.accounts.keeping import Keeper
from zlc.database import db


def test_nobodys_password_opens_an_account_that_has_none_both_ways(app, world):
    with app.app_context():
        Keeper(world.person("admin"), "x").give_link(world.person("clerk"))
        db.session.commit()
        known = ScriptDirectory(app.extensions["migrate"].directory).get_revision("0021")
        db.session.remove()
        flask_migrate.downgrade(revision=known.down_revision)
        assert db.session.execute(text("select password_hash from people where username = 'clerk'")).scalar() == "-"
        db.session.remove()
        flask_migrate.upgrade()
        assert db.session.execute(text("select count(*) from one_time_links")).scalar() == 0
        db.session.remove()
    assert Browser(app).log_in("clerk", "nobody").status_code == 422
    assert Browser(app).log_in("recorder").status_code == 303
