"""The audit log: who, when, what, from where, and whether it succeeded. Lines are only ever added;
the database itself refuses to change or delete one (see the triggers in migrations)."""

import json
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import Model, db, uuid7

ADD = (
    "insert into audit_lines (id, at, person_id, username, address, verb, about, success, detail)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class AuditLine(Model):
    __tablename__ = "audit_lines"
    __table_args__ = (Index("ix_audit_lines_at", "at", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    username: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(60), default="")
    verb: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(120), default="")
    success: Mapped[bool] = mapped_column(Boolean, default=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    person: Mapped[Person | None] = relationship()


def record(
    verb: str,
    *,
    person: Person | None = None,
    username: str = "",
    address: str = "",
    about: str = "",
    success: bool = True,
    **detail: Any,
) -> None:
    """Add a line to the open transaction: what is rolled back was not done, and is not in the log."""
    db.session.flush()  # the person may be new
    name = username or (person.username if person else "")
    sql.ask(line(verb, person.id if person else None, name, address, about, success, detail))


def line(
    verb: str, person_id: str | None, username: str, address: str, about: str, success: bool, detail: dict[str, Any]
) -> sql.Query:
    """What adds a line."""
    # A path may hold what PostgreSQL's text cannot.
    values = (person_id, username[:60], address[:60], verb, about.replace("\0", "")[:120], success)
    return ADD, uuid7(), clock.now_ms(), *values, json.dumps(detail, ensure_ascii=False)


def newest(before: str | None = None, limit: int = 100) -> Select[AuditLine]:
    """A page of the log, newest first; `before` is the id of the last line already shown."""
    lines = select(AuditLine).order_by(AuditLine.at.desc(), AuditLine.id.desc()).limit(limit)
    if before and (last := db.session.get(AuditLine, before)):
        lines = lines.where((AuditLine.at < last.at) | ((AuditLine.at == last.at) & (AuditLine.id < last.id)))
    return lines
