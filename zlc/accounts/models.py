"""Units with their heads, people with their roles."""

from datetime import date
from typing import Self

from sqlalchemy import JSON, BigInteger, Boolean, Date, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts import passwords
from zlc.database import Model, db, uuid7

ROLES = {
    "recorder": "记录员",
    "head": "主要负责人",
    "clerk": "窗口人员",
    "coordinator": "单位联络员",
    "office": "营商办",
    "supervisor": "督导",
    "admin": "系统管理员",
    "auditor": "审计员",
}
# 等保二级 asks that who sets accounts and who reads the log are never the same person.
NEVER_TOGETHER = {"admin", "auditor"}
UNIT_KINDS = {"town": "镇（街道）", "department": "市直部门"}


class Unit(Model):
    """单位: a town/street or a city department."""

    __tablename__ = "units"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    short: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    headships: Mapped[list["Headship"]] = relationship(back_populates="unit", order_by="Headship.begins_on")

    def head_on(self, day: date) -> "Headship | None":
        """Who led the unit on that day."""
        inside = (h for h in self.headships if h.begins_on <= day and (h.ends_on is None or day <= h.ends_on))
        return max(inside, key=lambda h: h.begins_on, default=None)


class Headship(Model):
    """One head's time of office at a unit; `ends_on` is its last day."""

    __tablename__ = "headships"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(100))
    begins_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    unit: Mapped[Unit] = relationship(back_populates="headships")


class Person(Model):
    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(100), default="")
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_set_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    unit: Mapped[Unit] = relationship()

    __allow_unmapped__ = True  # login_id is no column
    is_authenticated = True
    is_anonymous = False
    login_id: str | None = None  # the login this request came with; Flask-Login keeps it in the cookie

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str | None:
        return self.login_id

    def is_a(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    @property
    def records(self) -> bool:
        """May add to the journals of their unit's walks."""
        return self.is_a("recorder", "head", "clerk", "coordinator", "office")

    @property
    def reads_all_units(self) -> bool:
        return self.is_a("office", "supervisor")

    @property
    def sees_walks(self) -> bool:
        """Accounts and the log are kept by people who read no walks."""
        return self.records or self.reads_all_units

    def coordinates(self, unit_id: str) -> bool:
        """Is the coordinator of that unit."""
        return self.is_a("coordinator") and self.unit_id == unit_id

    @property
    def scope(self) -> str:
        """What this person may see, as a word that changes when it does."""
        width = "all" if self.reads_all_units else "unit" if self.records else "none"
        return f"{width}:{self.unit_id}" + (":restricted" if self.is_a("coordinator") else "")

    @property
    def role_names(self) -> str:
        return "、".join(ROLES[role] for role in self.roles)

    def colleagues(self) -> list[Self]:
        """The active people of the same unit, by name."""
        cls = type(self)
        found = db.session.scalars(
            select(cls).where(cls.unit_id == self.unit_id, cls.active).order_by(cls.name)
        )
        return list(found)

    def set_password(self, password: str) -> None:
        """Raises passwords.WeakPassword, in Chinese, when it is too easy to guess."""
        passwords.check_strength(password, self.username)
        self.password_hash = passwords.hash_of(password)
        self.password_set_at = clock.now_ms()

    def has_password(self, password: str) -> bool:
        return passwords.matches(self.password_hash, password)


def person_named(username: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.username == username.strip().lower()))
