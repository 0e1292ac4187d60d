"""Where a problem comes from: said of every new one, and of those that an old database holds."""

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.phones import MINUTE
from zlc import clock
from zlc.cli.database import upgrade_database
from zlc.config import ROOT
from zlc.database import db
from zlc.problems import gaps
from zlc.problems.listing import ProblemFilter, page_of
from zlc.walks.journal import folding
from zlc.walks.models import Walk

SOURCES = ScriptDirectory(str(ROOT / "zlc" / "migrations")).get_revision("0025")


@pytest.fixture
def three(app, record, world):
    """Source → the problem that has it: of a walk, of a session, and of a gap that was accepted."""
    walk, session = record(), record(**{"as": "counter"})
    begun = clock.now_ms() - 50 * MINUTE
    walk.add("leave", {"visit": 1}, begun + 10 * MINUTE)
    walk.add("return", {"visit": 2}, begun + 12 * MINUTE)
    found = {"walk": walk.problem("多跑一趟"), "counter": session.problem("窗口没有人")}
    with app.app_context():
        folding.catch_up()
        by = world.person("coordinator")
        found["proposal"] = gaps.accept(db.session.get_one(Walk, walk.walk), "trips", by, "跑动比公示多")
        db.session.commit()
        db.session.remove()
    walk.add("note", {"text": "后来又记了一句"})
    session.add("note", {"text": "后来又记了一句"})
    return found


def test_every_problem_says_where_it_comes_from_and_goes_on_saying_it(three, kept):
    assert {source: kept(entry).source for source, entry in three.items()} == {source: source for source in three}


def test_what_came_before_its_session_had_begun_is_of_the_session(record, kept, world):
    """The phone's entries may come in any order: the problem first, and then what opens it."""
    recording = record()
    phone, walk = recording.phone, recording.phone.a_walk()
    opened = phone.make(walk, "open", {"as": "counter"})
    found = phone.make(walk, "problem", {"text": "窗口没有人"})
    phone.push([found])
    assert kept(found["id"]).source == "walk"
    phone.push([opened])
    assert kept(found["id"]).source == "counter"


def test_list_page_and_papers_say_it(three, coordinator):
    page = coordinator.get("/problems").text
    for entry, words in ((three["walk"], "陪同办"), (three["counter"], "坐窗口"), (three["proposal"], "拟记")):
        row = next(row for row in page.split("<tr") if f"/problems/{entry}" in row)
        assert words in row.partition("source-cell")[2].partition("</td>")[0]
    assert "拟记（系统由走流程的记录拟出，有人记为问题），<a" in coordinator.get(f"/problems/{three['proposal']}").text
    assert "走流程，<a" in coordinator.get(f"/problems/{three['walk']}").text


def shape():
    """What the table has besides its columns, and who names it."""
    looked = inspect(db.engine)
    named_by = [table for table in looked.get_table_names() if not table.startswith("rectification")]  # which are younger
    other = [key for table in named_by for key in looked.get_foreign_keys(table) if key["referred_table"] == "problems"]
    keys = sorted(map(str, looked.get_foreign_keys("problems"))), sorted(map(str, other))
    unique = sorted(map(str, looked.get_unique_constraints("problems")))
    indexes = sorted(f"{one['name']} {one['column_names']} {one['unique']}" for one in looked.get_indexes("problems"))
    found = indexes, keys, unique
    if db.engine.dialect.name != "sqlite":
        return found
    with db.engine.connect() as connection:
        triggers = connection.execute(text("select name, sql from sqlite_schema where type = 'trigger' order by name")).all()
    return *found, [tuple(one) for one in triggers if not one.name.startswith("rectifications_")]


def test_an_old_database_says_it_of_all_that_it_holds_and_keeps_its_shape(app, three, kept, world):
    with app.app_context():
        newest, searched = shape(), ProblemFilter(q="窗口没有人")
        db.session.remove()
        flask_migrate.downgrade(revision=SOURCES.revision)
        now = shape()
        for _ in range(2):
            flask_migrate.downgrade(revision=SOURCES.down_revision)
            assert shape() == now
            columns = {one["name"]: one for one in inspect(db.engine).get_columns("problems")}
            assert not columns["walk_id"]["nullable"] and not {"source", "channel", "outside_number"} & set(columns)
            assert upgrade_database().startswith("已升级到") and shape() == newest
            columns = {one["name"]: one for one in inspect(db.engine).get_columns("problems")}
            assert columns["walk_id"]["nullable"]
        assert len(page_of(world.person("coordinator"), searched).lines) == 1
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("pragma integrity_check")) == "ok"
            assert db.session.execute(text("pragma foreign_key_check")).all() == []
        db.session.remove()
    assert {source: kept(entry).source for source, entry in three.items()} == {source: source for source in three}


def test_what_has_no_walk_is_not_lost_on_the_way_back(app, three):
    stands = text("select version_num from alembic_version")
    with app.app_context():
        db.session.execute(text("update problems set walk_id = null, source = 'desk' where id = :id"), {"id": three["walk"]})
        newest = db.session.scalar(stands)
        db.session.commit()
        db.session.remove()
        with pytest.raises(SystemExit):
            flask_migrate.downgrade(revision=SOURCES.down_revision)
        assert db.session.scalar(text("select count(*) from problems")) == len(three)
        # PostgreSQL takes back all that was gone back by then.
        assert db.session.scalar(stands) == (SOURCES.revision if db.engine.dialect.name == "sqlite" else newest)
