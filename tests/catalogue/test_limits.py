"""Published limits: how they read, and what is no limit at all."""

import pytest
from flask import Flask

from tests.worlds import World
from zlc.catalogue.models import Limit, Material, Matter, limit_of
from zlc.database import db


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(5, "working_day"), "5 个工作日"),
        (Limit(30, "day"), "30 天"),
        (Limit(0, "at_once"), "即办"),
        (Limit(1, "at_once"), "即办"),
    ],
)
def test_a_limit_reads_as_people_write_it(limit: Limit, words: str) -> None:
    assert limit.spoken == words


@pytest.mark.parametrize(("value", "unit"), [(3, "hour"), (3, ""), (-1, "day")])
def test_no_other_limits_can_be_made(value: int, unit: str) -> None:
    with pytest.raises(ValueError):
        Limit(value, unit)


def test_what_is_not_published_is_no_limit() -> None:
    assert limit_of(None, None) is None
    assert limit_of(5, None) is None
    assert limit_of(None, "working_day") is None
    assert limit_of(None, "at_once") == Limit(0, "at_once")


def test_a_matter_keeps_its_limits_and_the_order_of_its_materials(app: Flask, world: World) -> None:
    with app.app_context():
        matter = Matter(
            unit_id=world.units["home"],
            name="单位社保跨区迁移",
            promised_value=5,
            promised_unit="working_day",
            materials=[
                Material(position=1, name="申请表", copies=2),
                Material(position=0, name="营业执照", original=True),
            ],
        )
        db.session.add(matter)
        db.session.commit()
        db.session.expire_all()
        assert matter.promised == Limit(5, "working_day")
        assert matter.statutory is None
        assert [(m.name, m.copies, m.original) for m in matter.materials] == [
            ("营业执照", 1, True),
            ("申请表", 2, False),
        ]
