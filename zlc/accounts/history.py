"""经过 of an account: the audit log's lines about it. There is no second record: what the log cannot lose or change is the
history, also of what was done by command."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from zlc import versions
from zlc.accounts.audit import AuditLine
from zlc.accounts.links import open_link_of
from zlc.accounts.models import Person
from zlc.database import db

# Of these the line is about an account, by its name for the login.
VERBS = (
    "person added", "person named", "person roles", "person unit", "person closed", "person disabled", "person reopened",
    "password", "password reset", "link made", "link revoked", "link used",
)  # fmt: skip


def of(person: Person, most: int) -> list[AuditLine]:
    """The newest first."""
    return list(db.session.scalars(_lines(person).options(joinedload(AuditLine.person)).limit(most)))


def latest(person: Person) -> AuditLine | None:
    return db.session.scalar(_lines(person).limit(1))


def _lines(person: Person) -> Select[AuditLine]:
    about = select(AuditLine).where(AuditLine.about == person.username, AuditLine.verb.in_(VERBS), AuditLine.success)
    return about.order_by(AuditLine.at.desc(), AuditLine.id.desc())


def version_of(person: Person) -> str:
    """What somebody decides by who changes the account."""
    link = open_link_of(person)
    return versions.mark_of(
        person.name, person.title, person.unit_id, sorted(person.roles), person.active, link.id if link else ""
    )
