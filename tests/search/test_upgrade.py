"""From the table of pairs to the index, on a database that is in use: the same searches find the same rows, and the file
gives back what the table took."""

import resource

import flask_migrate
import pytest
from sqlalchemy import select, text

from tests.phones import Phone
from zlc.cli import database
from zlc.cli.database import sqlite_file, upgrade_database
from zlc.database import db, uuid7
from zlc.problems.listing import ProblemFilter, page_of
from zlc.problems.models import Problem
from zlc.walks.journal import folding

BEFORE = "0013"
TEXTS = ["综合窗口 5 个只开 2 个", "要求多交一份户口簿复印件，打了 100% 的折扣", "系统报错 ERR_TIMEOUT，没有反应", "😀👍 打不开"]
QUERIES = ["窗", "窗口", "户口簿", "err_timeout", "100%", "_", "口窗", "龘", "综合 只开", "😀", "市人社局", ""]


@pytest.fixture
def phone(visit, world):
    phone, walk = Phone.of(visit("recorder")), uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter": world.matter})
    for words in TEXTS:
        phone.make(walk, "problem", {"text": words})
    phone.push()
    return phone


def answers(world):
    folding.catch_up()
    who = world.person("coordinator")
    found = {query: [one.id for one in page_of(who, ProblemFilter(q=query)).lines] for query in QUERIES}
    db.session.remove()
    return found


def test_the_same_searches_find_the_same_rows_there_and_back(app, phone, world):
    with app.app_context():
        wanted = answers(world)
        assert len(wanted[""]) == len(TEXTS) and len(wanted["窗口"]) == 1 and wanted["口窗"] == []
        flask_migrate.downgrade(revision=BEFORE)
        pairs = text("select count(*) from problem_grams where gram = '窗口'")
        assert db.session.scalar(pairs) == 1
        db.session.remove()
        assert upgrade_database().startswith("已升级到")
        assert answers(world) == wanted
        serials = list(db.session.scalars(select(Problem.serial)))
        assert sorted(serials) == list(range(1, len(TEXTS) + 1))
        db.session.remove()
    walk = uuid7()
    phone.push([
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter": world.matter}),
        phone.make(walk, "problem", {"text": "后来的窗口"}),
    ])  # fmt: skip
    with app.app_context():
        assert len(answers(world)["窗口"]) == 2


@pytest.fixture
def holey(app, phone, world, monkeypatch):
    """A file four fifths of which are free, and what searches find in it."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL gives a dropped table back by itself")
        wanted = answers(world)
        db.session.execute(text("create table ballast as select randomblob(4000000)"))
        db.session.execute(text("drop table ballast"))
        db.session.commit()
        db.session.remove()
        yield wanted


def size():
    with db.engine.connect() as connection:
        return connection.connection.driver_connection.execute("pragma page_count").fetchone()[0] * 4096


def test_what_is_free_in_the_file_goes_back_to_the_disk(holey, world, monkeypatch, capsys):
    upgrade_database()
    assert size() > 4_000_000 and capsys.readouterr().out == "", "nobody should wait for four megabytes"
    monkeypatch.setattr(database, "LEAST_FREE", 1_000_000)
    upgrade_database()
    assert sqlite_file().stat().st_size == size() < 2_000_000 and "3 MB 已经空出" in capsys.readouterr().out
    assert answers(world) == holey
    upgrade_database()
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_made_smaller_is_used_as_it_is(holey, world, monkeypatch, capsys):
    monkeypatch.setattr(database, "LEAST_FREE", 1_000_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        database.give_back()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "没有整理成" in capsys.readouterr().out
    assert answers(world) == holey
