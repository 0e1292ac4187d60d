"""任职: who leads a unit, from which day to which. Two offices may overlap where somebody says that they do; on each day the one
that began later counts (Unit.head_on)."""

from datetime import date, timedelta

from zlc.accounts import unit_changes
from zlc.accounts.models import Headship, Person, Unit
from zlc.accounts.unit_changes import LEFT_OFFICE, OFFICE_CORRECTED, TOOK_OFFICE, Values, changes_of, plain
from zlc.accounts.units import one_line, raise_overtaken
from zlc.database import db
from zlc.errors import NotFound, NotNow, Refusal
from zlc.texts import checked_reason, clean_text
from zlc.versions import mark_of

LONGEST = 100  # of a name, of a title
FIELDS = {"name": "姓名", "title": "职务", "begins_on": "任职之日", "ends_on": "最后一天", "person_id": "账号"}
DAY = timedelta(days=1)


class Overlaps(Refusal):
    """Whoever says that it is meant may do it all the same."""

    status, code = 422, "bad_form"


def headship_of(unit: Unit, headship_id: str) -> Headship:
    """Raises NotFound."""
    found = next((one for one in unit.headships if one.id == headship_id), None)
    if found is None:
        raise NotFound
    return found


def values_of(one: Headship) -> Values:
    return plain({field: getattr(one, field) for field in FIELDS})


def version_of(unit: Unit) -> str:
    """Of all offices at once: whether one overlaps depends on the others."""
    return _mark({one.id: values_of(one) for one in unit.headships})


def _mark(offices: dict[str, Values]) -> str:
    return mark_of(sorted(offices.items()))


def check_seen(unit: Unit, seen: str) -> None:
    """Raises Overtaken with who changed them, and when."""
    if seen != version_of(unit):
        raise_overtaken(unit, (TOOK_OFFICE, OFFICE_CORRECTED, LEFT_OFFICE), "登记过这个单位的任职")


def as_seen(one: Headship, seen: str) -> Values:
    """What the person was shown of this office; of a version that never was, what it began as."""
    offices = {other.id: values_of(other) for other in one.unit.headships}
    for change in changes_of(one.unit_id):
        if _mark(offices) == seen:
            break
        if change.how == TOOK_OFFICE and change.headship_id != one.id:
            offices.pop(change.headship_id or "", None)
        elif change.headship_id in offices:
            offices[change.headship_id] |= change.before
    return offices[one.id]


def spoken(day: date) -> str:
    """With its year: an office lasts for years."""
    return f"{day.year}年{day.month}月{day.day}日"


def days_of(one: Headship) -> str:
    return f"{spoken(one.begins_on)}至{spoken(one.ends_on)}" if one.ends_on else f"{spoken(one.begins_on)}起"


def overlapping(unit: Unit, begins_on: date, ends_on: date | None) -> list[Headship]:
    """Whose office has a day in common with these."""
    return [
        one for one in unit.headships
        if (ends_on is None or one.begins_on <= ends_on) and (one.ends_on is None or begins_on <= one.ends_on)
    ]  # fmt: skip


def in_the_way(
    unit: Unit, begins_on: date, ends_on: date | None, *, ends_before: bool = False, of: Headship | None = None
) -> list[Headship]:
    """The same, without the office `of` itself and, if `ends_before`, without those that leave in time."""
    leaving = _leaving(unit, begins_on) if ends_before else []
    return [one for one in overlapping(unit, begins_on, ends_on) if one is not of and one not in leaving]


def _leaving(unit: Unit, begins_on: date) -> list[Headship]:
    return [one for one in still_in_office(unit) if one.begins_on < begins_on]


def still_in_office(unit: Unit) -> list[Headship]:
    """Whose office has no last day."""
    return [one for one in unit.headships if one.ends_on is None]


def take_office(
    by: Person | None, unit: Unit, name: str, title: str, begins_on: date, ends_on: date | None = None, person: Person | None = None,
    *, ends_before: bool = False, may_overlap: bool = False,
) -> list[Headship]:  # fmt: skip
    """Register a head. `ends_before`: whoever has no last day yet, and came before, leaves on the day before; they are returned.
    `may_overlap`: that others are in office on some of the days is known and meant. Raises Overlaps, NotNow, Refusal (422)."""
    values = _checked(unit, name, title, begins_on, ends_on, person)
    if any((one.name, one.begins_on) == (values["name"], begins_on) for one in unit.headships):
        raise NotNow(f"{values['name']}{spoken(begins_on)}起的任职已经登记过，没有重复登记。")
    leaving = _leaving(unit, begins_on) if ends_before else []
    if not may_overlap:
        _check_overlaps(in_the_way(unit, begins_on, ends_on, ends_before=ends_before), begins_on, ends_on)
    for one in leaving:
        _end(by, one, begins_on - DAY, "")
    new = Headship(unit_id=unit.id, **values)
    db.session.add(new)
    unit_changes.keep(by, TOOK_OFFICE, unit, {}, {field: value for field, value in values.items() if value is not None}, headship=new)
    return leaving


def correct(
    by: Person | None, one: Headship, name: str, title: str, begins_on: date, ends_on: date | None, person: Person | None, reason: str,
    *, may_overlap: bool = False,
) -> list[str]:  # fmt: skip
    """What of the office was changed, in words. Raises Overlaps, Refusal (422)."""
    values = _checked(one.unit, name, title, begins_on, ends_on, person)
    if all(getattr(one, field) == value for field, value in values.items()):
        raise Refusal("和现在的内容一样，没有可以保存的改动。", status=422)
    if not may_overlap and (begins_on, ends_on) != (one.begins_on, one.ends_on):
        _check_overlaps(in_the_way(one.unit, begins_on, ends_on, of=one), begins_on, ends_on)
    reason = checked_reason(reason)
    before, after = unit_changes.set_values(one, values)
    unit_changes.keep(by, OFFICE_CORRECTED, one.unit, before, after, reason, one)
    return [FIELDS[field] for field in after]


def end(by: Person | None, one: Headship, ends_on: date, reason: str = "") -> None:
    """`ends_on` is the last day in office. Raises NotNow, Refusal (422)."""
    if one.ends_on is not None:
        raise NotNow(f"{one.name}的任期已经写到{spoken(one.ends_on)}为止，没有重复登记。要改请用「更正」。")
    _end(by, one, ends_on, checked_reason(reason, missing=""))


def _end(by: Person | None, one: Headship, ends_on: date, reason: str) -> None:
    _check_days(one.begins_on, ends_on)
    before, after = unit_changes.set_values(one, {"ends_on": ends_on})
    unit_changes.keep(by, LEFT_OFFICE, one.unit, before, after, reason, one)


def _checked(unit: Unit, name: str, title: str, begins_on: date, ends_on: date | None, person: Person | None) -> Values:
    """What was typed, as it is kept."""
    name, title = one_line(name, "name", "姓名", LONGEST), one_line(title, "title", "职务", LONGEST)
    _check_days(begins_on, ends_on)
    return {
        "name": name, "title": title, "begins_on": begins_on, "ends_on": ends_on, "person_id": person.id if person else None,
    }  # fmt: skip


def _check_days(begins_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < begins_on:
        raise Refusal(f"最后一天{spoken(ends_on)}早于任职之日{spoken(begins_on)}，没有保存。", status=422, field="ends_on")


def _check_overlaps(others: list[Headship], begins_on: date, ends_on: date | None) -> None:
    if others:
        named = "、".join(f"{one.name}（{one.title}，{days_of(one)}）" for one in others)
        former = ends_on is None and any(one.begins_on > begins_on for one in others)
        hint = "已经离任的，请写最后一天。" if former else ""
        raise Overlaps(f"和{named}的任期有重叠，没有保存。{hint}同一天有两位的，按任职晚的一位算。", field="begins_on")


def account_of(unit: Unit, person_id: str, present: Headship | None = None) -> Person | None:
    """The account that a head is to be tied to: one of the unit's, or the one that already is. Raises Refusal (422)."""
    if not person_id:
        return None
    found = db.session.get(Person, clean_text(person_id))
    if found is None or (found.unit_id != unit.id and (present is None or present.person_id != found.id)):
        raise Refusal("没有这个账号，或者不是本单位的，请重新选择。", status=422, field="person_id")
    return found
