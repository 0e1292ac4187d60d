"""The people of 云岭市. PEOPLE can log in, one for each thing that can be done here; COLLEAGUES are the staff
of the other units, who cannot. All names are invented."""

from typing import NamedTuple

from zlc.accounts import passwords
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


NO_LOGIN = "-"  # no hash of any password

COLLEAGUES = {
    "market.recorder": Who("market", "recorder", "许佳怡", "登记注册股科员"),
    "market.head": Who("market", "head", "唐立新", "局长"),
    "market.coordinator": Who("market", "coordinator", "曾宪平", "办公室主任"),
    "data.clerk": Who("data", "clerk", "白露", "政务大厅值班长"),
    "development.recorder": Who("development", "recorder", "陶思远", "固定资产投资股科员"),
    "development.coordinator": Who("development", "coordinator", "孔令辉", "办公室主任"),
    "civil.recorder": Who("civil", "recorder", "戴雅琴", "社会救助股科员"),
    "civil.coordinator": Who("civil", "coordinator", "范志强", "办公室主任"),
    "housing.recorder": Who("housing", "recorder", "邹凯", "行政审批股科员"),
    "housing.coordinator": Who("housing", "coordinator", "熊丽娟", "行政审批股股长"),
    "transport.head": Who("transport", "head", "石磊", "党组书记、局长"),
    "transport.coordinator": Who("transport", "coordinator", "侯永康", "办公室副主任"),
    "urban.recorder": Who("urban", "recorder", "孟小芸", "市容管理股科员"),
    "urban.coordinator": Who("urban", "coordinator", "秦朗", "市容管理股股长"),
    "medical.recorder": Who("medical", "recorder", "阎慧", "待遇保障股科员"),
    "medical.coordinator": Who("medical", "coordinator", "龚正", "办公室主任"),
    "health.recorder": Who("health", "recorder", "万晓彤", "妇幼健康股科员"),
    "ecology.recorder": Who("ecology", "recorder", "章立群", "行政审批股科员"),
    "police.recorder": Who("police", "recorder", "尹航", "交通设施股民警"),
    "police.coordinator": Who("police", "coordinator", "关振华", "办公室主任"),
    "qingxi.recorder": Who("qingxi", "recorder", "岳琳", "公共服务办科员"),
    "qingxi.coordinator": Who("qingxi", "coordinator", "柳文斌", "党政办主任"),
    "chengnan.recorder": Who("chengnan", "recorder", "左思源", "公共服务办科员"),
    "chengnan.coordinator": Who("chengnan", "coordinator", "齐敏", "党政办主任"),
    "shiqiao.recorder": Who("shiqiao", "recorder", "田小满", "便民服务中心工作人员"),
}


def found_people(units: dict[str, Unit], password: str) -> dict[str, Person]:
    """All people by user name. Raises WeakPassword."""
    for username in PEOPLE:
        passwords.check_strength(password, username)
    known = passwords.hash_of(password)  # once for all: argon2 is slow on purpose
    people = {username: _person(units, username, who, known) for username, who in PEOPLE.items()}
    people |= {username: _person(units, username, who, NO_LOGIN) for username, who in COLLEAGUES.items()}
    db.session.flush()
    return people


def _person(units: dict[str, Unit], username: str, who: Who, password_hash: str) -> Person:
    person = Person(
        username=username, name=who.name, title=who.title, unit=units[who.unit], roles=[who.role],
        password_hash=password_hash,
    )  # fmt: skip
    db.session.add(person)
    return person
