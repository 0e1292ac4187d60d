"""Units with their heads, people with their roles."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    ScalarSelect,
    Select,
    String,
    false,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts import passwords
from zlc.accounts.rights import Rights
from zlc.accounts.roles import ROLES, LastAdmin, check_roles
from zlc.database import Model, db, uuid7
from zlc.errors import NotNow

if TYPE_CHECKING:
    from zlc.accounts.links import OneTimeLink
    from zlc.accounts.logins import Login

Rows = TypeVar("Rows", bound=Select[*tuple[Any, ...]])
# The programme names the first three (各镇（街道）、市直属各单位，行政审批、公共服务单位); a problem may lead to the others.
UNIT_KINDS = {
    "department": "市直部门", "town": "镇（街道）", "service": "公共服务单位", "part": "所属单位", "vertical": "垂管单位",
    "superior": "上级部门",
}  # fmt: skip
OUTSIDE = {"superior"}  # nobody there has an account: no walk is handed over to them


class Unit(Model):
    """单位: a town/street or a city department."""

    __tablename__ = "units"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    short: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    parent: Mapped["Unit | None"] = relationship(remote_side=[id])
    headships: Mapped[list["Headship"]] = relationship(back_populates="unit", order_by=lambda: (Headship.begins_on, Headship.id))

    @property
    def kind_name(self) -> str:
        return UNIT_KINDS.get(self.kind, self.kind)

    @property
    def outside(self) -> bool:
        return self.kind in OUTSIDE

    def heads_on(self, day: date) -> list["Headship"]:
        """Who led the unit on that day, whoever came last first; of two who came the same day, who was registered last."""
        inside = [h for h in self.headships if h.begins_on <= day and (h.ends_on is None or day <= h.ends_on)]
        return sorted(inside, key=lambda h: (h.begins_on, h.id), reverse=True)

    def head_on(self, day: date) -> "Headship | None":
        """The one of them that counts."""
        return next(iter(self.heads_on(day)), None)


class Headship(Model):
    """One head's time of office at a unit; `ends_on` is its last day."""

    __tablename__ = "headships"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(100))
    begins_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    unit: Mapped[Unit] = relationship(back_populates="headships")
    person: Mapped["Person | None"] = relationship()


class Person(Rights, Model):
    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(100), default="")
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_set_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    # Somebody else set the password: the desk asks for one of the person's own before anything else.
    must_change: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    unit: Mapped[Unit] = relationship()
    logins: Mapped[list["Login"]] = relationship(back_populates="person")
    links: Mapped[list["OneTimeLink"]] = relationship(back_populates="person", foreign_keys="OneTimeLink.person_id")

    __allow_unmapped__ = True  # login_id is no column
    is_authenticated = True
    is_anonymous = False
    login_id: str | None = None  # the login this request came with; Flask-Login keeps it in the cookie

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str | None:
        return self.login_id

    @property
    def role_names(self) -> str:
        return "、".join(ROLES[role] for role in self.roles)

    def colleagues(self) -> list[Self]:
        """The active people of the same unit, by name."""
        return self.of_unit(self.unit_id)

    @classmethod
    def of_unit(cls, unit_id: str) -> list[Self]:
        found = db.session.scalars(select(cls).where(cls.unit_id == unit_id, cls.active).order_by(cls.name, cls.id))
        return list(found)

    def bounded(self, rows: Rows, unit: Mapped[str] | ScalarSelect[str]) -> Rows:
        """Those of the walks or problems that this person may know of: their unit's; every unit's for office and supervisor.
        `unit` is what says it of each."""
        if self.reads_all_units:
            return rows
        return rows.where(unit == self.unit_id if self.records else false())

    def hash_for(self, password: str) -> str:
        """What will be kept of this password; slow on purpose, so no transaction that writes may be open meanwhile.
        Raises passwords.WeakPassword, in Chinese, when it is too easy to guess."""
        passwords.check_strength(password, self.username, [self.name, self.unit.name, self.unit.short])
        return passwords.hash_of(password)

    def choose_password(self, digest: str, here: str | None) -> None:
        """Their own new password, by its `hash_for`; every login but the one named `here` ends."""
        self._keep_password(digest)
        self.must_change = False
        self.end_logins(but=here)

    def give_password(self, digest: str) -> None:
        """A password that somebody else chose: every login ends, and the desk asks for another one first."""
        self._keep_password(digest)
        self.must_change = True
        self.end_logins()

    def lose_password(self) -> None:
        """Nothing opens the account until its person has chosen another one by a one-time link (links.py); every login ends."""
        self._keep_password("")
        self.must_change = True
        self.end_logins()

    def _keep_password(self, digest: str) -> None:
        """A link that was to lead to one ends."""
        self._end_links()
        self.password_hash = digest
        self.password_set_at = clock.now_ms()

    def take_roles(self, roles: Collection[str]) -> None:
        """From now on these roles and no others; every login ends. Raises RolesClash, LastAdmin."""
        check_roles(roles)
        if "admin" not in roles:
            self._leave_an_admin()
        self.roles = list(dict.fromkeys(roles))
        self.end_logins()

    def move_to(self, unit: Unit) -> None:
        """What they recorded stays with the unit it was recorded in; every login ends. Raises NotNow."""
        if unit.id == self.unit_id:
            raise NotNow(f"{self.name}已经在{unit.short}，没有改动。")
        self.unit = unit
        self.end_logins()

    def close(self) -> None:
        """停用: no login any more; the name stays on everything they did. Raises NotNow, LastAdmin."""
        if not self.active:
            raise NotNow(f"{self.name}已经停用，没有改动。")
        self._leave_an_admin()
        self.active = False
        self.end_logins()
        self._end_links()

    def reopen(self) -> None:
        """The old password opens once more, and the desk asks for another: who knows it after so long? Raises NotNow,
        RolesClash if the roles are no longer allowed together."""
        if self.active:
            raise NotNow(f"{self.name}没有停用，没有改动。")
        check_roles(self.roles)
        self.active = self.must_change = True

    def _leave_an_admin(self) -> None:
        if not (self.active and self.keeps_accounts):
            return
        others = select(Person.roles).where(Person.active, Person.id != self.id)
        if not any("admin" in roles for roles in db.session.scalars(others)):
            raise LastAdmin

    def end_logins(self, but: str | None = None) -> None:
        """On every device, phones too: they record on, and send after the next login."""
        for login in self.logins:
            if login.id != but:
                login.end()

    def _end_links(self) -> None:
        for link in self.links:
            if link.is_open:
                link.revoke()

    def has_password(self, password: str) -> bool:
        return passwords.matches(self.password_hash, password)


def person_to_change(person_id: str) -> Person | None:
    """As person_named, by id."""
    return db.session.scalar(select(Person).where(Person.id == person_id).with_for_update(of=Person))


def person_named(username: str, *, to_change: bool = False) -> Person | None:
    """`to_change`: nobody else changes them, or logs in as them, until this transaction ends (PostgreSQL; SQLite has but
    one writer)."""
    wanted = select(Person).where(Person.username == username.strip().lower())
    return db.session.scalar(wanted.with_for_update(of=Person) if to_change else wanted)
