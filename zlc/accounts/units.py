"""A unit added and corrected: its name, its kind, under which other one it stands. None is ever deleted."""

import unicodedata
from collections.abc import Iterator

from sqlalchemy import or_, select, text

from zlc.accounts import unit_changes
from zlc.accounts.models import UNIT_KINDS, Person, Unit
from zlc.accounts.unit_changes import ADDED, CORRECTED, Values
from zlc.database import db
from zlc.errors import Forbidden, NotFound, NotNow, Refusal
from zlc.texts import checked_reason, clean_text
from zlc.versions import done_by, mark_of, overtaken

LONGEST_NAME, LONGEST_SHORT = 200, 40
FIELDS = {"name": "名称", "short": "简称", "kind": "种类", "parent_id": "上级单位"}
NOT_YOURS = "单位和主要负责人由系统管理员登记，您可以查看。没有改动任何内容。"
ASKED = "单位的资料由营商办、督导和系统管理员查看，联络员查看本单位的。"


def unit_of(person: Person, unit_id: str) -> Unit:
    """Raises NotFound for one that this person may not open."""
    found = db.session.get(Unit, clean_text(unit_id))
    if found is None or not person.opens_unit(found.id):
        raise NotFound
    return found


def to_change(by: Person, unit_id: str) -> Unit:
    """Raises NotFound, Forbidden."""
    unit = unit_of(by, unit_id)
    check_keeps(by, unit)
    return unit


def check_keeps(by: Person, unit: Unit | None = None) -> None:
    """Raises Forbidden."""
    if not by.keeps_accounts:
        raise Forbidden(NOT_YOURS if unit or by.opens_units else ASKED)


def alone() -> None:
    """Nobody else changes units or heads until this transaction ends. On SQLite the writing transaction sees to it."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("lock table units in share row exclusive mode"))


def values_of(unit: Unit) -> Values:
    return {field: getattr(unit, field) for field in FIELDS}


def version_of(unit: Unit) -> str:
    return mark_of(values_of(unit))


def check_seen(unit: Unit, seen: str) -> None:
    """Raises Overtaken with who corrected it, and when."""
    if seen != version_of(unit):
        raise_overtaken(unit, (CORRECTED,), "更正过这个单位")


def as_seen(unit: Unit, seen: str) -> Values:
    """What the person was shown; of a version that never was, what it began as."""
    values = values_of(unit)
    for change in unit_changes.changes_of(unit.id):
        if mark_of(values) == seen:
            break
        values |= change.before if change.how == CORRECTED else {}
    return values


def raise_overtaken(unit: Unit, ways: tuple[str, ...], done: str) -> None:
    last = next((one for one in unit_changes.changes_of(unit.id) if one.how in ways), None)
    if last is None:
        raise overtaken("页面内容不完整，或者这个单位已经改过。")
    raise overtaken(f"{done_by(last.person.name if last.person else '服务器的管理者', last.at, done)}。")


def add(by: Person | None, name: str, short: str, kind: str, parent_id: str = "") -> Unit:
    """A new unit; its short name is its name where none is given. Raises NotNow where another one bears either, Refusal (422)."""
    unit = Unit(**_checked(None, name, short, kind, parent_id, "没有添加"))
    db.session.add(unit)
    unit_changes.keep(by, ADDED, unit, {}, values_of(unit))
    return unit


def correct(by: Person | None, unit: Unit, name: str, short: str, kind: str, parent_id: str, reason: str) -> list[str]:
    """What of it was changed, in words. Walks, problems and papers show its name as it is now. Raises NotNow, Refusal (422)."""
    values = _checked(unit, name, short, kind, parent_id, "没有改动")
    if all(getattr(unit, field) == value for field, value in values.items()):
        raise Refusal("和现在的内容一样，没有可以保存的改动。", status=422)
    reason = checked_reason(reason)
    before, after = unit_changes.set_values(unit, values)
    unit_changes.keep(by, CORRECTED, unit, before, after, reason)
    return [FIELDS[field] for field in after]


def _checked(unit: Unit | None, name: str, short: str, kind: str, parent_id: str, undone: str) -> Values:
    """What was typed, as it is kept. `unit`: whose it will be, where it is not new."""
    name = one_line(name, "name", "单位的名称", LONGEST_NAME)
    short = one_line(short or name, "short", "简称", LONGEST_SHORT)
    for field, wanted in (("name", name), ("short", short)):
        same = db.session.scalar(select(Unit).where(or_(Unit.name == wanted, Unit.short == wanted), Unit.id != (unit.id if unit else "")))
        if same is not None:
            raise NotNow(f"已经有叫 {wanted} 的单位（{same.name}），{undone}。", field=field)
    if kind not in UNIT_KINDS:
        raise Refusal(f"请选择单位的种类：{'、'.join(UNIT_KINDS.values())}。", status=422, field="kind")
    return {"name": name, "short": short, "kind": kind, "parent_id": _parent(unit, parent_id)}


def _parent(unit: Unit | None, parent_id: str) -> str | None:
    """Raises Refusal (422) where it would stand above itself."""
    if not parent_id:
        return None
    parent = db.session.get(Unit, clean_text(parent_id))
    if parent is None:
        raise Refusal("没有这个上级单位，请重新选择。", status=422, field="parent_id")
    if unit is not None and any(one.id == unit.id for one in upwards(parent)):
        said = "单位不能是自己的上级。" if parent.id == unit.id else f"{parent.short}在{unit.short}下面，不能又是它的上级。"
        raise Refusal(said, status=422, field="parent_id")
    return parent.id


def upwards(unit: Unit) -> Iterator[Unit]:
    """Itself, its parent, and so on; each once, whatever the database holds."""
    known: set[str] = set()
    above: Unit | None = unit
    while above is not None and above.id not in known:
        known.add(above.id)
        yield above
        above = above.parent


def one_line(typed: str, field: str, what: str, longest: int) -> str:
    """A name as it is kept: in one line, without what nobody can see. Raises Refusal (422)."""
    seen = "".join(" " if one.isspace() else one for one in clean_text(typed) if one.isspace() or unicodedata.category(one)[0] != "C")
    said = " ".join(seen.split())
    if not said:
        raise Refusal(f"请填写{what}。", status=422, field=field)
    if len(said) > longest:
        raise Refusal(f"{what}请不超过 {longest} 字，现在有 {len(said)} 字。", status=422, field=field)
    return said
