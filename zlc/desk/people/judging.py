"""What a list would do, line by line: each is done by the verb that the page of one uses, and taken back where that refuses. So
the preview is the import itself, of which nothing is kept."""

import re
from typing import NamedTuple

from sqlalchemy import select

from zlc.accounts import audit, units
from zlc.accounts.keeping import Keeper
from zlc.accounts.models import UNIT_KINDS, Person, Unit, person_named
from zlc.accounts.naming import checked_account, checked_name, checked_title
from zlc.accounts.roles import ROLES
from zlc.database import db
from zlc.desk.people.lists import PEOPLE, Line, Listed, column_name
from zlc.errors import Refusal
from zlc.versions import mark_of

APART = re.compile(r"[、,，;；/\s]+")


class Judged(NamedTuple):
    """`outcome`: new, same or faulty; `column` and `wrong` of a faulty one, `who` is the id of a new person."""

    line: Line
    outcome: str
    column: str = ""
    wrong: str = ""
    who: str = ""


def judge(keeper: Keeper, listed: Listed, why: str) -> list[Judged]:
    """In a transaction that writes; whoever only looks rolls it back."""
    known: dict[str, int] = {}
    return [_judged(keeper, listed.kind, line, known, why) for line in listed.lines]


def _judged(keeper: Keeper, kind: str, line: Line, known: dict[str, int], why: str) -> Judged:
    try:
        with db.session.begin_nested():
            return (_person if kind == PEOPLE else _unit)(keeper, line, known, why)
    except Refusal as refusal:
        said = refusal.message.replace("，没有添加", "").replace("，没有改动", "")
        return Judged(line, "faulty", column_name(kind, refusal.field or ""), said)


def _person(keeper: Keeper, line: Line, known: dict[str, int], why: str) -> Judged:
    said = {field: line.cells.get(field, "") for field in ("username", "name", "title", "unit", "roles")}
    account = checked_account(said["username"])
    _once(account, "账号", "username", line, known)
    unit, roles = _unit_named(said["unit"], "unit"), _roles(said["roles"])
    there = person_named(account)
    if there is not None:
        wanted = (checked_name(said["name"]), checked_title(said["title"]), unit.id, set(roles))
        if (there.name, there.title, there.unit_id, set(there.roles)) == wanted:
            return Judged(line, "same")
        told = f"已经有这个账号：{there.name}，{there.unit.short}，{there.role_names}。导入只添加新的人；要改，请打开他的页面。"
        raise Refusal(told, field="username")
    one = Person(username=account, name=said["name"], title=said["title"], roles=roles, password_hash="", must_change=True)
    one.unit = unit
    keeper.add(one, why)
    return Judged(line, "new", who=one.id)


def _unit(keeper: Keeper, line: Line, known: dict[str, int], _why: str) -> Judged:
    said = {field: line.cells.get(field, "").strip() for field in ("name", "short", "kind", "parent_id")}
    _once(said["name"], "单位", "name", line, known)
    kind = next((code for code, name in UNIT_KINDS.items() if said["kind"] in (name, re.sub("（.*）", "", name))), "")
    parent = _unit_named(said["parent_id"], "parent_id") if said["parent_id"] else None
    there = db.session.scalar(select(Unit).where(Unit.name == said["name"]))
    if there is not None and (there.short, there.kind, there.parent_id) == (
        said["short"] or there.short, kind, parent.id if parent else None,
    ):  # fmt: skip
        return Judged(line, "same")
    added = units.add(keeper.by, said["name"], said["short"], kind, parent.id if parent else "")
    audit.record("unit added", person=keeper.by, address=keeper.address, about=added.id, name=added.name)
    return Judged(line, "new")


def _once(name: str, what: str, field: str, line: Line, known: dict[str, int]) -> None:
    first = known.setdefault(name, line.number)
    if first != line.number:
        raise Refusal(f"这个{what}在第 {first} 行已经有了。请删去一行，或改成别的。", field=field)


def _unit_named(name: str, field: str) -> Unit:
    unit = db.session.scalar(select(Unit).where((Unit.name == name.strip()) | (Unit.short == name.strip()))) if name.strip() else None
    if unit is None:
        said = f"没有叫「{name.strip()}」的单位。请写系统里的全称或简称，或者先添加这个单位。" if name.strip() else "请填写单位。"
        raise Refusal(said, field=field)
    return unit


def _roles(words: str) -> list[str]:
    codes = {name: code for code, name in ROLES.items()}
    names = [name for name in APART.split(words) if name]
    if unknown := [name for name in names if name not in codes]:
        raise Refusal(f"没有「{'」「'.join(unknown)}」这个角色。可选：{'、'.join(codes)}；几个的用顿号隔开。", field="roles")
    if not names:
        raise Refusal(f"请填写角色。可选：{'、'.join(codes)}；几个的用顿号隔开。", field="roles")
    return [codes[name] for name in names]


def version_of(judged: list[Judged]) -> str:
    """What whoever confirms has seen."""
    return mark_of([(one.line.number, one.outcome, one.wrong) for one in judged])
