"""A one-time link for somebody without an account: it opens one rectification (zlc/rectifications/by_link.py), for a week, in any
browser and as often as it is wanted. Another one, and whatever ends its owner's part, ends it."""

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc.accounts.links import Handed
from zlc.accounts.models import Person
from zlc.database import Model, uuid7

BY_LINK = "（凭链接）"


class OwnerLink(Handed, Model):
    """Whoever holds it acts as `name`; in histories its id stands where a person's would. `opened_at`: the first time."""

    __tablename__ = "owner_links"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"), index=True)
    name: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[int | None] = mapped_column(BigInteger)
    maker: Mapped[Person] = relationship()

    @property
    def said_name(self) -> str:
        return f"{self.name}{BY_LINK}"
