"""What a walk's row keeps of its fold, and what is read from it."""

import json
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.phones import Phone
from tests.sync.random_walks import random_walk
from tests.sync.test_fold_properties import folded
from zlc.database import db, uuid7
from zlc.walks.entries.entry import Known, read_body
from zlc.walks.fold import WalkState, fold
from zlc.walks.known import fold_known
from zlc.walks.models import Walk

CASES = sorted((Path(__file__).parents[1] / "sync" / "cases").glob("*.json"))


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def kept(state):
    return WalkState.read(msgspec.json.encode(state))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_vector_is_read_as_it_was_folded(path):
    case = json.loads(path.read_text("utf-8"))
    entries = [Known(e["id"], e["at_server"], read_body(json.dumps(e["body"]).encode())) for e in case["entries"]]
    state = fold(entries, case.get("walk"))
    assert kept(state) == state


@settings(deadline=None)
@given(st.integers(0, 2**32).map(Random), st.integers(0, 40), st.booleans())
def test_whatever_was_recorded_is_read_as_it_was_folded(choose, size, counter):
    state = folded(random_walk(choose, size, counter=counter))
    assert kept(state) == state


def test_what_a_later_release_said_besides_is_passed_over():
    state = folded(random_walk(Random(7), 20, counter=True))
    said = msgspec.to_builtins(state)
    said["weather"], said["counter"]["mood"] = "晴", 3
    assert kept(said) == state


def test_what_an_earlier_release_kept_without_a_field_is_folded_anew(app, phone):
    walk = phone.a_walk()
    phone.push()
    with app.app_context():
        row = db.session.get(Walk, walk)
        said = msgspec.to_builtins(row.read_state())
        del said["stopped"]
        row.state_json = msgspec.json.encode(said)
        assert row.folded and row.read_state() == fold_known(walk)
        row.fault = "a rule that fails"
        assert row.read_state() == fold((), walk)


def test_before_the_first_fold_there_is_a_walk_without_an_entry(app, phone):
    with app.app_context():
        row = Walk(id=uuid7(), unit_id="u")
        assert not row.folded
        assert row.read_state() == fold((), row.id) and row.read_state().order == []
