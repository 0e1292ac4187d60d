"""人员名册: who has an account, in what state it is, and when it was last used."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from zlc.accounts.logins import Login
from zlc.accounts.models import Person
from zlc.asked import PAGE, Args, ListFilter, text_of
from zlc.database import db

STATES = {"active": "在用", "waiting": "待设密码", "closed": "已停用"}
Known = tuple[Person, int | None]  # and the instant of the latest login that is still remembered


def state_of(person: Person) -> str:
    """The state's code."""
    return ("waiting" if person.must_change else "active") if person.active else "closed"


@dataclass(frozen=True)
class RosterFilter(ListFilter):
    """`q`: part of a name, an account or a title."""

    ARRANGE: ClassVar[frozenset[str]] = frozenset()

    q: str = ""
    unit: str = ""
    state: str = ""

    @classmethod
    def read(cls, args: Args) -> "RosterFilter":
        asked = {name: text_of(args, name) for name in ("q", "unit", "state", "after")}
        return cls(**{**asked, "state": asked["state"] if asked["state"] in STATES else ""})

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.q:
            looked_at = (Person.name, Person.username, Person.title)
            found.append(or_(*(column.icontains(self.q, autoescape=True) for column in looked_at)))
        if self.unit:
            found.append(Person.unit_id == self.unit)
        if self.state:
            found.append(Person.active.is_(self.state != "closed"))
        if self.state in ("active", "waiting"):
            found.append(Person.must_change.is_(self.state == "waiting"))
        return found


def people() -> Select[Person, int | None]:
    """Everybody with their latest login, not yet in an order."""
    latest = select(Login.person_id, func.max(Login.began_at).label("at")).group_by(Login.person_id).subquery()
    return select(Person, latest.c.at).outerjoin(latest, latest.c.person_id == Person.id).options(joinedload(Person.unit))


def page_of(wanted: RosterFilter) -> tuple[list[Known], str]:
    """By account; and what to ask for the page after it, "" after the last."""
    found = people().where(Person.username > wanted.after, *wanted.conditions()).order_by(Person.username)
    rows = [(person, at) for person, at in db.session.execute(found.limit(PAGE + 1))]
    return rows[:PAGE], rows[PAGE - 1][0].username if len(rows) > PAGE else ""


def count(wanted: RosterFilter) -> int:
    return db.session.scalar(select(func.count()).select_from(Person).where(*wanted.conditions())) or 0
