"""The little phone that writes the demo keeps the contract of a real one."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.worlds import World
from zlc.database import db, uuid7
from zlc.demo.recorder import MINUTE, Phone
from zlc.walks.models import Walk
from zlc.walks.times.minutes import session_minutes

NOON = 1_763_870_400_000


@pytest.fixture
def phone(app: Flask, world: World) -> Iterator[Phone]:
    """The recorder's, its clock a minute and a half behind; a walk is open."""
    with app.app_context():
        phone = Phone(world.person("recorder"), now=NOON, slow=90_000)
        phone.open("self")
        yield phone


def folded(phone: Phone) -> Walk:
    db.session.commit()
    return db.session.get_one(Walk, phone.walk)


def test_a_slow_clock_is_corrected_and_the_time_is_sure(phone: Phone) -> None:
    phone.stage("queue", "ticket", 1)
    phone.wait(12)
    phone.stage("acceptance", "window", 1)
    phone.push()
    state = folded(phone).read_state()
    assert state.begins == NOON
    assert state.totals.waiting == 12 * MINUTE
    assert {entry.certainty for entry in state.entries.values()} == {"checked"}
    recorded = {entry.recorded_at for entry in state.entries.values()}
    assert recorded == {NOON - 90_000, NOON - 90_000 + 12 * MINUTE}


def test_taps_of_one_millisecond_keep_their_order(phone: Phone) -> None:
    notes = [phone.note(str(number)) for number in range(40)]
    phone.push()
    assert folded(phone).read_state().notes == notes


def test_a_push_sends_only_what_is_new(phone: Phone) -> None:
    assert [result.duplicate for result in phone.push().results] == [False]
    phone.go_to(NOON + 26 * 60 * MINUTE)
    phone.note("第二天")
    told = phone.push()
    assert [result.status for result in told.results] == ["stored"]
    assert (told.acked, told.chain, told.forked) == (2, "ok", False)
    assert phone.push().results == []


def test_what_was_amended_twice_is_no_conflict(phone: Phone) -> None:
    note = phone.note("一")
    phone.amend(note, "写错了", text="二")
    phone.amend(note, "又写错了", text="三")
    phone.push()
    state = folded(phone).read_state()
    assert state.entries[note].fields["text"] == "三"
    assert state.conflicts == []


def test_a_counter_session_is_written_too(phone: Phone) -> None:
    phone.open(as_="counter", window="3 号窗口")
    case = uuid7()
    phone.case(case, "call", ticket="A001")
    phone.wait(2)
    phone.case(case, "done")
    phone.finish()
    phone.push()
    walk = folded(phone)
    assert walk.counter and session_minutes(walk.read_state()).lengths == [2 * MINUTE]
