"""Whatever phones and the desk do, in whatever order: every need entry that counts has one row, which says what the fold says until it
is studied; numbers are unique and never change."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.phones import Phone
from zlc.accounts.models import Person, person_named
from zlc.database import db, uuid7
from zlc.errors import Refusal
from zlc.needs.models import Need, NeedEvent
from zlc.walks.journal import folding
from zlc.walks.models import Entry, Walk

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("need"), st.integers(0, 2), st.sampled_from(["就近办", "少跑一趟", "网上办"])),
        st.tuples(st.just("amend"), st.integers(0, 9), st.sampled_from(["改过一次", "又改", ""])),
        st.tuples(st.just("whose"), st.integers(0, 9), st.sampled_from(["public", "staff", "nobody", 7])),
        st.tuples(st.just("void"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("problem"), st.integers(0, 2), st.just("不是需求")),
        st.tuples(st.sampled_from(["study", "adopt", "decline", "again"]), st.integers(0, 9), st.just("")),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@pytest.fixture
def phones(visit, world):
    return [Phone.of(visit(username)) for username in ("recorder", "colleague", "stranger")]


def test_every_entry_has_one_row_and_its_number_for_good(app, phones, world):
    known: dict[str, str] = {}
    entries: list[tuple[Phone, str, str]] = []
    walks = [(phone, uuid7()) for phone in phones]
    for phone, walk in walks:
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter": world.matter})
        phone.push()

    def take(kind, which, what):
        if kind in ("need", "problem"):
            phone, walk = walks[which]
            made = phone.make(walk, kind, {"text": what})
            if kind == "need":
                entries.append((phone, walk, made["id"]))
            phone.push([made])
        elif entries and kind in ("amend", "whose", "void"):
            phone, walk, entry = entries[which % len(entries)]
            field, value = {"amend": ("text", what), "whose": ("from", what), "void": ("void", what)}[kind]
            data = {"target": entry, "set": {field: {"value": value, "saw": []}}, "reason": "核对"}
            phone.push([phone.make(walk, "amend", data)])
        elif entries:
            drive(kind, entries[which % len(entries)][2])

    def drive(verb, entry):
        with app.app_context():
            folding.catch_up()
            row = db.session.get_one(Need, entry)
            who = person_named("coordinator" if row.unit_id == world.units["home"] else "coordinator2")
            assert isinstance(who, Person)
            try:
                if verb == "again":
                    db.session.get_one(Walk, row.walk_id).marked = True
                elif verb == "decline":
                    row.decline(who, "法规有规定")
                else:
                    getattr(row, verb)(who)
                db.session.commit()
            except Refusal:
                db.session.rollback()

    @settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
    @given(STEPS)
    def story(steps):
        for step in steps:
            take(*step)
        check()

    def check():
        with app.app_context():
            folding.catch_up()
            rows = {row.id: row for row in db.session.scalars(select(Need))}
            stored = set(db.session.scalars(select(Entry.id).where(Entry.kind == "need", Entry.status == "stored")))
            assert set(rows) == stored
            assert len({row.full_number for row in rows.values()}) == len({row.serial for row in rows.values()}) == len(rows)
            for id_, row in rows.items():
                assert known.setdefault(id_, row.full_number) == row.full_number
                said = db.session.get_one(Walk, row.walk_id).read_state().entries[id_]
                assert row.struck == said.void and row.quarter and row.numbered_by
                if not row.frozen:
                    assert row.state == ("withdrawn" if said.void else "new")
                    assert row.text == (str(said.fields["text"]).strip() or "（没有写内容）") and row.waiting == []
            counted = Counter(db.session.scalars(select(NeedEvent.need_id)))
            for id_, events in counted.items():
                numbers = list(db.session.scalars(select(NeedEvent.n).where(NeedEvent.need_id == id_).order_by(NeedEvent.n)))
                assert numbers == list(range(1, events + 1))

    story()
