"""What a line of the log is about, as people call it: a problem by its number, a walk by its matter and day, a person by name and
unit. Whoever reads the log opens none of them, and learns nothing of what they say."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from zlc import clock
from zlc.accounts import history
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person, Unit
from zlc.catalogue.imports.models import Import
from zlc.catalogue.models import Matter
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db
from zlc.demands.models import Intermediary, Proof
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.rectifications.models import Rectification
from zlc.texts import UUID
from zlc.walks.models import Device, Entry, Walk
from zlc.walks.names import AT_ONCE, matter_of, matters_named
from zlc.walks.words import KINDS

HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
# The nouns of our addresses, by their first part or, of what phones ask, the part behind /api/v1.
PLACES = {
    "problems": "问题清单", "needs": "需求清单", "rectifications": "整改清单", "proofs": "证明清单",
    "intermediaries": "中介清单", "reassignments": "批量改派",
    "walks": "走流程记录", "samples": "抽查", "summary": "汇总", "summary.pdf": "汇总",
    "requests": "待办事项", "origins": "导入文件的来源", "people": "人员", "units": "单位", "devices": "上传核对", "held": "收下未用",
    "handovers": "移交", "matters": "事项目录", "editions": "环节和要素", "settings": "设置", "imports": "导入事项", "audit": "审计日志",
    "audit.csv": "导出审计日志", "audit.xlsx": "导出审计日志", "login": "登录", "logout": "退出登录", "password": "修改密码",
    "link": "一次性链接", "first-password": "设第一个密码",
    "field": "手机记录", "entries": "手机上传记录", "photos": "照片", "rescue": "导出文件", "changes": "手机取新内容",
    "hello": "手机问候", "catalogue": "手机取目录",
}  # fmt: skip


class Names(NamedTuple):
    """id → what it is called; `people` by account."""

    of: dict[str, str]
    people: dict[str, str]


def names_in(lines: Iterable[AuditLine]) -> Names:
    """Everything that these lines mention, in some ten queries."""
    shown = list(lines)
    ids = {found for line in shown for found in UUID.findall(f"{line.about} {line.detail}")}
    accounts = {line.about for line in shown if line.verb in history.VERBS}
    return Names(_named(ids), _people(Person.username, accounts))


def thing(line: AuditLine, names: Names) -> str:
    """What the line is about; "" where there is nothing to name."""
    about = line.about
    if line.verb in history.VERBS:
        return names.people.get(about, about)
    if line.verb in ("photo", "photos lost"):
        return f"照片 {about[:12]}"
    if line.verb.startswith("sample."):
        return f"种子 {line.detail['seed']} 的抽查" if "seed" in line.detail else f"抽查的整改 {line.detail.get('number', '')}"
    if line.verb == "edition.published":
        return f"第 {about} 版环节和要素"
    if line.verb == "settings.changed":
        return f"第 {about} 版设置"
    if line.verb.startswith("import") or line.verb == "download.faulty":
        return names.of.get(about) or str(line.detail.get("file") or about)
    if about.startswith("/"):
        return _place(about, names)
    if line.verb.startswith(("rescue", "origin.")) and (HASH.search(about) or about == "rescues"):
        return "到期的导出文件" if about == "rescues" else f"导出文件 {about[:12]}"
    return told(about, names)


def told(text: str, names: Names) -> str:
    """With every id in it named. One that is not there any more keeps its beginning."""
    named = UUID.sub(lambda found: names.of.get(found[0], f"已不在的 {found[0][:8]}"), text)
    return address_of(named)


def address_of(path: str) -> str:
    """As it was asked for. Of a photo, who may see it knows the whole hash: here its beginning tells it from others."""
    return HASH.sub(r"\1…", path)


def _place(path: str, names: Names) -> str:
    """「问题 〔2026〕…-001」, 「登录」: the page that was asked for, or the thing that it shows."""
    address = path.partition("?")[0]
    known = next((names.of[found] for found in UUID.findall(address) if found in names.of), "")
    parts = [part for part in address.split("/") if part and part not in ("api", "v1")]
    place = PLACES.get(parts[0] if parts else "", "")
    if known or (place and not HASH.search(address)):
        return known or place
    return "首页" if not parts else f"{place} {address_of(parts[-1])}".strip()


def _named(ids: set[str]) -> dict[str, str]:
    """A problem's or need's id is its entry's: who is looked for last is called by the better name."""
    found: dict[str, str] = {}
    if not ids:
        return found
    entries = {one.id: one for one in _rows(select(Entry.id, Entry.walk_id, Entry.kind), Entry.id, ids)}
    walks = _walks(ids | {one.walk_id for one in entries.values() if one.walk_id})
    for one in entries.values():
        found[one.id] = f"{walks.get(one.walk_id, '一次走流程')}里的{KINDS.get(one.kind, '记录')}"
    found |= _people(Person.id, ids) | walks
    found |= {one.id: f"单位「{one.short}」" for one in _rows(select(Unit.id, Unit.short), Unit.id, ids)}
    for device in _all(select(Device).options(joinedload(Device.person)), Device.id, ids):
        found[device.id] = f"{device.person.name}的{'电脑登记' if device.desk else '手机'}{f'（{device.label}）' if device.label else ''}"
    for matter in _all(select(Matter).options(joinedload(Matter.unit)), Matter.id, ids):
        found[matter.id] = f"事项「{matter.name}」（{matter.unit.short}）"
    for one in _rows(select(Import.id, Import.file_name), Import.id, ids):
        found[one.id] = f"目录表「{one.file_name}」"
    for request in _all(select(CollectedRequest).options(joinedload(CollectedRequest.unit)), CollectedRequest.id, ids):
        found[request.id] = f"待办事项 {request.number} 号（{request.unit.short}）"
    for problem in _all(select(Problem).options(joinedload(Problem.unit)), Problem.id, ids):
        found[problem.id] = f"问题 {problem.full_number}"
    for one in _rows(select(Rectification.id, Rectification.full_number), Rectification.id, ids):
        found[one.id] = f"整改 {one.full_number}"
    for called, model in (("需求", Need), ("证明", Proof), ("中介", Intermediary)):
        for one in _rows(select(model.id, model.full_number), model.id, ids):
            found[one.id] = f"{called} {one.full_number}"
    return found


def _walks(ids: set[str]) -> dict[str, str]:
    shown = list(_all(select(Walk).options(joinedload(Walk.unit)), Walk.id, ids))
    matters = matters_named(walk.matter_id for walk in shown)
    return {walk.id: _walk(walk, matters) for walk in shown}


def _walk(walk: Walk, matters: dict[str, str]) -> str:
    day = f"{clock.local(walk.begins_at):%Y-%m-%d} " if walk.begins_at is not None else ""
    what = matter_of(walk, matters)
    kind = "坐窗口" if walk.counter else "走流程"
    return f"{day}{kind}{'' if what == kind else f'「{what}」'}（{walk.unit.short}）"


def _people(column: Any, values: set[str]) -> dict[str, str]:
    shown = _all(select(Person).options(joinedload(Person.unit)), column, values)
    return {getattr(one, column.key): f"{one.name}（{one.unit.short}）" for one in shown}


def _all(wanted: Any, column: Any, values: set[str]) -> Iterable[Any]:
    ids = sorted(values)
    for first in range(0, len(ids), AT_ONCE):
        yield from db.session.scalars(wanted.where(column.in_(ids[first : first + AT_ONCE])))


def _rows(wanted: Any, column: Any, values: set[str]) -> Iterable[Any]:
    ids = sorted(values)
    for first in range(0, len(ids), AT_ONCE):
        yield from db.session.execute(wanted.where(column.in_(ids[first : first + AT_ONCE])))
