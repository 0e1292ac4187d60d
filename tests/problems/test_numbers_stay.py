"""A number stays as it was given and does not come again, whatever becomes of the walk, the unit and the unit's name."""

from datetime import date

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from zlc.accounts.models import Unit
from zlc.cli.database import upgrade_database
from zlc.config import ROOT
from zlc.database import db
from zlc.problems import numbers
from zlc.problems.listing import ProblemFilter, page_of
from zlc.problems.models import Problem
from zlc.walks.journal import folding
from zlc.walks.models import Walk

GIVEN = ScriptDirectory(str(ROOT / "zlc" / "migrations")).get_revision("0031")
NUMBERS = text("select id, full_number, numbered_by, number from problems order by serial")


@pytest.fixture
def move(app, world):
    """Hands a walk to another unit, as two coordinators do (zlc/walks/journal/handovers.py)."""

    def to(recording, unit):
        with app.app_context():
            folding.catch_up()
            walk = db.session.get_one(Walk, recording.walk)
            walk.unit_id, walk.marked = world.units[unit], True
            db.session.commit()
            folding.fold_marked([walk.id])
            db.session.commit()
            db.session.remove()

    return to


def test_there_and_back_it_is_called_alike_and_nobody_else_is(record, kept, move):
    here, there = record(), record("stranger")
    first, theirs = here.problem("一"), there.problem("一")
    number, other = kept(first).full_number, kept(theirs).full_number
    move(here, "other")
    assert (kept(first).full_number, kept(first).number_said()) == (number, number), "the short one is another's there"
    assert kept(there.problem("二")).number == 2 and kept(theirs).full_number == other
    move(here, "home")
    assert kept(first).number_said() == kept(first).short_number and kept(first).full_number == number
    assert kept(here.problem("二")).number == 2, "what left and came back was counted here all the time"


def test_both_units_numbers_are_listed_in_an_order_that_no_tie_breaks(app, record, kept, move, world):
    here, there = record(), record("stranger")
    ids = [here.problem("一"), there.problem("一")]
    number = kept(ids[0]).full_number
    move(here, "other")
    with app.app_context():
        page = page_of(world.person("coordinator2"), ProblemFilter(sort="number"))
        assert [one.id for one in page.lines] == list(reversed(ids))
        assert page_of(world.person("coordinator2"), ProblemFilter(q=number)).lines[0].id == ids[0]


def test_a_name_that_changed_later_does_not_rename_what_was_numbered(app, record, kept, world):
    first = record().problem("一")
    was = kept(first).full_number
    with app.app_context():
        db.session.get_one(Unit, world.units["home"]).short = "市人力局"
        db.session.commit()
    second = record().problem("二")
    assert kept(first).full_number == was and "市人社局" in was
    assert "季度-市人力局-问题-002" in kept(second).full_number


def test_an_old_database_keeps_what_it_read_and_its_way_back(app, record, world):
    record().problem("一")
    record("stranger").problem("一")
    with app.app_context():
        folding.catch_up()
        now = db.session.execute(NUMBERS).all()
        for _ in range(2):
            db.session.remove()
            flask_migrate.downgrade(revision=GIVEN.down_revision)
            assert upgrade_database().startswith("已升级到")
            assert db.session.execute(NUMBERS).all() == now
        assert {one.full_number for one in db.session.scalars(select(Problem))} == {one.full_number for one in now}
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("pragma integrity_check")) == "ok"
            assert db.session.execute(text("pragma foreign_key_check")).all() == []


@pytest.mark.parametrize("number", [7, 45, 999, 1000])
def test_the_upgrade_writes_any_number_as_the_pages_did(app, record, kept, number):
    entry = record().problem("一")
    with app.app_context():
        folding.catch_up()
        db.session.execute(text("update problems set number = :number, quarter = '2025Q3'"), {"number": number})
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(revision=GIVEN.down_revision)
        upgrade_database()
        assert db.session.get_one(Problem, entry).full_number == f"〔2025〕三季度-市人社局-问题-{number:03d}"


def test_what_another_unit_numbered_is_not_renumbered_on_the_way_back(app, record, move):
    here = record()
    here.problem("一")
    record("stranger").problem("一")
    move(here, "other")
    with app.app_context():
        now = db.session.execute(NUMBERS).all()
        db.session.remove()
        with pytest.raises(SystemExit):
            flask_migrate.downgrade(revision=GIVEN.down_revision)
        assert db.session.execute(NUMBERS).all() == now


@pytest.mark.parametrize(
    ("found", "arrived", "submitted", "quarter"),
    [
        (date(2026, 9, 30), date(2026, 9, 30), (), "2026Q3"),
        (date(2026, 9, 30), date(2026, 10, 8), (), "2026Q3"),  # a phone that was without a network
        (date(2026, 9, 30), date(2026, 10, 8), ("2026Q3",), "2026Q4"),
        (date(2026, 9, 30), date(2027, 1, 5), ("2026Q3", "2026Q4"), "2027Q1"),
        (date(2026, 9, 30), date(2026, 10, 8), ("2026Q2",), "2026Q3"),
        (date(2026, 10, 1), date(2026, 9, 30), ("2026Q4",), "2026Q4"),  # a phone whose clock is ahead
    ],
)
def test_what_comes_after_its_quarter_was_submitted_is_counted_where_it_arrived(found, arrived, submitted, quarter):
    assert numbers.quarter_given(found, arrived, submitted) == quarter
