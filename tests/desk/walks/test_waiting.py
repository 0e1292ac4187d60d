"""等结果: since when, how long by the office's clock, and whether longer than promised."""

import pytest

from tests.states import state_saying
from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.catalogue.models import Limit, Matter
from zlc.database import db
from zlc.walks.models import Walk
from zlc.walks.times.waiting import waiting, waits_since

HOUR, DAY = 3_600_000, 86_400_000
FRIDAY = 1_795_744_800_000  # 2026-11-27 10:00 in Shanghai


@pytest.fixture
def handed_in(record):
    """A walk whose case was accepted that Friday at 11:00, and which waits."""
    walk = record(begun=FRIDAY)
    walk.add("stage", {"stage": "acceptance", "step": "window", "visit": 1}, FRIDAY + HOUR // 2)
    walk.add("outcome", {"result": "accepted"}, FRIDAY + HOUR)
    walk.add("stage", {"stage": "result", "step": "wait", "visit": 1}, FRIDAY + HOUR)
    walk.add("leave", {"visit": 1}, FRIDAY + 2 * HOUR)
    return walk


def waited(app, walk, limit, now):
    with app.app_context():
        return waiting(db.session.get_one(Walk, walk.walk).read_state(), limit, now, is_working_day)


def since(app, walk):
    with app.app_context():
        return db.session.get_one(Walk, walk.walk).waits_since


def test_it_waits_from_the_acceptance_on_and_the_weekend_is_not_counted(app, handed_in):
    assert since(app, handed_in) == FRIDAY + HOUR
    three = waited(app, handed_in, Limit(3, "working_day"), FRIDAY + 5 * DAY)  # the Wednesday after
    assert three.words == "3 个工作日，承诺 3 个工作日" and not three.over
    assert waited(app, handed_in, Limit(3, "working_day"), FRIDAY + 6 * DAY).over
    assert waited(app, handed_in, Limit(6, "day"), FRIDAY + 8 * DAY).words == "7 天，承诺 6 天"
    assert waited(app, handed_in, None, FRIDAY + 6 * DAY).words == "4 个工作日"


@pytest.mark.parametrize(
    ("kind", "data"),
    [("outcome", {"result": "done"}), ("outcome", {"result": "refused"}), ("finish", {}),
     ("stage", {"stage": "result", "step": "result", "visit": 1}), ("stage", {"stage": "form", "step": "supplement", "visit": 1})],
)  # fmt: skip
def test_a_result_ends_it_and_so_does_whatever_else_happens_next(app, handed_in, kind, data):
    handed_in.add(kind, data, FRIDAY + 3 * DAY)
    assert since(app, handed_in) is None and waited(app, handed_in, None, FRIDAY + 4 * DAY) is None


def test_a_supplement_stops_the_clock_and_is_no_result(app, handed_in):
    handed_in.add("outcome", {"result": "supplement"}, FRIDAY + 3 * DAY)
    handed_in.add("outcome", {"result": "accepted"}, FRIDAY + 5 * DAY)
    assert since(app, handed_in) == FRIDAY + HOUR
    assert waited(app, handed_in, None, FRIDAY + 6 * DAY).words == "2 个工作日"


def test_a_counter_session_never_waits():
    assert waits_since(state_saying(status="under_way", counter={})) is None


def test_the_desk_counts_them_finds_them_and_says_which_are_late(app, world, visit, handed_in):
    with app.app_context(), clock.frozen_at(FRIDAY):
        matter = db.session.get_one(Matter, world.matter)
        matter.promised_value, matter.promised_unit = 3, "working_day"
        db.session.commit()
    desk = visit("coordinator")
    with clock.frozen_at(FRIDAY + 4 * DAY):
        listed = visit("coordinator").get("/walks").text
        assert "等结果 1 次" in listed and "等结果 2 个工作日，承诺 3 个工作日" in listed and "已超过" not in listed
    with clock.frozen_at(FRIDAY + 10 * DAY):
        assert "已超过" in visit("coordinator").get("/walks?status=waits").text
    handed_in.add("outcome", {"result": "done"}, FRIDAY + 3 * DAY)
    listed = desk.get("/walks").text
    assert "等结果 1 次" not in listed and "没有符合条件" in desk.get("/walks?status=waits").text
    assert "等结果 1 次" not in visit("stranger").get("/walks").text
