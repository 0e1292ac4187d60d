"""设置: what may be written, what is in force, how it is read."""

from dataclasses import fields

import pytest
from sqlalchemy import event

from zlc import clock
from zlc.database import db
from zlc.errors import Refusal
from zlc.settings import editions
from zlc.settings.editions import StoredSettings, in_force
from zlc.settings.settings import GIVEN, SETTINGS, Settings, changes, read, values_of

AS_GIVEN = {name: str(value) for name, value in values_of(GIVEN).items()}


def test_every_setting_has_its_row_and_is_read_as_it_is_shown():
    assert [one.name for one in fields(Settings)] == list(SETTINGS)
    assert read(AS_GIVEN) == GIVEN


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("difficulty_a", "0", "难度 A：请写 1 到 30 之间的整数，现在填的是「0」。"),
        ("difficulty_a", "31", "现在填的是「31」"),
        ("difficulty_a", "", "现在空着"),
        ("difficulty_a", "五", "现在填的是「五」"),
        ("difficulty_a", "-5", "现在填的是「-5」"),
        ("difficulty_a", "5.5", "现在填的是「5.5」"),
        ("difficulty_a", "²", "现在填的是「²」"),
        ("difficulty_a", "9" * 5000, "现在填的是「99999999999999999999」"),
        ("difficulty_b", "4", "难度 B 写了 4 个工作日，比难度 A 的 5 个还短"),
        ("difficulty_b", "91", "1 到 90"),
        ("difficulty_c", "7", "1 到 6"),
        ("soon_days", "21", "0 到 20"),
        ("hand_over_days", "0", "1 到 20"),
        ("calm", "", "灯的颜色：请选「绿 黄 红」或「蓝 黄 红」。"),
        ("calm", "red", "请选"),
    ],
)
def test_what_will_not_do_is_said_with_its_bounds(name, typed, said):
    with pytest.raises(Refusal) as refused:
        read(AS_GIVEN | {name: typed})
    assert said in refused.value.message and refused.value.field == name and refused.value.status == 422


@pytest.mark.parametrize(("typed", "number"), [("7", 7), (" 7 ", 7), ("７", 7), ("07", 7), ("1", 1), ("30", 30)])
def test_a_number_is_read_as_people_type_it(typed, number):
    assert read(AS_GIVEN | {"difficulty_a": typed, "difficulty_b": "40"}).difficulty_a == number


def test_what_changed_is_said_with_its_unit():
    after = Settings(difficulty_c=2, calm="blue")
    assert changes(GIVEN, after) == ["难度 C：1 个月 → 2 个月", "灯的颜色：绿 黄 红 → 蓝 黄 红"]
    assert changes(after, after) == []


def stored(world, number, **sets):
    row = StoredSettings(number=number, by=world.people["office"], reason="试行", at=clock.now_ms(), sets=sets)
    db.session.add(row)
    db.session.commit()


def test_the_latest_is_in_force_and_of_what_it_does_not_say_the_given(context, world):
    assert in_force() == GIVEN
    stored(world, 1, soon_days=5)
    stored(world, 2, soon_days=1, what_a_later_release_sets="x")
    assert in_force() == Settings(soon_days=1)
    assert [one.number for one in editions.editions()] == [2, 1, 0]
    assert editions.editions()[0].changes == ["黄灯：5 个工作日 → 1 个工作日"]


def test_what_a_later_release_has_set_is_kept_by_the_next_edition(context, world):
    stored(world, 1, what_a_later_release_sets="x")
    row = editions.change(world.person("office"), "1", AS_GIVEN | {"soon_days": "0"}, "试行")
    assert row.sets["what_a_later_release_sets"] == "x" and row.sets["soon_days"] == 0


def test_it_is_read_once_in_a_transaction_and_anew_in_the_next(context, world):
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert [in_force().soon_days for _ in range(50)] == [3] * 50
    assert len([one for one in asked if "FROM settings" in one]) == 1
    db.session.rollback()
    stored(world, 1, soon_days=5)
    assert in_force().soon_days == 5


def test_what_was_changed_and_not_committed_is_not_in_force(context, world):
    assert in_force() == GIVEN
    editions.change(world.person("office"), "0", AS_GIVEN | {"soon_days": "9"}, "试行")
    assert in_force().soon_days == 9
    db.session.rollback()
    assert in_force() == GIVEN
