"""Numbers are given once and never change, whatever is found by walks and registered on the desk in between, wherever the walks are
handed to and whatever their units are called."""

from collections import Counter
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Unit
from zlc.database import db
from zlc.problems.models import Problem
from zlc.problems.numbers import quarter_of
from zlc.problems.registering import register
from zlc.problems.said import Said
from zlc.walks.journal import folding
from zlc.walks.models import Walk

AGO = st.sampled_from([0, 1, 80, 200])
STEPS = st.lists(
    st.tuples(st.sampled_from(["walk", "elsewhere", "late walk", "register", "register", "strike", "move", "rename"]), AGO),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_numbers_stay_unique_and_as_they_were_given(steps, app, record, world):
    recordings = {"walk": record(), "elsewhere": record("stranger"), "late walk": record()}
    walks = [recordings["walk"].walk]
    given_out, unsent, names = {}, [], count(1)
    for unit in ("home", "other"):
        _rename(app, world.units[unit], f"市{unit}局")  # as another example has left it
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
            late = recordings["late walk"]
            unsent.append(late.phone.make(late.walk, "problem", {"text": "晚到的"}, at))
        elif what == "move":
            _move(app, walks[ago % len(walks)], world.units)
            recordings["walk"] = record()  # whoever recorded adds nothing to it there
            walks.append(recordings["walk"].walk)
        elif what == "rename":
            _rename(app, world.units["home"], f"市{next(names)}局")
        elif what == "strike":
            recordings["walk"].strike(recordings["walk"].problem("记重了", at))
        else:
            recordings[what].problem("走着发现的", at)
        _check(app, given_out)
    if unsent:
        recordings["late walk"].phone.push(unsent)
    _check(app, given_out)


def _check(app, given_out):
    with app.app_context():
        folding.catch_up()
        rows = db.session.scalars(select(Problem)).all()
        now = {one.id: (one.numbered_by, one.quarter, one.number, one.full_number) for one in rows}
        assert given_out.items() <= now.items(), "a number was given again, or changed"
        assert len({one.full_number for one in rows}) == len(now) and len({one.serial for one in rows}) == len(rows)
        for (unit, quarter), many in Counter((one.numbered_by, one.quarter) for one in rows).items():
            numbers = sorted(one.number for one in rows if (one.numbered_by, one.quarter) == (unit, quarter))
            assert numbers == list(range(1, many + 1)), "none is left out"
        given_out.update(now)
        db.session.remove()


def _move(app, walk_id, units):
    """To the other of two units, as two coordinators hand it over (zlc/walks/journal/handovers.py)."""
    with app.app_context():
        walk = db.session.get_one(Walk, walk_id)
        walk.unit_id, walk.marked = units["other" if walk.unit_id == units["home"] else "home"], True
        db.session.commit()
        folding.fold_marked([walk_id])
        db.session.commit()
        db.session.remove()


def _rename(app, unit_id, short):
    with app.app_context():
        db.session.get_one(Unit, unit_id).short = short
        db.session.commit()
        db.session.remove()
