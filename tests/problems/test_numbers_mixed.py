"""Numbers are given once and never change, whatever is found by walks and registered on the desk in between."""

from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from zlc import clock
from zlc.database import db
from zlc.problems.models import Problem
from zlc.problems.numbers import quarter_of
from zlc.problems.registering import register
from zlc.problems.said import Said
from zlc.walks.journal import folding

AGO = st.sampled_from([0, 1, 80, 200])
STEPS = st.lists(
    st.tuples(st.sampled_from(["walk", "elsewhere", "late walk", "register", "register", "strike"]), AGO), min_size=1, max_size=12
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_numbers_stay_unique_and_as_they_were_given(steps, app, record, world):
    recordings = {"walk": record(), "elsewhere": record("stranger")}
    given_out, unsent = {}, []
    for what, ago in steps:
        at = clock.now_ms() - ago * 24 * 3600 * 1000
        if what == "register":
            with app.app_context():
                day = clock.today() - timedelta(days=ago)
                one = register(world.person("coordinator"), Said("座谈会上说的", "forum"), day)
                db.session.commit()
                assert (one.quarter, one.source) == (quarter_of(day), "desk")
                db.session.remove()
        elif what == "late walk":
            phone = recordings["walk"].phone
            unsent.append(phone.make(recordings["walk"].walk, "problem", {"text": "晚到的"}, at))
        elif what == "strike":
            recordings["walk"].strike(recordings["walk"].problem("记重了", at))
        else:
            recordings[what].problem("走着发现的", at)
        _check(app, given_out)
    if unsent:
        recordings["walk"].phone.push(unsent)
    _check(app, given_out)


def _check(app, given_out):
    with app.app_context():
        folding.catch_up()
        rows = db.session.scalars(select(Problem)).all()
        now = {one.id: (one.unit_id, one.quarter, one.number) for one in rows}
        assert given_out.items() <= now.items(), "a number was given again, or changed"
        assert len(set(now.values())) == len(now) and len({one.serial for one in rows}) == len(rows)
        for (unit, quarter), count in Counter((unit, quarter) for unit, quarter, _ in now.values()).items():
            numbers = sorted(number for of, when, number in now.values() if (of, when) == (unit, quarter))
            assert numbers == list(range(1, count + 1)), "none is left out"
        given_out.update(now)
        db.session.remove()
