"""单位 of 云岭市 and their heads. Two have published logins for everybody; the others are at work beside them. What the admin did
about them since, by the same verbs as everybody's (keep_units), is the history of their pages."""

from datetime import date, timedelta
from typing import NamedTuple

from zlc import clock
from zlc.accounts import headships
from zlc.accounts import units as keeping
from zlc.accounts.models import Headship, Person, Unit
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
    kind: str = "department"
    parent: str = ""  # its key here


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
    "development": Place(
        "云岭市发展和改革局",
        "市发改局",
        (Office("沈志刚", "党组书记、局长", 40, 5), Office("方晓敏", "党组书记、局长", 5)),
    ),
    "civil": Place("云岭市民政局", "市民政局", (Office("余秀兰", "局党组书记、局长", 22),)),
    "housing": Place("云岭市住房和城乡建设局", "市住建局", (Office("贺建军", "局长", 14),)),
    "transport": Place("云岭市交通运输局", "市交通运输局", (Office("石磊", "党组书记、局长", 28),)),
    "urban": Place("云岭市城市管理和综合执法局", "市城管局", (Office("钟伟明", "局长", 11),)),
    "medical": Place("云岭市医疗保障局", "市医保局", (Office("蔡玉珍", "局长", 19),)),
    "health": Place("云岭市卫生健康局", "市卫健局", (Office("彭国华", "党组书记、局长", 33),)),
    "ecology": Place("云岭市生态环境局", "市生态环境局", (Office("姚远", "局长", 16),)),
    "police": Place("云岭市公安局", "市公安局", (Office("雷振东", "局长", 25),)),
    "qingxi": Place("云岭市青溪街道办事处", "青溪街道", (Office("莫春燕", "主任", 12),), "town"),
    "chengnan": Place("云岭市城南街道办事处", "城南街道", (Office("江海波", "主任", 30),), "town"),
    "shiqiao": Place(
        "云岭市石桥镇人民政府",
        "石桥镇",
        (Office("覃国强", "镇长", 45, 9), Office("龙雨晴", "镇长", 9)),
        "town",
    ),
    "registry": Place("云岭市不动产登记中心", "登记中心", (Office("邱伟", "主任", 38),), "part", "land"),
    "tax": Place("国家税务总局云岭市税务局", "市税务局", (Office("康志远", "党委书记、局长", 15),), "vertical"),
}


def found_units() -> dict[str, Unit]:
    """All units by their key here, with their heads."""
    units = {}
    for key, place in UNITS.items():
        unit = Unit(name=place.name, short=place.short, kind=place.kind)
        unit.headships = [_headship(office) for office in place.heads]
        db.session.add(unit)
        units[key] = unit
    db.session.flush()
    for key, place in UNITS.items():
        units[key].parent = units[place.parent] if place.parent else None
    db.session.flush()
    return units


def keep_units(units: dict[str, Unit], admin: Person, leader: Person) -> None:
    """One that stands under another, a head who followed another, and one who is known by an account, `leader`."""
    office = units["office"]
    why = "按实施方案，市营商办设在市发展和改革局"
    keeping.correct(admin, office, office.name, office.short, office.kind, units["development"].id, why)
    headships.take_office(admin, units["registry"], "严晓燕", "主任", _months_ago(2), ends_before=True)
    now = units["labour"].headships[-1]
    headships.correct(admin, now, now.name, now.title, now.begins_on, None, leader, "对应到她自己的账号")


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
