"""0037 on a database that is in use: words go back and forth, a photo is not thrown away."""

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from tests.days import due_in
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import beginning
from zlc.rectifications.beginning import Order
from zlc.rectifications.offered import Offered, Sent
from zlc.walks.journal import commits, folding


def attached(app, world, entry, *offered):
    with app.app_context():
        folding.catch_up()
        by, clerk = world.person("coordinator"), world.person("clerk")
        commits.lock()
        problem = db.session.get_one(Problem, entry)
        problem.confirm(by)
        one = beginning.begin(by, [problem], Order("by_day", clerk, due_on=due_in(9)))
        one.claim(clerk)
        for said in offered:
            one.attach(clerk, said)
        db.session.commit()


def back(app):
    with app.app_context():
        before = ScriptDirectory(app.extensions["migrate"].directory).get_revision("0037").down_revision
        db.session.remove()
        flask_migrate.downgrade(revision=before)
        db.session.remove()


def test_words_go_back_and_forth(app, world, recording):
    attached(app, world, recording.problem(), Offered("register", "〔2026〕9 号"))
    back(app)
    with app.app_context():
        flask_migrate.upgrade()
        rows = db.session.execute(text("select kind, text, sha256, name from rectification_evidence")).all()
        assert [tuple(row) for row in rows] == [("register", "〔2026〕9 号", None, "")]
        db.session.remove()


def test_a_photo_is_not_thrown_away(app, world, recording):
    attached(app, world, recording.problem(), Offered(files=(Sent("ab" * 32, "a.jpg", coming=True),)))
    with pytest.raises((CommandError, SystemExit)):
        back(app)
    with app.app_context():
        db.session.remove()
        flask_migrate.upgrade()  # what stands above 0037 went back
        assert db.session.execute(text("select count(*) from rectification_evidence")).scalar() == 1
        assert db.session.execute(text("select state from rectifications")).scalar() == "working"
