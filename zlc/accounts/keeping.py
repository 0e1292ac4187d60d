"""What is done with accounts, on the desk and by command alike: a verb of the person, and its line in the audit log, which is
the account's history too (history.py)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from zlc.accounts import audit
from zlc.accounts.links import OneTimeLink, open_link_of
from zlc.accounts.models import Person, Unit, person_named
from zlc.accounts.naming import checked_account, checked_name, checked_title
from zlc.accounts.roles import check_roles
from zlc.database import db
from zlc.errors import NotNow, Refusal


def check_free(username: str) -> None:
    """Raises Refusal (422)."""
    if person_named(username):
        raise Refusal(f"用户名 {username} 已经有人用了。请换一个。", status=422, field="username")


@dataclass(frozen=True)
class Keeper:
    """Whoever keeps accounts: a person on the desk, or nobody but the command that runs on the server. Each may raise any
    Refusal; nobody else changes the person meanwhile (person_to_change)."""

    by: Person | None = None
    address: str = ""

    def add(self, person: Person, why: str = "") -> None:
        """`person` has no id yet, and its unit."""
        check_roles(person.roles)
        person.username = checked_account(person.username)
        person.name, person.title = checked_name(person.name), checked_title(person.title)
        check_free(person.username)
        db.session.add(person)
        audit.record("person added", **self._about(person, why), roles=list(person.roles), unit=person.unit.name)

    def rename(self, person: Person, name: str, title: str, why: str = "") -> None:
        before = called(person)
        name, title = checked_name(name), checked_title(title)
        if (name, title) == (person.name, person.title):
            raise NotNow(f"{person.name}的姓名、职务和原来一样，没有改动。")
        person.name, person.title = name, title
        audit.record("person named", **self._about(person, why), before=before, after=called(person))

    def change_roles(self, person: Person, roles: Collection[str], why: str = "") -> None:
        before = list(person.roles)
        person.take_roles(roles)
        audit.record("person roles", **self._about(person, why), before=before, after=list(person.roles))

    def move(self, person: Person, unit: Unit, why: str = "") -> None:
        before = person.unit.name
        person.move_to(unit)
        audit.record("person unit", **self._about(person, why), before=before, after=unit.name)

    def close(self, person: Person, why: str) -> None:
        person.close()
        audit.record("person closed", **self._about(person, why))

    def reopen(self, person: Person, why: str = "") -> None:
        person.reopen()
        audit.record("person reopened", **self._about(person, why))

    def give_password(self, person: Person, digest: str) -> None:
        person.give_password(digest)
        audit.record("password reset", **self._about(person, ""))

    def give_link(self, person: Person, why: str = "") -> tuple[OneTimeLink, str]:
        """And its secret. On the desk alone: a command gives a password."""
        assert self.by is not None
        made, secret = OneTimeLink.make(person, self.by)
        audit.record("link made", **self._about(person, why))
        return made, secret

    def revoke_link(self, person: Person, why: str = "") -> None:
        link = open_link_of(person)
        if link is None:
            raise NotNow(f"{person.name}没有还能用的链接，没有改动。")
        link.revoke()
        audit.record("link revoked", **self._about(person, why))

    def _about(self, person: Person, why: str) -> dict[str, Any]:
        said = {"why": why} if why else {}
        return {"person": self.by, "address": self.address, "about": person.username, **said}


def called(person: Person) -> str:
    """「林一，科长」"""
    return "，".join(filter(None, (person.name, person.title)))
