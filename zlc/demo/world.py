"""云岭市, made once in an empty database by the same verbs as real use."""

from pathlib import Path

from flask import current_app
from sqlalchemy import select

from zlc.accounts import audit
from zlc.accounts.models import ROLES, Person, Unit, person_named
from zlc.database import db
from zlc.demo import desk
from zlc.demo.matters import publish_matters
from zlc.demo.people import PEOPLE, found_people
from zlc.demo.pool import collect
from zlc.demo.sessions import SESSIONS, sit
from zlc.demo.town import Town
from zlc.demo.units import UNITS, found_units, keep_units
from zlc.demo.walks import WALKS
from zlc.errors import NotNow


class WorldExists(NotNow):
    code = "world_exists"

    def __init__(self) -> None:
        super().__init__(
            "演示数据已经在了，没有改动任何内容。账号和密码与第一次相同；忘了密码，请删去数据文件夹再建一次。"
        )


class NotEmpty(NotNow):
    code = "not_empty"

    def __init__(self) -> None:
        super().__init__(
            "这个数据库里已有单位或人员，演示数据只能装进空数据库，没有改动任何内容。"
            "请把 ZLC_DATA 指到另一个文件夹再试。"
        )


def build(password: str) -> dict[str, str]:
    """Make the world in the open transaction, which the caller commits. The walks' ids by their case.

    Needs an app context and a migrated database. Raises WorldExists, NotEmpty, or WeakPassword,
    having written nothing.
    """
    _check_empty()
    units = found_units()
    people = found_people(units, password)
    keep_units(units, people["admin"], people["head"])
    town = Town(units, people, publish_matters(units), Path(current_app.config["DATA"]))
    town.requests.update(collect(town))
    walks = {case: walk(town) for case, walk in WALKS.items()}
    walks |= {case: sit(town, case) for case in SESSIONS}
    desk.drive_problems(town, walks)
    audit.record("demo built", about=UNITS["labour"].name, walks=len(walks))
    db.session.flush()
    return walks


def logins() -> str:
    """Everybody who can log in, a line each: 「recorder  周晓岚  市人社局  记录员」."""
    return "\n".join(
        f"{username:<13} {who.name}  {UNITS[who.unit].short}  {ROLES[who.role]}"
        for username, who in PEOPLE.items()
    )


def _check_empty() -> None:
    first = person_named(next(iter(PEOPLE)))
    if first is not None and first.unit.name == UNITS["labour"].name:
        raise WorldExists
    if any(db.session.scalar(select(table.id).limit(1)) for table in (Unit, Person)):
        raise NotEmpty
