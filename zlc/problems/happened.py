"""What every row of a line's history is, whatever the list."""

from typing import Any

from sqlalchemy import JSON, BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.database import uuid7


class Happened:
    """A mixin of models: one thing that happened on the desk, who, when, why. Only ever added; `n` counts those of one line."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    n: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str | None] = mapped_column(String(36))
    verb: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
