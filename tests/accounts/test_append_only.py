"""What was recorded stays: against every statement that changes, deletes or replaces it, whoever's connection it is."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.phones import Phone
from zlc.accounts import audit, chain
from zlc.database import db

FIXED = ["id", "hash", "device_id", "seq", "chain", "author_id", "received_at", "at_server"]
WHILE_HELD = ["status", "why", "message", "walk_id", "kind"]
OTHER = {"seq": "99", "received_at": "1", "at_server": "1"}
LINE = ["id", "at", "person_id", "username", "address", "verb", "about", "success", "detail", "n", "chain"]
LINE_OTHER = {"at": "1", "success": "not success", "detail": "'{}'", "n": "99", "person_id": "null"}
REPLACED = {
    "the same id": "insert or replace into entries select * from entries limit 1",
    "another id, the same place in the commit order":
        "insert or replace into entries select 'other', {rest} from entries limit 1",
    "another id, the same row":
        "insert or replace into entries (rowid, id, {rest}) select rowid, 'other', {rest} from entries limit 1",
    "an update onto another's place":
        'update or replace entries set "commit" = (select max("commit") from entries), n = 0'
        ' where "commit" = (select min("commit") from entries) and n = 0',
    "an update onto another's row": "update or replace entries set rowid = (select max(rowid) from entries) where n = 1",
    "a line's id": "insert or replace into audit_lines select * from audit_lines limit 1",
    "a line's row":
        "insert or replace into audit_lines (rowid, id, at, username, address, verb, about, success, detail)"
        " select rowid, 'other', at, username, address, verb, about, success, detail from audit_lines limit 1",
    "a line's number": "update or replace audit_lines set n = (select max(n) from audit_lines), chain = 'x' where n = 1",
}  # fmt: skip
BESIDE = (
    'hash, body, device_id, seq, chain, "commit", n, status, why, message, walk_id, kind, author_id, received_at, at_server'
)


@pytest.fixture
def recorded(app, visit):
    """A walk of eleven entries, of which one is held, and the lines of the log that go with it."""
    phone = Phone.of(visit("recorder"))
    phone.a_walk()
    phone.push()
    assert phone.push([phone.freeze("not JSON")]).json["results"][-1]["status"] == "held"
    with app.app_context():
        yield phone
        db.session.rollback()


def everything():
    return [db.session.execute(text(f"select * from {table} order by id")).all() for table in ("entries", "audit_lines")]


def refused(statement):
    before = everything()
    with pytest.raises(DBAPIError, match="what was recorded stays"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert everything() == before


def test_no_fixed_column_of_an_entry_changes(recorded):
    for column in FIXED:
        for status in ("stored", "held"):
            refused(f"update entries set {column} = {OTHER.get(column, chr(39) + 'x' + chr(39))} where status = '{status}'")


def test_what_a_release_sets_changes_neither_before_nor_after_it(recorded):
    for column in WHILE_HELD:
        value = "held" if column == "status" else "x"
        refused(f"update entries set {column} = '{value}' where status = 'stored'")
        if column != "status":
            refused(f"update entries set {column} = 'x' where status = 'held'")
    refused("update entries set status = 'other' where status = 'held'")


def test_no_entry_goes_back_in_the_order_or_says_something_else(recorded):
    kind = "blob" if db.engine.dialect.name == "sqlite" else "bytea"
    for change in ('"commit" = "commit" - 1', "n = n + 100", f"body = cast('other' as {kind}) where status = 'stored'"):
        refused(f"update entries set {change}")


def test_what_the_office_does_is_still_done(recorded):
    """A release, a new place, an erasure; and a line's seal, once."""
    for change in (
        "status = 'stored', why = null, message = null, kind = 'note', walk_id = 'w', \"commit\" = 50, n = 0 where status = 'held'",
        "body = null where kind = 'note'", '"commit" = "commit" + 100',
    ):  # fmt: skip
        assert db.session.execute(text(f"update entries set {change}")).rowcount
    refused_body = "update entries set body = cast('back' as {}) where body is null"
    db.session.commit()
    refused(refused_body.format("blob" if db.engine.dialect.name == "sqlite" else "bytea"))


def test_nothing_is_deleted_or_truncated(recorded):
    for table in ("entries", "audit_lines"):
        refused(f"delete from {table}")
        if db.engine.dialect.name == "postgresql":
            refused(f"truncate {table} cascade")
            refused("truncate people cascade")
            with pytest.raises(DBAPIError, match="what was recorded stays"):
                db.session.execute(text("set local session_replication_role = replica"))
                db.session.execute(text(f"delete from {table}"))
            db.session.rollback()


def test_no_column_of_a_sealed_line_changes(recorded):
    for column in LINE:
        refused(f"update audit_lines set {column} = {LINE_OTHER.get(column, chr(39) + 'x' + chr(39))} where n = 1")


def test_an_unsealed_line_changes_in_nothing_but_its_seal(recorded):
    audit.sql.ask(audit.line("login", None, "recorder", "", "", True, {}))
    db.session.commit()
    for change in ("verb = 'x', n = 99, chain = 'x'", "n = 99", "chain = 'x'", "success = not success"):
        refused(f"update audit_lines set {change} where n is null")
    chain.seal()
    db.session.commit()
    assert not db.session.scalar(text("select count(*) from audit_lines where n is null"))


def test_no_line_comes_with_a_seal_of_its_own(recorded):
    refused(
        "insert into audit_lines (id, at, username, address, verb, about, success, detail, n, chain)"
        " select 'new', at, username, address, verb, about, success, detail, 99, 'x' from audit_lines where n = 1"
    )


@pytest.mark.parametrize("recursive", ["on", "off"])
def test_nothing_is_replaced_whatever_the_connection_has_set(recorded, recursive):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    before = everything()
    db.session.rollback()
    with sqlite3.connect(db.engine.url.database, isolation_level=None) as connection:
        connection.execute(f"pragma recursive_triggers = {recursive}")
        for how, statement in REPLACED.items():
            try:
                connection.execute(statement.format(rest=BESIDE))
            except sqlite3.IntegrityError as fault:
                assert "what was recorded stays" in str(fault), how
            else:
                pytest.fail(how)
    assert everything() == before


def test_our_own_connections_ask_the_triggers_also_when_they_replace(context):
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("pragma recursive_triggers")) == 1
