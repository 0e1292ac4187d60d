"""A rectification of the clerk's, what the desk does to it, and how it stands."""

import pytest
from sqlalchemy import select

from tests.days import due_in
from zlc.database import db
from zlc.rectifications import arrived
from zlc.rectifications.models import Rectification


@pytest.fixture
def given(recording, coordinator, world, app):
    """The clerk's, unclaimed: its id."""
    entry = recording.problem()
    for noun, said in (("confirmation", {}), ("rectifications", {"assignee": world.people["clerk"], "due_on": due_in(9).isoformat()})):
        coordinator.get(f"/problems/{entry}")
        assert coordinator.post(f"/problems/{entry}/{noun}", said).status_code == 303
    with app.app_context():
        return db.session.scalar(select(Rectification.id))


@pytest.fixture
def desk(visit, given):
    """desk(who, noun, **filled): a verb of the desk, whose page has been looked at."""

    def act(who, noun, **filled):
        browser = visit(who)
        browser.get(f"/rectifications/{given}")
        reply = browser.post(f"/rectifications/{given}/{noun}", filled)
        assert reply.status_code == 303, reply.text
        return reply

    return act


@pytest.fixture
def stands(app):
    """The rectification as it is, with its history as (verb, by)."""

    def look(id_):
        with app.app_context():
            arrived.catch_up()
            one = db.session.get_one(Rectification, id_)
            return one.state, [(event.verb, event.by) for event in one.history()]

    return look
