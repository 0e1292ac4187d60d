"""Every need entry of a database of the release before becomes one row by the upgrade itself, and none a second time."""

import flask_migrate
from sqlalchemy import inspect, select, text

from tests.phones import Phone
from zlc.cli.database import upgrade_database
from zlc.database import db
from zlc.demo import world
from zlc.needs.models import Need
from zlc.walks.models import Entry

BEFORE = "0019"
WALKLESS = "select id from problems where walk_id is null"
# What the release before has no place for, so that its database would not be gone back to.
UNKNOWN_THEN = (
    "update proofs set decided_by = null", "delete from rewalk_ties",
    "delete from rectification_events", "delete from rectification_evidence", "delete from rectification_links",
    "delete from rectifications", "delete from problem_events where verb in ('begun', 'followed')",
    "delete from problem_helpers", "delete from problem_events where verb in ('handed', 'taken', 'returned', 'ruled', 'settled')",
    "update problems set handed_to = null, state = 'new' where state = 'handed'", "update problems set unit_id = numbered_by",
    f"delete from problem_events where problem_id in ({WALKLESS})", "delete from problems where walk_id is null")


def numbered():
    rows = db.session.execute(select(Need.id, Need.full_number, Need.text, Need.state).order_by(Need.serial)).all()
    db.session.remove()
    return [tuple(row) for row in rows]


def test_the_demo_upgraded_twice_has_as_many_needs_as_entries(context):
    world.build("yunling-2026-demo")
    db.session.commit()
    entries = set(db.session.scalars(select(Entry.id).where(Entry.kind == "need")))
    db.session.execute(text("update walks set marked = false"))
    for statement in UNKNOWN_THEN:
        db.session.execute(text(statement))
    db.session.commit()
    db.session.remove()
    flask_migrate.downgrade(revision=BEFORE)
    assert not inspect(db.engine).has_table("needs")
    assert upgrade_database().startswith("已升级到")
    first = numbered()
    assert {id_ for id_, *_ in first} == entries and len(first) == len(entries) >= 6
    assert upgrade_database() == "已是最新" and numbered() == first


def test_what_was_amended_and_struck_before_the_upgrade_is_so_afterwards(app, visit, world):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk(matter=world.matter)
    first, second = (phone.make(walk, "need", {"text": words, "from": "public"})["id"] for words in ("一", "二"))
    phone.make(walk, "amend", {"target": first, "set": {"text": {"value": "改过", "saw": []}}, "reason": "写错"})
    phone.make(walk, "amend", {"target": second, "set": {"void": {"value": True, "saw": []}}, "reason": "记重"})
    phone.push()
    with app.app_context():
        flask_migrate.downgrade(revision=BEFORE)
        upgrade_database()
        told = {id_: (words, state) for id_, _, words, state in numbered() if id_ in (first, second)}
        assert told == {first: ("改过", "new"), second: ("二", "withdrawn")}
