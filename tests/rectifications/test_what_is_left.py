"""One of two problems of a rectification goes to another unit with its walk: the rectification goes on, under the other one's name."""

import pytest

from tests.days import due_in
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications.beginning import Order, begin
from zlc.rectifications.models import Rectification
from zlc.walks.journal import commits, folding, handovers
from zlc.walks.models import Entry, Walk

FIRST, SECOND = "窗口只开两个", "没有样表"


@pytest.mark.parametrize(("leaves", "called"), [(0, SECOND), (1, FIRST)])
def test_what_is_left_gives_it_its_name(app, world, record, leaves, called):
    recordings = record(), record()
    entries = [recording.problem(text) for recording, text in zip(recordings, (FIRST, SECOND), strict=True)]
    with app.app_context():
        folding.catch_up()
        commits.lock()
        by, there = world.person("coordinator"), world.person("coordinator2")
        problems = [db.session.get_one(Problem, entry) for entry in entries]
        for problem in problems:
            problem.confirm(by)
        id_ = begin(by, problems, Order("by_day", world.person("clerk"), due_on=due_in(9))).id
        walk = db.session.get_one(Walk, recordings[leaves].walk)
        asked = db.session.get_one(Entry, handovers.ask(walk, by, world.units["other"], "走的是街道的事项"))
        handovers.let_go(asked, by)
        handovers.take(asked, there)
        folding.fold_marked()
        one = db.session.get_one(Rectification, id_)
        assert (one.text, one.state, one.problem_count) == (called, "unclaimed", 1) and called in one.haystack
        assert [problem.unit_id for problem in one.problems] == [world.units["home"]]
        db.session.rollback()
