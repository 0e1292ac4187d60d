"""一次性链接: an address that opens one thing, once, for a week. Whoever made it hands it over; nobody chooses a password for
somebody else.

The database knows the hash of the secret alone: whoever reads it, or a backup, opens nothing. So the address is shown once,
to whoever made it, and a lost one is renewed.
"""

import secrets
from hashlib import sha256
from typing import Any, Self

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.logins import HOUR
from zlc.accounts.models import Person, person_named
from zlc.database import Model, db, uuid7
from zlc.errors import NotNow, Refusal

DAYS = 7
LASTS = DAYS * 24 * HOUR
# What a person can read from paper and type: no 0 o, 1 i l. Of 31 letters 26 are 128 bits.
LETTERS, LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 26
PASSWORD = "password"  # the purpose: to choose one's own


class LinkGone(Refusal):
    """One sentence for all: a stranger learns nothing of which addresses there have been."""

    status, code = 404, "link_gone"

    def __init__(self) -> None:
        super().__init__(
            f"这个链接打不开：可能地址不全、已经用过、过了 {DAYS} 天，或换成了新的。请把收到的链接再点一次；"
            "还是不行的，请系统管理员另发一个。已经设好密码的，直接登录。"
        )


class Handed:
    """A mixin of models: what is known of an address that was handed out, whatever it opens."""

    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    ends_at: Mapped[int] = mapped_column(BigInteger)

    @property
    def in_time(self) -> bool:
        return clock.now_ms() < self.ends_at


class OneTimeLink(Handed, Model):
    """`purpose`: what it opens."""

    __tablename__ = "one_time_links"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    purpose: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    used_at: Mapped[int | None] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
    person: Mapped[Person] = relationship(back_populates="links", foreign_keys=[person_id])
    maker: Mapped[Person] = relationship(foreign_keys="OneTimeLink.made_by")

    @classmethod
    def make(cls, person: Person, by: Person) -> tuple[Self, str]:
        """For a first password, or instead of one: until the link is used nothing opens the account. And the secret, which is
        told once. Raises NotNow."""
        if person.id == by.id:
            raise NotNow("自己的密码请在右上角自己的名字里改，不用链接。没有改动。")
        if not person.active:
            raise NotNow(f"{person.name}已经停用，没有发链接。请先恢复账号。")
        person.lose_password()
        secret, columns = new(by)
        made = cls(purpose=PASSWORD, **columns)
        person.links.append(made)
        return made, secret

    def revoke(self) -> None:
        self.revoked_at = self.revoked_at or clock.now_ms()

    @property
    def is_open(self) -> bool:
        """Neither used nor revoked; its time may be over."""
        return self.used_at is None and self.revoked_at is None

    @property
    def stands(self) -> bool:
        return self.is_open and self.in_time


def new(by: Person) -> tuple[str, dict[str, Any]]:
    """A secret, and what the database is to know of it."""
    secret, now = "".join(secrets.choice(LETTERS) for _ in range(LENGTH)), clock.now_ms()
    return secret, {"secret_hash": hash_of(secret), "made_by": by.id, "made_at": now, "ends_at": now + LASTS}


def hash_of(secret: str) -> str:
    return sha256(secret.strip().lower().encode()).hexdigest()


def open_link_of(person: Person) -> OneTimeLink | None:
    """There is one at most, and its time may be over."""
    return next((one for one in person.links if one.is_open), None)


def standing(secret: str) -> OneTimeLink:
    """The link that this secret opens. Raises LinkGone."""
    found = db.session.scalar(
        select(OneTimeLink).where(OneTimeLink.secret_hash == hash_of(secret), OneTimeLink.purpose == PASSWORD)
    )
    if found is None or not found.stands or not found.person.active:
        raise LinkGone
    return found


def use(secret: str, digest: str) -> Person:
    """Their own password, by its `hash_for`, in a transaction that writes. Raises LinkGone."""
    person = person_named(standing(secret).person.username, to_change=True)  # whoever came second waits here
    db.session.expire_all()
    link = standing(secret)
    assert person is not None
    link.used_at = clock.now_ms()
    person.choose_password(digest, None)
    return person
