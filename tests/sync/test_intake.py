"""Pushes that wait together are one transaction, and yet each is answered as if it had come alone."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import OperationalError

from tests.phones import Phone
from zlc import database
from zlc.accounts.audit import AuditLine
from zlc.database import db, uuid7
from zlc.sync import intake
from zlc.walks.journal import journal
from zlc.walks.models import Device, Entry, Walk


@pytest.fixture
def phones(visit):
    return [Phone.of(visit(name)) for name in ("recorder", "colleague", "stranger")]


def together(app, *pushes):
    """What each of these pushes is answered that wait at the door together."""
    with app.app_context():
        door = intake._doors.setdefault(db.engine, intake._Door())
    with ThreadPoolExecutor(len(pushes)) as pool:
        with door.turn:
            jobs = [pool.submit(push) for push in pushes]
            deadline = time.monotonic() + 120
            while len(door._waiting) < len(pushes) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert len(door._waiting) == len(pushes)
        return [job.result() for job in jobs]


def stored(app):
    with app.app_context():
        return {entry.id: entry.body for entry in db.session.scalars(db.select(Entry))}


def test_a_group_is_stored_in_one_transaction_and_each_is_told_its_own(app, phones, monkeypatch):
    groups, offer = [], intake._offer
    monkeypatch.setattr(intake, "_offer", lambda group, *more: groups.append(len(group)) or offer(group, *more))
    for phone in phones:
        phone.a_walk()
    replies = together(app, *(phone.push for phone in phones))
    assert groups == [3]
    for phone, reply in zip(phones, replies, strict=True):
        assert [one["id"] for one in reply.json["results"]] == [entry["id"] for entry in phone.entries]
        assert {one["status"] for one in reply.json["results"]} == {"stored"} and reply.json["acked"] == 11
    assert stored(app) == {e["id"]: e["body"].encode() for phone in phones for e in phone.entries}
    with app.app_context():
        numbers = db.session.execute(db.select(Entry.device_id, Entry.commit).distinct()).all()
        assert len({commit for _, commit in numbers}) == 3, "each push has a commit number of its own"
        lines = db.session.scalars(db.select(AuditLine).where(AuditLine.verb == "push")).all()
        assert sorted((line.about, line.detail["entries"]) for line in lines) == sorted(
            (phone.device, 11) for phone in phones
        )


def test_one_that_is_refused_is_refused_alone(app, visit, phones):
    first, second, third = phones
    for phone in phones:
        phone.a_walk()
    with app.app_context():
        db.session.get(Device, second.device).revoked_at = 1
        db.session.commit()
    ended = Phone.of(visit("clerk"))
    ended.a_walk()
    ended.browser.api("POST", "/logout", {})
    foreign = Phone.of(visit("recorder"))
    foreign.make(uuid7(), "note", {"text": "别人记的"}, by=second.person)
    replies = together(app, *(phone.push for phone in (first, second, third, foreign)))
    assert [reply.status_code for reply in replies] == [200, 403, 200, 403]
    assert [reply.json.get("error", {}).get("code") for reply in replies][1::2] == ["device_revoked", "wrong_person"]
    assert ended.push().status_code == 401
    assert stored(app).keys() == {e["id"] for phone in (first, third) for e in phone.entries}


def test_a_fault_over_one_push_keeps_no_other_from_its_receipt(app, phones, monkeypatch):
    whole, broken = journal.take, phones[1].device

    def take(offer, standing):
        told = whole(offer, standing)
        assert offer.device.id != broken, "something unforeseen"
        return told

    monkeypatch.setattr(journal, "take", take)
    for phone in phones:
        phone.a_walk()
    replies = together(app, *(phone.push for phone in phones))
    assert [reply.status_code for reply in replies] == [200, 500, 200]
    assert stored(app).keys() == {e["id"] for phone in (phones[0], phones[2]) for e in phone.entries}
    monkeypatch.undo()
    assert phones[1].push().status_code == 200


def test_nobody_has_a_receipt_for_what_the_database_would_not_commit(app, phones, monkeypatch):
    for phone in phones:
        phone.a_walk()

    def no_room(*_):
        raise OperationalError("commit", {}, RuntimeError("no room"))

    with monkeypatch.context() as full:
        full.setattr(DefaultDialect, "do_commit", no_room)
        replies = together(app, *(phone.push for phone in phones))
    assert {reply.status_code for reply in replies} == {503} and stored(app) == {}
    assert all(phone.push().status_code == 200 for phone in phones)


def test_twins_in_one_group_make_one_row_each(app, phones):
    phone = phones[0]
    phone.a_walk()
    replies = together(app, phone.push, phone.push)
    duplicates = [{one["duplicate"] for one in reply.json["results"]} for reply in replies]
    assert sorted(duplicates, key=str) == [{False}, {True}]
    assert all(reply.json["acked"] == 11 and not reply.json["forked"] for reply in replies)
    assert len(stored(app)) == 11


def test_two_units_that_begin_one_walk_in_one_group_do_not_both_own_it(app, phones):
    walk = uuid7()
    ours, theirs = phones[0], phones[2]
    for phone in (ours, theirs):
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    replies = together(app, ours.push, theirs.push)
    assert sorted(reply.json["results"][0]["status"] for reply in replies) == ["held", "stored"]
    owner = ours if replies[0].json["results"][0]["status"] == "stored" else theirs
    with app.app_context():
        kept = db.session.scalars(db.select(Entry).where(Entry.status == "stored")).one()
        assert kept.author_id == owner.person
        assert db.session.get(Walk, walk).unit_id == kept_unit(owner)


def kept_unit(phone):
    return phone.browser.api("GET", "/hello").json["person"]["unit"]


def test_two_pushes_of_one_phone_in_one_group_count_on(app, phones):
    phone = phones[0]
    phone.a_walk()
    early, late = phone.entries[:5], phone.entries[5:]
    replies = together(app, lambda: phone.push(late), lambda: phone.push(early))
    assert max(reply.json["acked"] for reply in replies) == 11
    assert all(reply.json["chain"] == "ok" for reply in replies)
    with app.app_context():
        assert db.session.get(Device, phone.device).acked == 11


def test_a_login_that_never_was_is_turned_away_before_its_body_is_read(app, visit, monkeypatch):
    monkeypatch.setattr(intake, "take_in", lambda push: 1 / 0)
    stranger = Phone(visit(None), uuid7(), uuid7())
    assert stranger.push([]).status_code == 401
    assert stranger.browser.api("POST", "/entries", {"nonsense": 1}).status_code == 401


def test_a_thread_that_served_a_page_may_write_in_its_next_request(app):
    """A page begins plain transactions; a form sent to the same thread afterwards must wait for the write lock first."""
    seen = []

    @app.after_request
    def look(reply):
        seen.append(database._reading.get())
        return reply

    client = app.test_client()
    client.get("/login")
    client.post("/logout")
    assert seen == [True, False]
