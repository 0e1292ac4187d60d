"""Histories of before they were counted: the upgrade gives those of one millisecond the order in which they must have
happened, and every other row the order that it had."""

from collections import namedtuple
from random import Random

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from zlc.config import ROOT
from zlc.database import db

COUNTED = ScriptDirectory(str(ROOT / "zlc" / "migrations")).get_revision("0016")
Event = namedtuple("Event", "id at verb detail")
DUE = "2026-12-01"
ADD = "insert into problem_events (id, problem_id, at, verb, reason, detail) values (:id, :problem, :at, :verb, '', :detail)"


@pytest.fixture
def old(app, world, recording):
    """The database as it was, with three problems: their ids."""
    entries = [recording.problem(f"第 {n} 处") for n in range(3)]
    with app.app_context():
        db.session.remove()
        flask_migrate.downgrade(revision=COUNTED.down_revision)
        yield entries
        db.session.remove()


def put(problem, *events):
    """(id, at, verb, detail) as they stand in the old table: ids are chance."""
    for id_, at, verb, detail in events:
        db.session.execute(text(ADD), {"id": id_, "problem": problem, "at": at, "verb": verb, "detail": detail})


def verbs(problem):
    rows = db.session.execute(text("select n, verb from problem_events where problem_id = :id order by n"), {"id": problem}).all()
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    return [row.verb for row in rows]


def test_what_stood_in_any_order_stands_as_it_happened(old):
    given_out, back, plain = old
    assigned, rejected, reopened = f'{{"to": "甲科", "due_on": "{DUE}"}}', '{"state": "untrue"}', '{"state": "untrue"}'
    put(given_out, ("1a", 7, "assigned", assigned), ("1z", 7, "confirmed", "{}"))
    put(
        back, ("2d", 5, "confirmed", "{}"), ("2a", 6, "reopened", reopened), ("2b", 5, "assigned", assigned),
        ("2c", 5, "rejected", rejected), ("2z", 9, "struck", "{}"), ("2y", 9, "unstruck", "{}"),
    )  # fmt: skip
    put(plain, ("3b", 2, "confirmed", "{}"), ("3a", 1, "withdrawn", "{}"), ("3c", 1, "restored", "{}"))
    state = "update problems set state = :state, frozen = true, due_on = :due where id = :id"
    for problem, stands, due in ((given_out, "rectifying", DUE), (back, "rectifying", DUE), (plain, "confirmed", None)):
        db.session.execute(text(state), {"id": problem, "state": stands, "due": due})
    db.session.commit()
    flask_migrate.upgrade()
    assert verbs(given_out) == ["confirmed", "assigned"]
    assert verbs(back) == ["confirmed", "assigned", "rejected", "reopened", "struck", "unstruck"]
    assert verbs(plain) == ["withdrawn", "restored", "confirmed"]


def test_what_tells_nothing_keeps_the_order_that_it_had(old):
    """Two that may stand either way, and a history in which something is missing."""
    put(old[0], ("b", 7, "moved", "{}"), ("a", 7, "moved", "{}"))
    put(old[1], ("d", 7, "restored", "{}"), ("c", 7, "assigned", f'{{"to": "x", "due_on": "{DUE}"}}'))
    db.session.commit()
    flask_migrate.upgrade()
    ids = "select id from problem_events where problem_id = :id order by n"
    assert [list(db.session.scalars(text(ids), {"id": one})) for one in old[:2]] == [["a", "b"], ["c", "d"]]


def test_decisions_and_files_are_counted_and_the_way_back_loses_nothing(old, world):
    """At one instant whoever took a walk set aside what else was wished for it."""
    entry = (
        "insert into entries (id, hash, device_id, seq, chain, \"commit\", n, status, author_id, received_at, at_server)"
        " values (:id, '', '', 1, '', :place, 0, 'held', '', 1, 1)"
    )
    decided = "insert into held_decisions (entry_id, verb, at, why, reason) values (:id, :verb, :at, '', '')"
    brought = "insert into brought_files (sha256, brought_by, person_id, at, bytes, wrong) values (:file, :by, :by, :at, 1, 0)"
    for place, (id_, verb, at) in enumerate([("w", "dismiss", 4), ("z", "take", 4), ("a", "dismiss", 4), ("b", "release", 3)]):
        db.session.execute(text(entry), {"id": id_, "place": 1000 - place})
        db.session.execute(text(decided), {"id": id_, "verb": verb, "at": at})
    for file, at in (("b", 5), ("a", 5), ("c", 4)):
        db.session.execute(text(brought), {"file": file, "by": world.people["head"], "at": at})
    db.session.commit()
    for _ in range(2):
        flask_migrate.upgrade()
        decisions = db.session.execute(text("select entry_id, n from held_decisions order by n")).all()
        assert [tuple(row) for row in decisions] == [("b", 1), ("z", 2), ("a", 3), ("w", 4)]
        files = db.session.execute(text("select sha256, n from brought_files order by n")).all()
        assert [tuple(row) for row in files] == [("c", 1), ("a", 2), ("b", 3)]
        db.session.remove()
        flask_migrate.downgrade(revision=COUNTED.down_revision)
    flask_migrate.upgrade()


def happened(random):
    """A history by the rules, each event in a millisecond that it may share with up to four more; and how it ended."""
    rules, now, events, at = COUNTED.module, COUNTED.module.NEW, [], 0
    details = {"assigned": {"due_on": DUE}, "rejected": {"state": "untrue"}}
    while len(events) < 12:
        state = now[0]
        possible = []
        for verb in ("confirmed", "assigned", "rejected", "reopened", "withdrawn", "restored", "struck", "unstruck", "moved"):
            detail = {"state": state} if verb == "reopened" and state in ("untrue", "withdrawn") else details.get(verb, {})
            event = Event(f"{random.random()}", at, verb, detail)
            if rules._step(event, now)[0]:
                possible.append(event)
        event = random.choice(possible)
        events.append(event)
        now = rules._step(event, now)[1]
        at += random.random() < 0.5 or sum(one.at == at for one in events) == 5
    return events, now


@pytest.mark.parametrize("seed", range(20))
def test_any_history_by_the_rules_is_found_again_or_one_as_good(seed):
    random = Random(seed)
    for _ in range(5):
        events, end = happened(random)
        now = COUNTED.module.NEW
        placed = COUNTED.module.in_order(sorted(events, key=lambda one: (one.at, one.id)), end)
        assert sorted(placed) == sorted(events) and [one.at for one in placed] == sorted(one.at for one in events)
        wrong = 0
        for event in placed:
            possible, now = COUNTED.module._step(event, now)
            wrong += not possible
        assert wrong == 0, [one.verb for one in placed]
