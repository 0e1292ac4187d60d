"""`flask --app app database verify`: everything is what was received, or is named."""

import hashlib
import json

import pytest

from tests.phones import Phone
from tests.sync.test_photo_lost import HARMS, hurt, name_of, removed
from tests.sync.test_photos import entry_for, get, picture, put, with_exif
from zlc.accounts.audit import AuditLine
from zlc.database import db, uuid7
from zlc.walks.models import Entry
from zlc.walks.photos import verifying
from zlc.walks.photos.photos import PhotoFile


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


@pytest.fixture
def verify(app):
    """Runs the command. Returns its exit code and what it said."""

    def run():
        done = app.test_cli_runner().invoke(args=["database", "verify"])
        return done.exit_code, done.output

    return run


def test_all_is_well(phone, verify, app):
    for data in (picture(), with_exif()):
        put(phone.browser, data)
        entry_for(phone, data)
    code, said = verify()
    assert code == 0 and "2 张照片" in said and "全部相符" in said
    with app.app_context():
        line = db.session.query(AuditLine).filter_by(verb="database verified").one()
        assert line.success and line.detail["photos"] == 2


@pytest.mark.parametrize("harm", HARMS)
def test_a_file_that_is_not_what_was_stored_is_named_and_asked_for(app, phone, verify, harm):
    well, ill = picture(), with_exif()
    for data in (well, ill):
        put(phone.browser, data)
    entry = entry_for(phone, ill)
    hurt(app, harm, ill)
    code, said = verify()
    assert code == 1 and name_of(ill)[:12] in said and name_of(well)[:12] not in said
    told = phone.browser.api("POST", "/photos/missing", {"sha256": [name_of(well), name_of(ill)]}).json
    assert told["missing"] == [name_of(ill)]
    assert put(phone.browser, ill).status_code == 201 and get(phone.browser, entry).status_code == 200
    assert verify()[0] == 0


def test_a_file_put_back_from_a_copy_counts_again(app, phone, verify):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    hurt(app, removed, data)
    assert verify()[0] == 1 and get(phone.browser, entry).status_code == 404
    hurt(app, lambda path: path.write_bytes(data), data)
    assert verify()[0] == 0 and get(phone.browser, entry).data == data


def test_what_was_rewritten_before_its_hash_was_kept_gets_it_now(app, phone, verify):
    data = with_exif()
    put(phone.browser, data)
    with app.app_context():
        row = db.session.get(PhotoFile, name_of(data))
        kept, row.kept_sha256 = row.kept_sha256, None
        db.session.commit()
    assert verify()[0] == 0
    with app.app_context():
        assert db.session.get(PhotoFile, name_of(data)).kept_sha256 == kept != name_of(data)


def rows_of(*bodies, device="d", chain_of=lambda before, digest: hashlib.sha256((before + digest).encode()).hexdigest()):
    chain, rows = "", []
    for n, body in enumerate(bodies, 1):
        digest = hashlib.sha256(body).hexdigest()
        chain = chain_of(chain, digest)
        rows.append({"id": uuid7(), "hash": digest, "body": body, "device_id": device, "seq": n, "chain": chain})
    return rows


def keep(app, rows):
    """Straight into the table: a database that somebody has worked on."""
    more = {"commit": 1, "status": "stored", "author_id": "p", "received_at": 1, "at_server": 1}
    with app.app_context():
        db.session.execute(db.text("insert into commits values (1, 'c', 1)"))
        db.session.execute(db.text("update commit_clock set value = 1"))
        db.session.add_all([Entry(**row, **more, n=n) for n, row in enumerate(rows)])
        db.session.commit()


def wrong(app):
    with app.app_context():
        return [words for stretch in verifying.entries() for words in stretch.wrong] + verifying.commit_order()


BODIES = [f"第 {n} 条".encode() for n in range(1, 8)]


def test_a_changed_body_is_named(app):
    rows = rows_of(*BODIES)
    rows[3]["body"] = b"changed"
    keep(app, rows)
    assert wrong(app) == [f"记录 {rows[3]['id']}：内容和校验值不符。"]


def test_a_changed_body_with_its_hash_breaks_the_chain(app):
    rows = rows_of(*BODIES)
    rows[3] |= {"body": b"changed", "hash": hashlib.sha256(b"changed").hexdigest()}
    keep(app, rows)
    assert len(wrong(app)) == 1 and rows[3]["id"] in wrong(app)[0]


def test_an_erased_body_a_gap_and_two_phones_under_one_id_are_no_faults(app, monkeypatch):
    monkeypatch.setattr(verifying, "ENTRIES", 2)
    rows = rows_of(*BODIES)
    twin = rows_of(*BODIES[:3], b"another", b"and another")[3:]
    rows[1]["body"] = None
    keep(app, [row for row in rows if row["seq"] != 6] + twin)
    assert wrong(app) == []


def test_a_hole_in_the_commit_order_is_named(app):
    rows = rows_of(*BODIES)
    keep(app, rows)
    with app.app_context():
        db.session.execute(db.text("insert into commits values (3, 'e', 1)"))
        db.session.execute(db.text("update commit_clock set value = 4"))
        db.session.commit()
    assert len(wrong(app)) == 2


def test_pushed_entries_are_well(app, phone, verify):
    walk = uuid7()
    for n in range(5):
        phone.make(walk, "note", {"text": str(n)})
    assert phone.push().status_code == 200
    code, said = verify()
    assert code == 0 and json.dumps(said) and "5 条记录" in said


@pytest.mark.parametrize(("table", "action"), [("entries", "delete"), ("entries", "update"), ("audit_lines", "update")])
def test_a_trigger_that_was_taken_away_is_named(phone, verify, app, table, action):
    name = f"{table}_no_{action}"
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
        away = f"drop trigger {name}" if sqlite else f"alter table {table} disable trigger {name}"
        db.session.execute(db.text(away))
        db.session.commit()
    code, said = verify()
    assert code == 1 and name in said and "1 处不对" in said
