"""The databases that the tests themselves hand on, on PostgreSQL: as new, or not handed on."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

SPOILT = [
    "drop trigger entries_no_update on entries", "alter table entries disable trigger all", "create table stray (a int)",
    "alter table units add column stray int", "alter table units alter column short drop not null", "drop index ix_walks_begins",
    "alter table units drop constraint uq_units_name",
    "create or replace function refuse_change() returns trigger as $$ begin return new; end $$ language plpgsql",
]  # fmt: skip


@pytest.fixture
def told(postgres):
    """told(url, statement, …): what the last one answers."""

    def run(url, *statements):
        engine = create_engine(url)
        try:
            with engine.begin() as connection:
                for statement in statements:
                    answer = connection.execute(text(statement))
                return answer.fetchall() if answer.returns_rows else []
        finally:
            engine.dispose()

    return run


def test_the_next_one_finds_none_of_the_rows_of_the_last(postgres, told, tmp_path):
    first = postgres.fresh(tmp_path, peopled=True)
    assert told(first, "insert into commits (number, chain, at) values (900, 'a', 1)", "select count(*) from people") == [(11,)]
    postgres.drop(first)
    again = postgres.fresh(tmp_path)
    assert again == first
    assert told(again, "select (select count(*) from people), (select count(*) from commits where number = 900)") == [(0, 0)]
    assert told(again, "select count(*) from alembic_version") == [(1,)]
    postgres.drop(again)


@pytest.mark.parametrize("harm", SPOILT)
def test_one_that_was_built_anew_is_not_handed_on(postgres, told, tmp_path, harm):
    spoilt = postgres.fresh(tmp_path)
    told(spoilt, harm)
    postgres.drop(spoilt)
    assert spoilt.rpartition("/")[2] not in postgres.free


def test_its_guards_stand_again(postgres, told, tmp_path):
    postgres.drop(postgres.fresh(tmp_path, peopled=True))
    url = postgres.fresh(tmp_path)
    with pytest.raises(DBAPIError, match="what was recorded stays"):
        told(url, "truncate audit_lines")
    assert told(url, "select distinct tgenabled from pg_trigger where tgname like '%_no_%'") == [("A",)]
    postgres.drop(url)
