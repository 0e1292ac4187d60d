"""更正、停办、恢复: one matter changed by hand. Each field that changes says why; each change is an edition (changes.py), and walks
that have begun keep the one before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue import changes
from zlc.catalogue.changes import CORRECTED, HOW, STARTED, STOPPED
from zlc.catalogue.fields import field_name
from zlc.catalogue.further import FURTHER
from zlc.catalogue.imports.judging import Catalogue, name_key
from zlc.catalogue.imports.models import scope_of
from zlc.catalogue.imports.reading_rows import EMPTIED, LineReader
from zlc.catalogue.imports.spoken import CHANNEL_NAMES, FIELDS, material_words
from zlc.catalogue.models import Limit, Matter
from zlc.catalogue.published import Published, all_published, published_of, store
from zlc.database import db
from zlc.errors import Forbidden, NotFound, NotNow, Refusal
from zlc.texts import LONGEST_REASON, checked_reason, clean_text
from zlc.versions import done_by, overtaken

BY_HAND = tuple(field for field in FIELDS if field != "active")
SWITCHES = ("frequent", "blocked")
NOT_YOURS = "事项由营商办和本单位联络员更正，您可以查看。没有改动任何内容。"
WHY = "请写明为什么改。"


class Unreadable(Refusal):
    """`faults`: what is wrong, by field."""

    status, code = 422, "bad_form"

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(f"有 {len(faults)} 处没有填好，没有保存。您填的都还在，请看标出来的地方。")
        self.faults = dict(faults)


def keeps(person: Person, matter: Matter) -> bool:
    """Who may take lists of this unit's matters into the catalogue may change one of them."""
    return person.imports_matters and scope_of(person) in (None, matter.unit_id)


def to_change(by: Person, matter_id: str) -> Matter:
    """The matter. Raises NotFound, Forbidden."""
    if not by.imports_matters:
        raise Forbidden(NOT_YOURS)
    found = db.session.get(Matter, matter_id, populate_existing=True)
    if found is None or found.taken_back:
        raise NotFound
    if not keeps(by, found):
        raise Forbidden(NOT_YOURS)
    return found


def check_seen(matter: Matter, seen: str) -> None:
    """Raises Overtaken with who changed it, and when."""
    if seen != str(matter.version):
        last = next(iter(changes.changes_of([matter.id]).get(matter.id, [])), None)
        raise overtaken(f"{done_by(last.person.name, last.at, f'{HOW[last.how]}过这个事项')}。" if last else "这个事项已经改过。")


def as_seen(matter: Matter, seen: str) -> Published:
    """What the person was shown, by the number of its edition."""
    one = published_of(matter)
    for change in changes.changes_of([matter.id]).get(matter.id, []):
        if not seen.isdecimal() or change.number <= int(seen[:9]):
            break
        one = changes.undone(one, change)
    return one


def shown(one: Published) -> dict[str, str]:
    """Each field as a person writes it, and as it is read again."""
    return {field: _written(field, getattr(one, field)) for field in BY_HAND} | {code: one.further.get(code, "") for code in FURTHER}


def _written(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Limit):
        return value.spoken
    if field == "materials":
        return "\n".join(material_words(one) for one in value)
    if field == "channels":
        return "、".join(CHANNEL_NAMES[one] for one in value)
    return "、".join(value) if isinstance(value, tuple) else str(value)


def correct(by: Person, matter: Matter, typed: Mapping[str, str], reasons: Mapping[str, str]) -> list[str]:
    """A new edition with what was typed; a field that was emptied is 未公布. `reasons` by field, "" for all that have none of
    their own. The names of what was changed. Raises Unreadable and Refusal (422). The caller commits."""
    before = published_of(matter)
    now = shown(before)
    said = {field: _plain(text) for field, text in typed.items() if field in now}
    different = {field: text for field, text in said.items() if text != now[field]}
    if not different:
        raise Refusal("和现在的内容一样，没有可以保存的改动。", status=422)
    after, faults = _read(before, different)
    why = {field: _plain(reasons.get(field, "")) or _plain(reasons.get("", "")) for field in different}
    for field, text in why.items():
        if not text or len(text) > LONGEST_REASON:
            faults.setdefault(field, WHY if not text else f"理由请不超过 {LONGEST_REASON} 字。")
    faults |= _clashes(matter, after) if not {"name", "code"} & set(faults) else {}
    if faults:
        raise Unreadable(faults)
    if after == before:
        raise Refusal("改的地方意思没有变，没有可以保存的改动。", status=422)
    _keep(by, matter, CORRECTED, before, after, reasons=why)
    return [field_name(field) for field in different]


def _plain(text: str) -> str:
    return clean_text(text).replace("\r\n", "\n").strip()


def _read(before: Published, typed: Mapping[str, str]) -> tuple[Published, dict[str, str]]:
    """What would be published, by the same rules as a row of a list, and what is wrong by field."""
    names = {field_name(field): field for field in typed}
    line = LineReader(list(names), {field: at for at, field in enumerate(typed)}).read(1, list(typed.values()))
    faults = {names[fault["column"]]: str(fault["message"]) for fault in line.faults}
    if "name" in line.blanks:
        faults["name"] = "没有写事项名称。"
    if line.notes:  # a list goes on without what is neither; here somebody is there to say it otherwise
        faults["channels"] = "请只写「窗口办理」「网上办理」，别的办法写在指南的其他内容里。"
    blanks: dict[str, Any] = {field: EMPTIED.get(field) for field in line.blanks if field not in FURTHER}
    further = {**{field: "" for field in line.blanks if field in FURTHER}, **line.values.pop("further", {})}
    if faults:
        return before, faults
    return before.with_values({**line.values, **blanks, **({"further": further} if further else {})}), {}


def _clashes(matter: Matter, after: Published) -> dict[str, str]:
    """What a list could not tell from another matter of the unit any more."""
    others = Catalogue({key: one for key, one in all_published(matter.unit_id).items() if key != matter.id})
    code, name = name_key(after.code), name_key(after.name)
    if code and others.by_code.get((matter.unit_id, code)):
        return {"code": "本单位已有这个编码的事项。"}
    same = [others.published[key] for key in others.by_name.get((matter.unit_id, name), [])]
    if any(not one.code or not code for one in same):
        return {"name": "本单位已有同名的事项，两个都要有编码才分得出。"}
    return {}


def switch(by: Person, matter: Matter, active: bool, reason: str, day: date | None) -> None:
    """停办 or 恢复, from that day on, which is not to come. Raises NotNow, Refusal (422)."""
    if matter.active == active:
        raise NotNow(f"这个事项{'没有停办' if active else '已经停办'}，没有重复登记。")
    reason = checked_reason(reason)
    if day is None or day > clock.today():
        raise Refusal("请写从哪天起，不能是以后的日子。", status=422, field="day")
    before, how = published_of(matter), STARTED if active else STOPPED
    _keep(by, matter, how, before, before.with_values({"active": active}), reasons={"active": reason}, on_day=day)


def _keep(by: Person, matter: Matter, how: str, before: Published, after: Published, **more: Any) -> None:
    store([], {matter.id: after})
    changes.keep(by.id, how, [], {matter.id: (before, after)}, **more)
