"""单位 of 云岭市 and their heads. Two of them walk; the others run, watch, or own a matter."""

from datetime import date, timedelta
from typing import NamedTuple

from zlc import clock
from zlc.accounts.models import Headship, Unit
from zlc.database import db


class Office(NamedTuple):
    """A head's time of office; months counted back from today, `until` None while it lasts."""

    name: str
    title: str
    since: int
    until: int | None = None


class Place(NamedTuple):
    name: str
    short: str
    heads: tuple[Office, ...]


UNITS = {
    "labour": Place(
        "云岭市人力资源和社会保障局",
        "市人社局",
        (Office("郑国栋", "局长", 52, 8), Office("梁文慧", "党组书记、局长", 8)),
    ),
    "land": Place("云岭市自然资源和规划局", "市自然资源局", (Office("罗建明", "党组书记、局长", 31),)),
    "market": Place("云岭市市场监督管理局", "市市场监管局", (Office("唐立新", "局长", 20),)),
    "office": Place("云岭市全面优化营商环境领导小组办公室", "市营商办", (Office("冯启明", "主任", 26),)),
    "data": Place("云岭市政务服务数据管理局", "市政数局", (Office("韩雪松", "局长", 17),)),
}


def found_units() -> dict[str, Unit]:
    """All units by their key here, with their heads."""
    units = {}
    for key, place in UNITS.items():
        unit = Unit(name=place.name, short=place.short, kind="department")
        unit.headships = [_headship(office) for office in place.heads]
        db.session.add(unit)
        units[key] = unit
    db.session.flush()
    return units


def _headship(office: Office) -> Headship:
    return Headship(
        name=office.name,
        title=office.title,
        begins_on=_months_ago(office.since),
        ends_on=_months_ago(office.until) - timedelta(days=1) if office.until else None,
    )


def _months_ago(months: int) -> date:
    """The first day of the month that lies so many months back."""
    today = clock.today()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)
