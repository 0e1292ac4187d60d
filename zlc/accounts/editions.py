"""What one office sets for all comes in editions: each one stays, with who, when and why; the latest is in force."""

from typing import Self

from sqlalchemy import BigInteger, ForeignKey, String, Text, select, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db


class Numbered:
    """A row of such a table, beside what it sets. What was there before the first one is number 0, and no row."""

    __tablename__: str
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str] = mapped_column(String(36), ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text)

    @declared_attr
    def person(cls) -> Mapped[Person]:
        return relationship()

    @classmethod
    def history(cls) -> list[Self]:
        """The newest first."""
        return list(db.session.scalars(select(cls).order_by(cls.number.desc())))

    @classmethod
    def one_at_a_time(cls) -> None:
        """Nobody else sets one until this transaction ends. On SQLite the writing transaction sees to it."""
        if db.session.get_bind().dialect.name == "postgresql":
            db.session.execute(text(f"lock table {cls.__tablename__} in share row exclusive mode"))
