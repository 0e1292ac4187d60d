"""Everybody who can log in, one for each thing that can be done here. All names are invented."""

from typing import NamedTuple

from zlc.accounts.models import Person, Unit
from zlc.database import db


class Who(NamedTuple):
    unit: str
    role: str
    name: str
    title: str


PEOPLE = {
    "recorder": Who("labour", "recorder", "周晓岚", "办公室科员"),
    "head": Who("labour", "head", "梁文慧", "党组书记、局长"),
    "clerk": Who("labour", "clerk", "陈丽萍", "社保综合窗口工作人员"),
    "coordinator": Who("labour", "coordinator", "何志远", "办公室主任"),
    "recorder2": Who("land", "recorder", "吴俊杰", "行政审批股科员"),
    "clerk2": Who("land", "clerk", "黄敏仪", "不动产登记窗口工作人员"),
    "coordinator2": Who("land", "coordinator", "谢海涛", "行政审批股股长"),
    "office": Who("office", "office", "林婉清", "价格管理和体制改革股副股长"),
    "supervisor": Who("data", "supervisor", "邓伟强", "政务服务督导股股长"),
    "admin": Who("data", "admin", "苏一鸣", "信息技术股工程师"),
    "auditor": Who("data", "auditor", "马静", "机关纪委委员"),
}


def found_people(units: dict[str, Unit], password: str) -> dict[str, Person]:
    """All people by user name. Raises WeakPassword."""
    people = {}
    for username, who in PEOPLE.items():
        person = Person(
            username=username, name=who.name, title=who.title, unit=units[who.unit], roles=[who.role]
        )
        person.set_password(password)
        db.session.add(person)
        people[username] = person
    db.session.flush()
    return people
