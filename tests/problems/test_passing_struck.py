"""Struck out while it is 移交中, and decided by the office: neither leaves a problem that nobody can do anything with."""

import pytest

from tests.desk.handovers.test_handover import go, wished
from tests.problems.test_classify import act
from tests.problems.test_passing import hand_over
from zlc import clock


@pytest.fixture
def other(world):
    return world.units["other"]


def test_struck_out_while_a_body_is_to_answer_the_office_still_records_the_answer(recording, coordinator, visit, kept):
    entry, office = recording.problem(), visit("office")
    act(coordinator, entry, "confirmation")
    hand_over(coordinator, entry, "", body="省人社厅信息中心")
    recording.strike(entry)
    assert (kept(entry).state, kept(entry).struck) == ("handed", True)
    said = {"outcome": "back", "answer": "已经答复", "answered_on": clock.today().isoformat()}
    assert "记协调结果" in office.get(f"/problems/{entry}").text
    assert act(office, entry, "settlement", **said).status_code == 303
    assert kept(entry).state == "confirmed"
    assert act(coordinator, entry, "keeping", reason="情况属实").status_code == 303 and not kept(entry).struck


def test_struck_out_while_a_unit_is_to_take_it_the_office_still_decides(recording, coordinator, visit, kept, other):
    entry, office = recording.problem(), visit("office")
    act(coordinator, entry, "confirmation")
    hand_over(coordinator, entry, other)
    recording.strike(entry)
    assert act(office, entry, "ruling", unit=other, reason="归街道").status_code == 303
    assert (kept(entry).unit_id, kept(entry).struck) == (other, True)
    assert act(visit("coordinator2"), entry, "keeping", reason="情况属实").status_code == 303 and not kept(entry).struck


def test_what_the_office_left_with_its_unit_stays_there_though_the_walk_goes(recording, coordinator, visit, kept, other, world):
    entry, office, home = recording.problem(), visit("office"), world.units["home"]
    hand_over(coordinator, entry, other)
    assert act(office, entry, "ruling", unit=home, reason="归人社").status_code == 303
    wish, _ = wished(recording.phone, recording.walk, recording.phone.entries[0]["id"], other)
    go(visit, wish)
    assert kept(entry).unit_id == home
