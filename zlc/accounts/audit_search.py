"""The audit log as the auditor searches it: what narrows it, a page of it, and the same as a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import joinedload

from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.accounts.audit_words import detail_name, detail_words, of_today, same_name, verb_name
from zlc.accounts.models import Person
from zlc.asked import Args, ListFilter, text_of
from zlc.database import db

PAGE, BATCH = 100, 500
HEADS = ("行号", "时间", "账号", "姓名", "动作", "对象", "来自", "结果", "详情", "编号", "校验值")
HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
# A spreadsheet runs as a formula what begins so (OWASP, CSV Injection); a leading ' makes it text.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class AuditFilter(ListFilter):
    """`since` and `until` are days, both included; `success`
    is yes or no."""

    PLACE = "before"

    who: str = ""
    verb: str = ""
    since: str = ""
    until: str = ""
    success: str = ""
    address: str = ""
    about: str = ""

    @classmethod
    def read(cls, args: Args) -> "AuditFilter":
        asked = {one.name: text_of(args, cls.PLACE if one.name == "after" else one.name) for one in fields(cls)}
        for name in ("since", "until"):
            asked[name] = asked[name] if _day(asked[name]) else ""
        asked["verb"] = of_today(asked["verb"])
        asked["success"] = asked["success"] if asked["success"] in ("yes", "no") else ""
        return cls(**asked)

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.who:
            named = select(Person.id).where(Person.name.icontains(self.who, autoescape=True))
            found.append(or_(AuditLine.username.icontains(self.who, autoescape=True), AuditLine.person_id.in_(named)))
        if self.verb:
            found.append(AuditLine.verb.in_(same_name(self.verb)))
        if day := _day(self.since):
            found.append(AuditLine.at >= _midnight(day))
        if day := _day(self.until):
            found.append(AuditLine.at < _midnight(day + timedelta(days=1)))
        if self.success:
            found.append(AuditLine.success.is_(self.success == "yes"))
        if self.address:
            found.append(AuditLine.address.icontains(self.address, autoescape=True))
        if self.about:
            found.append(AuditLine.about.icontains(self.about, autoescape=True))
        return found


def page_of(wanted: AuditFilter, before: str, limit: int = PAGE) -> tuple[list[AuditLine], str]:
    """The lines older than `before` (empty: the newest), and what to ask for the page after them; "" after the last."""
    lines = _lines(wanted, _place(before), limit + 1)
    return lines[:limit], f"{lines[limit - 1].at}.{lines[limit - 1].n}" if len(lines) > limit else ""


def count(wanted: AuditFilter) -> int:
    found = select(db.func.count()).select_from(AuditLine).where(AuditLine.n.is_not(None), *wanted.conditions())
    return db.session.scalar(found) or 0


def rows(wanted: AuditFilter) -> Iterator[tuple[Any, ...]]:
    """Every line, newest first, as HEADS says. Read in pieces: nothing stays in memory or keeps a transaction open."""
    place = None
    while lines := _lines(wanted, place, BATCH):
        yield from [_row(line) for line in lines]
        place = (lines[-1].at, lines[-1].n or 0)
        db.session.rollback()


def _row(line: AuditLine) -> tuple[Any, ...]:
    moment, name = clock.local(line.at), line.person.name if line.person else ""
    return (
        line.n, f"{moment:%Y-%m-%d %H:%M:%S}.{line.at % 1000:03}", line.username, name, verb_name(line.verb), about_of(line),
        line.address, "成功" if line.success else "未成功", detail_of(line), line.id, line.chain,
    )  # fmt: skip


def about_of(line: AuditLine) -> str:
    """What a line is about. Of a photo, who may see it knows the whole hash; here its beginning tells it from others."""
    if line.verb.startswith("refused"):
        return HASH.sub(r"\1…", line.about)
    return f"照片 {line.about[:12]}" if line.verb in ("photo", "photos lost") else line.about


def detail_of(line: AuditLine) -> str:
    return "；".join(f"{name}：{words}" for name, words in details(line))


def details(line: AuditLine) -> list[tuple[str, str]]:
    """(name, words) of what the line's detail says."""
    found = dict(line.detail)
    if isinstance(since := found.get("since"), int):
        found["since"] = clock.spoken(since)
    if isinstance(owner := found.get("owner"), str):
        person = db.session.get(Person, owner)
        found["owner"] = person.name if person else owner
    return [(detail_name(key), detail_words(key, value)) for key, value in found.items()]


def as_text(value: Any) -> str:
    """A cell of a CSV file that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RUNS) else text


def _lines(wanted: AuditFilter, place: tuple[int, int] | None, limit: int) -> list[AuditLine]:
    """By the time that is shown, those of one millisecond as the chain has them: only what is sealed has such a place, and
    keeps it while pages are turned. Whoever shows the log seals it first (noting.say_all)."""
    found = select(AuditLine).where(AuditLine.n.is_not(None), *wanted.conditions()).options(joinedload(AuditLine.person))
    if place:
        found = found.where(tuple_(AuditLine.at, AuditLine.n) < place)
    return list(db.session.scalars(found.order_by(AuditLine.at.desc(), AuditLine.n.desc()).limit(limit)))


def _place(text: str) -> tuple[int, int] | None:
    at, _, n = text.partition(".")
    return (int(at), int(n)) if all(one.isascii() and one.isdigit() and len(one) < 18 for one in (at, n)) else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1970, 1, 1) < day < date(9999, 1, 1) else None


def _midnight(day: date) -> int:
    return clock.instant(datetime(day.year, day.month, day.day, tzinfo=clock.SHANGHAI))
