"""审计日志 as the auditor searches it: what narrows it, and a page of it, at any depth read through an index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from zlc import clock, sql
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person
from zlc.asked import Args, ListFilter, text_of
from zlc.database import db
from zlc.desk.log.meant import Meant, meant_by
from zlc.desk.log.words import of_today, same_name
from zlc.ordered import Order, Rows, Way, aside, way_by
from zlc.typed_days import read_day

PAGE, BATCH = 100, 500
# The newest first, those of one millisecond as the chain has them: only what is sealed has such a place, and keeps it while
# pages are turned. Whoever shows the log seals it first (noting.say_all).
NEWEST = Order((AuditLine.at, AuditLine.n), descending=True)


@dataclass(frozen=True)
class LogFilter(ListFilter):
    """`since` and `until` are days, both included; `success` is yes or no; `about` a thing by its id or by what people call it."""

    PLACE = "before"

    who: str = ""
    verb: str = ""
    since: str = ""
    until: str = ""
    success: str = ""
    address: str = ""
    about: str = ""

    @classmethod
    def read(cls, args: Args) -> "LogFilter":
        asked = {one.name: text_of(args, cls.PLACE if one.name == "after" else one.name) for one in fields(cls)}
        for name in ("since", "until"):
            day = _day(asked[name])
            asked[name] = day.isoformat() if day else ""
        asked["verb"] = of_today(asked["verb"])
        asked["success"] = asked["success"] if asked["success"] in ("yes", "no") else ""
        return cls(**asked)

    def rows(self, meant: Meant) -> Rows:
        """`meant`: the things that `about` may mean."""
        return Rows(AuditLine, AuditLine.id, NEWEST, self._ways(meant), self._rest())

    def _ways(self, meant: Meant) -> Iterator[Way]:
        if self.who:
            yield way_by(AuditLine.username, *usernames(self.who))
        if self.verb:
            yield way_by(AuditLine.verb, *same_name(self.verb))
        if self.success == "no":
            yield Way((AuditLine.success.is_(False),), AuditLine.success.is_(False))
        if self.address:
            seen: Any = aside(AuditLine.address)
            yield Way((_begins(AuditLine.address, self.address),), seen.startswith(self.address, autoescape=True), ordered=False)
        if self.about:
            yield self._about(meant)

    def _about(self, meant: Meant) -> Way:
        """The thing itself, and the addresses below its page that somebody was refused at."""
        begins = [*meant.pages, *([] if meant.pages else [self.about])]
        branch = or_(AuditLine.about.in_(meant.ids), *(_begins(AuditLine.about, one) for one in begins))
        seen: Any = aside(AuditLine.about)
        otherwise = or_(seen.in_(meant.ids), *(seen.startswith(one, autoescape=True) for one in begins))
        return Way((branch,), otherwise, ordered=False)

    def _rest(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [AuditLine.n.is_not(None)]
        if day := _day(self.since):
            found.append(AuditLine.at >= clock.bounds(day, day)[0])
        if day := _day(self.until):
            found.append(AuditLine.at < clock.bounds(day, day)[1])
        if self.success == "yes":
            found.append(AuditLine.success.is_(True))
        return found


@dataclass(frozen=True)
class LogPage:
    """`older`: what to ask for the page after it; "" after the last. `too_many`: `about` may mean more things than are looked for."""

    lines: list[AuditLine]
    older: str
    too_many: bool = False


def page_of(wanted: LogFilter, before: str, limit: int = PAGE) -> LogPage:
    """The lines older than `before` (empty: the newest)."""
    meant = meant_by(wanted.about)
    lines = _lines(wanted.rows(meant), _place(before), limit + 1)
    older = f"{lines[limit - 1].at}.{lines[limit - 1].n}" if len(lines) > limit else ""
    return LogPage(lines[:limit], older, meant.too_many)


def count(wanted: LogFilter) -> int:
    return wanted.rows(meant_by(wanted.about)).count()


def pieces(wanted: LogFilter) -> Iterator[list[AuditLine]]:
    """Every line, newest first, in pieces: nothing stays in memory or keeps a transaction open."""
    rows, place = wanted.rows(meant_by(wanted.about)), None
    while lines := _lines(rows, place, BATCH):
        yield lines
        place = (lines[-1].at, lines[-1].n or 0)
        db.session.rollback()


def usernames(text: str) -> list[str]:
    """The accounts whose name, or whose person's, holds the text; and the text itself, which somebody may have typed."""
    named = or_(*(one.icontains(text, autoescape=True) for one in (Person.name, Person.username)))
    return sorted({text.lower(), *db.session.scalars(select(Person.username).where(named))})


def _begins(column: Any, text: str) -> ColumnElement[bool]:
    """By the index: SQLite's own `like` looks at every row, PostgreSQL's has an index made for it."""
    if sql.dialect() != "sqlite":
        return column.startswith(text, autoescape=True)
    return (column >= text) & (column < text + chr(0x10FFFF))


def _lines(rows: Rows, place: Sequence[Any] | None, limit: int) -> list[AuditLine]:
    keys = rows.page(NEWEST, place, limit)
    found = select(AuditLine).where(AuditLine.id.in_(keys)).options(joinedload(AuditLine.person).joinedload(Person.unit))
    return list(db.session.scalars(found.order_by(AuditLine.at.desc(), AuditLine.n.desc())))


def _place(text: str) -> tuple[int, int] | None:
    at, _, n = text.partition(".")
    return (int(at), int(n)) if all(one.isascii() and one.isdigit() and len(one) < 18 for one in (at, n)) else None


def _day(text: str) -> date | None:
    day = read_day(text)
    return day if day and day > date(1970, 1, 1) else None
