"""What a database of the release before had given out becomes rectifications by the upgrade: owner, department, day and history, row by
row; none a second time, and the way back loses nothing."""

import json

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.days import due_in
from tests.phones import MINUTE
from zlc import clock
from zlc.cli.database import upgrade_database
from zlc.config import ROOT
from zlc.database import db
from zlc.problems import numbers
from zlc.rectifications.listing import RectificationFilter, page_of
from zlc.walks.journal import folding

MOVED = ScriptDirectory(str(ROOT / "zlc" / "migrations")).get_revision("0033")
DUE, LATER = due_in(7).isoformat(), due_in(21).isoformat()
PROBLEMS = "select id, state, assignee_id, department, due_on from problems order by id"
HISTORY = 'select problem_id, n, at, "by", verb, reason, detail from problem_events order by problem_id, n'
ROWS = (
    "select r.id, l.problem_id, r.state, r.owner_id, r.department, r.due_on, r.full_number, r.number, r.begun_at, r.begun_by, r.given_by,"
    " r.text"
    " from rectifications r join rectification_links l on l.rectification_id = r.id order by r.serial"
)
EVENTS = 'select rectification_id, n, at, "by", verb, reason, detail from rectification_events order by rectification_id, n'


@pytest.fixture
def old(app, world, recording):
    """A database of the release before, filled: given out once, given to another and another day, given out and rejected, given out
    to a department, and two that nobody was given."""
    begun = clock.now_ms() - 40 * MINUTE
    names = ("once", "twice", "rejected", "department", "confirmed", "new")
    entries = {name: recording.problem(f"第 {n} 处：{name}", begun + n * MINUTE) for n, name in enumerate(names)}
    people, by = world.people, world.people["coordinator"]
    with app.app_context():
        folding.catch_up()
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(revision=MOVED.down_revision)
        given = {
            "once": ("rectifying", people["clerk"], "", DUE, [("assigned", {"to": "窗口甲", "due_on": DUE})]),
            "twice": ("rectifying", people["colleague"], "医保科", LATER, [
                ("assigned", {"to": "窗口甲", "due_on": DUE}), ("assigned", {"to": "医保科 记录员乙", "due_on": LATER}),
            ]),
            "rejected": ("untrue", people["clerk"], "", DUE, [
                ("assigned", {"to": "窗口甲", "due_on": DUE}), ("rejected", {"state": "untrue"}),
            ]),
            "department": ("rectifying", None, "信息科", DUE, [("assigned", {"to": "信息科", "due_on": DUE})]),
            "confirmed": ("confirmed", None, "", None, []),
        }  # fmt: skip
        for place, (name, (state, assignee, department, due_on, events)) in enumerate(given.items()):
            db.session.execute(
                text(
                    "update problems set state = :state, frozen = true, assignee_id = :who, department = :department, due_on = :due"
                    " where id = :id"
                ),
                {"id": entries[name], "state": state, "who": assignee, "department": department, "due": due_on},
            )
            for n, (verb, detail) in enumerate([("confirmed", {}), *events], start=1):
                db.session.execute(
                    text(
                        'insert into problem_events (id, problem_id, n, at, "by", verb, reason, detail)'
                        " values (:id, :problem, :n, :at, :by, :verb, :reason, :detail)"
                    ),
                    {
                        "id": f"{name}-{n}", "problem": entries[name], "n": n, "at": begun + (10 + place) * MINUTE + n, "by": by,
                        "verb": verb, "reason": "核过" if verb == "rejected" else "", "detail": json.dumps(detail),
                    },
                )  # fmt: skip
        db.session.commit()
        db.session.remove()
    return entries


def rows(query):
    """As both databases say it."""
    found = [tuple(map(plain, row)) for row in db.session.execute(text(query))]
    db.session.remove()
    return found


def plain(value):
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return value if isinstance(value, str | int | dict | None) else str(value)


def test_every_assignment_stands_in_its_rectification_row_by_row(old, world, context):
    problems, told = rows(PROBLEMS), rows(HISTORY)
    assert upgrade_database().startswith("已升级到")
    assert rows(PROBLEMS) == problems and rows(HISTORY) == told, "what the problems say and were told stays as it is"
    by_problem = {row[1]: row for row in rows(ROWS)}
    given = {id_: row for id_, *row in problems if row[3] is not None}
    assert set(by_problem) == set(given) == {old[name] for name in ("once", "twice", "rejected", "department")}
    quarter = numbers.quarter_of(clock.today())
    called = [row[6] for row in rows(ROWS)]
    assert called == [numbers.full_number(quarter, "市人社局", n, "整改") for n in (1, 2, 3, 4)]
    events = rows(EVENTS)
    for id_, (state, owner, department, due_on) in given.items():
        row = by_problem[id_]
        assert row[2:6] == ("working" if state == "rectifying" else "cancelled", owner, department, due_on)
        assigned = [(at, by, detail) for problem, _, at, by, verb, _, detail in told if problem == id_ and verb == "assigned"]
        copied = [
            (at, by, {key: value for key, value in detail.items() if key != "kind"})
            for of, _, at, by, verb, _, detail in events if of == row[0] and verb in ("begun", "reassigned")
        ]  # fmt: skip
        assert copied == assigned and (row[8], row[9]) == assigned[0][:2], "who, when, to whom and until when"
    ended = [event for event in events if event[4] == "cancelled"]
    assert [(event[0], event[5]) for event in ended] == [(by_problem[old["rejected"]][0], "核过")]
    page = page_of(world.person("coordinator"), RectificationFilter(q="信息科"))
    assert [one.state for one in page.lines] == ["working"], "and they are found"


def test_upgraded_twice_and_back_in_between_it_is_the_same(old, context):
    problems, told = rows(PROBLEMS), rows(HISTORY)
    upgrade_database()
    first = rows(ROWS), rows(EVENTS), rows(PROBLEMS)
    assert upgrade_database() == "已是最新" and (rows(ROWS), rows(EVENTS), rows(PROBLEMS)) == first
    flask_migrate.downgrade(revision=MOVED.down_revision)
    assert not inspect(db.engine).has_table("rectifications")
    assert rows(PROBLEMS) == problems and rows(HISTORY) == told
    upgrade_database()
    assert (rows(ROWS), rows(EVENTS), rows(PROBLEMS)) == first


def upgraded(app):
    """The rows, in a context of its own: pages are asked for between two of them."""
    with app.app_context():
        upgrade_database()
        db.session.remove()
        return rows(ROWS)


def test_what_was_begun_since_is_an_assignment_on_the_way_back_and_the_same_afterwards(app, old, coordinator):
    upgraded(app)
    coordinator.get(f"/problems/{old['confirmed']}")
    reply = coordinator.post(f"/problems/{old['confirmed']}/rectifications", {"department": "综合科", "due_on": DUE})
    assert reply.status_code == 303
    with app.app_context():
        now = [row[2:8] for row in rows(ROWS)]
        flask_migrate.downgrade(revision=MOVED.down_revision)
        assert [row[4] for row in rows(HISTORY) if row[0] == old["confirmed"]] == ["confirmed", "assigned"]
    again = [row[2:8] for row in upgraded(app)]
    assert [row[1:] for row in again] == [row[1:] for row in now] and again[-1][0] == "working"


def test_what_the_release_before_has_no_words_for_is_not_thrown_away(app, old, coordinator):
    rectification = upgraded(app)[0][0]
    coordinator.get(f"/rectifications/{rectification}")
    assert coordinator.post(f"/rectifications/{rectification}/progress", {"text": "做了一半"}).status_code == 303
    with app.app_context():
        before = rows(ROWS), rows(EVENTS)
        with pytest.raises(SystemExit):
            flask_migrate.downgrade(revision=MOVED.down_revision)
        db.session.remove()
        assert (rows(ROWS), rows(EVENTS)) == before
