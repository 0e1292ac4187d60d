"""Lists that name, or are asked for, more than a statement or a number takes."""

import sqlite3

import pytest

from tests.phones import Phone
from tests.states import state_saying
from zlc.database import db
from zlc.walks.names import matters_named, names_in, people_named

COMMON_LIMIT = 32_766  # values in a statement, of SQLite as it comes; PostgreSQL takes 65,535
MANY = 70_000


@pytest.fixture
def strict(context, world):
    raw = db.session.connection().connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, COMMON_LIMIT)


def test_a_walk_may_name_as_many_ids_as_it_likes(strict, world):
    ids = [f"{n:036}" for n in range(MANY)]
    someone = world.people["recorder"]
    assert people_named([*ids, someone]) == {someone: "记录员甲"}
    assert matters_named([*ids, world.matter]) == {world.matter: "灵活就业人员参保登记"}
    change = {"set": {str(n): {"value": id_} for n, id_ in enumerate([*ids, world.units["other"]])}}
    assert names_in(state_saying(amendments={"a": change}))[world.units["other"]] == "云岭市青溪街道"


@pytest.mark.parametrize("page", ["00000001" + "9" * 5000, "9" * 30, "0", "-1", "\u0663", "x"])
def test_a_page_that_is_none_is_the_first(visit, page):
    browser = visit("coordinator")
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk()
    phone.push()
    assert browser.get(f"/walks/{walk}", query_string={"entries": page}).status_code == 200
    assert browser.get(f"/walks/{walk}/photos", query_string={"photos": page, "x": page}).status_code == 200
