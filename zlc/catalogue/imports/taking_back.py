"""撤回: an import that was confirmed is undone, as long as nothing rests on what it brought. Matters that it changed are published
again as they were, in a further edition; those that it brought are offered no more (decision 32)."""

from collections.abc import Callable, Iterable

from sqlalchemy import select, update

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue import changes
from zlc.catalogue.changes import TAKEN_BACK, MatterChange
from zlc.catalogue.imports.models import Import
from zlc.catalogue.models import Matter
from zlc.catalogue.published import all_published, store
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db
from zlc.errors import NotNow
from zlc.texts import checked_reason
from zlc.versions import done_by

NAMED = 5  # things that are told by name
ELSE = "没有改动任何内容。要改回去，可以逐个更正事项，或导入更正后的表。"
Rests = Callable[[dict[str, int | None]], list[str]]


def take_back(one: Import, by: Person, reason: str, rests: Rests) -> dict[str, int]:
    """How many matters are gone, and how many as before. `rests` names what rests on matters in use since those instants (None:
    since ever). Raises NotNow with what rests on it, Refusal for a reason that will not do. The caller holds the import, and
    commits."""
    if one.stage == "taken_back":
        raise NotNow(f"{done_by('您', one.ended_at, '撤回过这次导入')}，没有重复撤回。")
    if one.stage != "applied":
        raise NotNow("这次导入没有确认过，目录没有改动，不用撤回。")
    reason = checked_reason(reason)
    changes.alone()
    made = list(db.session.scalars(select(MatterChange).where(MatterChange.import_id == one.id).order_by(MatterChange.matter_id)))
    if not made:
        raise NotNow(f"这次导入是旧版本的系统做的，改动之前的内容没有留下，不能撤回。{ELSE}")
    if found := [*_changed_since(made), *rests({line.matter_id: line.at if line.before else None for line in made}), *_requests(made)]:
        more = f"等 {len(found)} 处" if len(found) > NAMED else ""
        raise NotNow(f"不能撤回，这次导入的内容已经在用：{'；'.join(found[:NAMED])}{more}。{ELSE}")
    _undo(one, by, made, reason)
    one.stage, one.ended_at = "taken_back", clock.now_ms()
    return {"new": sum(not line.before for line in made), "changed": sum(bool(line.before) for line in made)}


def _undo(one: Import, by: Person, made: list[MatterChange], reason: str) -> None:
    now = all_published(one.unit_id)
    after = {line.matter_id: changes.undone(now[line.matter_id], line) for line in made if line.before}
    gone = [line.matter_id for line in made if not line.before]
    after |= {key: now[key].with_values({"active": False}) for key in gone}
    by_id, import_id = by.id, one.id
    store([], after)
    changes.keep(by_id, TAKEN_BACK, [], {key: (now[key], what) for key, what in after.items()}, reasons={"": reason})
    if gone:
        db.session.execute(update(Matter), [{"id": key, "taken_back": True} for key in gone])
    db.session.expire_all()
    db.session.get_one(Import, import_id)


def _changed_since(made: Iterable[MatterChange]) -> list[str]:
    """Later editions."""
    numbers = {line.matter_id: line.number for line in made}
    later = [row[0] for row in changes.changes_of(numbers).values() if row[0].number != numbers[row[0].matter_id]]
    names = _names([one.matter_id for one in later])
    return [f"这次导入之后，事项「{names[one.matter_id]}」由{one.person.name}在 {clock.spoken(one.at)} {one.how_name}过" for one in later]


def _requests(made: Iterable[MatterChange]) -> list[str]:
    since, found = {line.matter_id: line.at if line.before else 0 for line in made}, []
    ids = list(since)
    for start in range(0, len(ids), changes.AT_ONCE):
        of = CollectedRequest.matter_id.in_(ids[start : start + changes.AT_ONCE])
        for one in db.session.scalars(select(CollectedRequest).where(of, CollectedRequest.withdrawn_at.is_(None))):
            if one.at >= since[one.matter_id or ""]:
                found.append(f"{one.unit.short}的待办事项 {one.number} 号（{one.text}）")
    return found


def _names(ids: list[str]) -> dict[str, str]:
    rows = (db.session.execute(select(Matter.id, Matter.name).where(Matter.id.in_(ids[at : at + changes.AT_ONCE])))
            for at in range(0, len(ids), changes.AT_ONCE))  # fmt: skip
    return {row.id: row.name for some in rows for row in some}
