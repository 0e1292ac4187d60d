"""A published value, and a change of one, as people read it."""

from typing import Any

from zlc.catalogue.fields import field_name
from zlc.catalogue.further import further_name
from zlc.catalogue.models import Limit
from zlc.catalogue.published import AskedFor, Published

NOT_PUBLISHED = "未公布"
CHANNEL_NAMES = {"hall": "窗口办理", "online": "网上办理"}
FIELDS = (
    "name", "code", "aliases", "channels", "materials", "steps", "trips", "statutory", "promised", "fee", "frequent",
    "blocked", "wait_minutes", "place", "active",
)  # fmt: skip
COUNTED = {"steps": "个", "trips": "次", "wait_minutes": "分钟"}
NAMED = 3  # materials of a change that are told by name


def spoken(field: str, value: Any) -> str:
    if value is None or value in ("", ()):
        return NOT_PUBLISHED
    if field == "active":
        return "在用" if value else "停办"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Limit):
        return value.spoken
    if field == "materials":
        return f"{len(value)} 份：{'、'.join(material_words(one) for one in value)}"
    if field == "channels":
        return "、".join(CHANNEL_NAMES[one] for one in value)
    return "、".join(value) if isinstance(value, tuple) else f"{value} {COUNTED[field]}" if field in COUNTED else str(value)


def material_words(material: AskedFor) -> str:
    """「身份证（原件 1 份）」"""
    name, copies, original = material
    inside = "原件" * original + (f" {copies} 份".lstrip() if not original else f" {copies} 份") * (copies > 1)
    return f"{name}（{inside}）" if inside else name


def changes_between(before: Published, after: Published) -> list[dict[str, str]]:
    """{field, before, after} of each field that differs, by the fields' names."""
    return [told for _, told in changes_by_code(before, after)]


def changes_by_code(before: Published, after: Published) -> list[tuple[str, dict[str, str]]]:
    """The same, each with the field's code."""
    told = [
        (field, _told(field_name(field), *_both(field, getattr(before, field), getattr(after, field))))
        for field in FIELDS
        if getattr(before, field) != getattr(after, field)
    ]
    for code, text in after.further.items():
        was = before.further.get(code)
        if was != text:
            told.append((code, _told(further_name(code), "没有这一项" if was is None else was or "空", text or "空")))
    return told


def _told(field: str, before: str, after: str) -> dict[str, str]:
    return {"field": field, "before": before, "after": after}


def _both(field: str, before: Any, after: Any) -> tuple[str, str]:
    if field == "materials" and before and after:
        return f"{len(before)} 份", f"{len(after)} 份（{_difference(before, after)}）"
    return spoken(field, before), spoken(field, after)


def _difference(before: tuple[AskedFor, ...], after: tuple[AskedFor, ...]) -> str:
    added = [material_words(one) for one in after if one not in before]
    gone = [material_words(one) for one in before if one not in after]
    words = [f"{verb}{_some(names)}" for verb, names in (("增：", added), ("减：", gone)) if names]
    return "；".join(words) or "次序不同"


def _some(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + (f"等 {len(names)} 份" if len(names) > NAMED else "")
