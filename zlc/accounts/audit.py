"""The audit log: who, when, what, from where, and whether it succeeded. Lines are only ever added; the database itself
refuses to change or delete one (see the triggers in migrations), and a chain shows it if somebody does (chain.py)."""

import json
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock, sql
from zlc.accounts import by_command, chain
from zlc.accounts.models import Person
from zlc.database import Model, db, uuid7

ADD = (
    "insert into audit_lines (id, at, person_id, username, address, verb, about, success, detail)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SEALED, UNSEALED = text("n IS NOT NULL"), text("n IS NULL")
# What the log is searched by, each with the time that it is shown in: no page of it reads the table (decision 32).
SEARCHED = {"who": "username", "verb": "verb", "about": "about", "address": "address"}
# A beginning of these is looked for too, which PostgreSQL does only by an index made for it.
BEGINS = {"about": "text_pattern_ops", "address": "text_pattern_ops"}


class AuditLine(Model):
    """`n` and `chain` are given when the line is sealed (chain.py), all else when it is written."""

    __tablename__ = "audit_lines"
    __table_args__ = (
        Index("ix_audit_lines_at", "at", "id"),
        Index("ix_audit_lines_n", "n", unique=True, sqlite_where=SEALED, postgresql_where=SEALED),
        Index("ix_audit_lines_unsealed", "at", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
        Index("ix_audit_lines_failed", "at", sqlite_where=text("success IS 0"), postgresql_where=text("success IS false")),
        *(
            Index(f"ix_audit_lines_{way}", column, "at", postgresql_ops={one: BEGINS[one] for one in (column,) if one in BEGINS})
            for way, column in SEARCHED.items()
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    username: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(60), default="")
    verb: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(120), default="")
    success: Mapped[bool] = mapped_column(Boolean, default=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    n: Mapped[int | None] = mapped_column(BigInteger)
    chain: Mapped[str | None] = mapped_column(String(64))
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
    if not address and not person and (command := by_command.author()):
        address, detail = by_command.ADDRESS, {**detail, **command}
    sql.ask(line(verb, person.id if person else None, name, address, about, success, detail))
    chain.seal()  # and what pushes have written since


def line(
    verb: str, person_id: str | None, username: str, address: str, about: str, success: bool, detail: dict[str, Any]
) -> sql.Query:
    """What adds a line."""
    # A path may hold what PostgreSQL's text cannot.
    values = (person_id, username[:60], address[:60], verb, about.replace("\0", "")[:120], success)
    return ADD, uuid7(), clock.now_ms(), *values, json.dumps(detail, ensure_ascii=False)

