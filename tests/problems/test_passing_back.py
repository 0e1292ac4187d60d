"""The way back from handing over and from tasks: open while nothing was, and refused, with all that is there, afterwards."""

import flask_migrate
import pytest
from sqlalchemy import text

from tests.problems.test_passing import hand_over
from tests.problems.test_tasking import give
from zlc.cli.database import upgrade_database
from zlc.database import db
from zlc.walks.journal import folding

BEFORE_PASSING, BEFORE_TASKS = "0036", "0037"
ROWS = text("select id, unit_id, full_number, state from problems order by id")


def test_nothing_was_handed_over_and_it_goes_back_and_forth(app, recording):
    recording.problem()
    with app.app_context():
        folding.catch_up()
        now = db.session.execute(ROWS).all()
        for _ in range(2):
            db.session.remove()
            flask_migrate.downgrade(revision=BEFORE_PASSING)
            assert upgrade_database().startswith("已升级到")
            assert db.session.execute(ROWS).all() == now
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("pragma integrity_check")) == "ok"
            assert db.session.execute(text("pragma foreign_key_check")).all() == []


@pytest.mark.parametrize("before", [BEFORE_PASSING, BEFORE_TASKS])
def test_what_the_release_before_has_no_word_for_is_kept(app, recording, coordinator, visit, world, before):
    if before == BEFORE_PASSING:
        hand_over(coordinator, recording.problem(), world.units["other"])
    else:
        assert give(visit("office"), world).status_code == 303
    with app.app_context():
        folding.catch_up()
        now = db.session.execute(ROWS).all()
        db.session.remove()
        with pytest.raises(SystemExit):
            flask_migrate.downgrade(revision=before)
        assert db.session.execute(ROWS).all() == now != []
