"""Closings of some days ago, of two units, made by the verbs."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.days import due_in
from tests.rectifications.test_who import PLAN
from zlc import clock
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import beginning
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification, RectificationEvent
from zlc.walks.journal import commits, folding

DAY = 24 * 3600 * 1000


@pytest.fixture
def close(app, record, world):
    """close(days_ago, effect=…, unit='home') → the full number of one more closing."""

    def make(days_ago=3, effect="窗口多开了两个", unit="home", text="窗口只开两个"):
        recorder, coordinator, head = {"home": ("recorder", "coordinator", "head"), "other": ("stranger", "coordinator2", None)}[unit]
        entry = record(recorder).problem(text)
        with app.app_context():
            folding.catch_up()
            commits.lock()
            by, problem = world.person(coordinator), db.session.get_one(Problem, entry)
            problem.confirm(by)
            doer = world.person("clerk") if unit == "home" else by
            one = beginning.begin(by, [problem], Order("by_day", doer, "", due_on=due_in(9)))
            if one.state == "unclaimed":
                one.claim(doer)
            one.plan(doer, PLAN)
            one.submit(doer, Done(effect, "words", "看得到"))
            one.verify(world.person(head or "stranger"), "看过")
            db.session.flush()
            of = RectificationEvent.rectification_id == one.id
            db.session.execute(update(RectificationEvent).where(of).values(at=RectificationEvent.at - days_ago * DAY))
            number = one.full_number
            db.session.commit()
            return number

    return make


@pytest.fixture
def ask():
    """What the form asks for: the last thirty days."""
    until = clock.today() - timedelta(days=1)
    return {
        "seed": "秋收", "size": "3", "first": (until - timedelta(days=30)).isoformat(), "last": until.isoformat(), "unit": "",
    }


@pytest.fixture
def id_of(app):
    def found(number):
        with app.app_context():
            return db.session.query(Rectification.id).filter_by(full_number=number).scalar()

    return found
