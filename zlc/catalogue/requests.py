"""待办事项: what people and enterprises have asked a unit to do for them, collected for 代理办.

As little as possible is kept: what is to be done, and in general words for whom. Names, telephone numbers and papers
stay with who collected it.
"""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock, sql
from zlc.accounts.models import Person, Unit
from zlc.catalogue.models import Matter
from zlc.database import Model, db, uuid7
from zlc.documents.masking import private_spans
from zlc.errors import Forbidden, NotFound, NotNow, Refusal
from zlc.texts import is_uuid

LONGEST_WHOSE, LONGEST_TEXT, LONGEST_WHY = 60, 200, 200


class CollectedRequest(Model):
    """One of them. `number` counts within its unit; `whose` says in general words for whom."""

    __tablename__ = "collected_requests"
    __table_args__ = (UniqueConstraint("unit_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    number: Mapped[int]
    whose: Mapped[str] = mapped_column(String(LONGEST_WHOSE))
    text: Mapped[str] = mapped_column(Text)
    matter_id: Mapped[str | None] = mapped_column(ForeignKey("matters.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[int | None] = mapped_column(BigInteger)
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[Unit] = relationship()
    collector: Mapped[Person] = relationship(foreign_keys=by)
    withdrawer: Mapped[Person | None] = relationship(foreign_keys=withdrawn_by)

    @classmethod
    def collect(cls, person: Person, whose: str, text: str, key: str = "") -> "CollectedRequest":
        """Add one to the pool of the person's unit. `key`: the id that the form was given when it was shown, so that a
        second click is the same request. Raises Forbidden, NotNow, and Refusal naming the field at fault."""
        if not person.records:
            raise Forbidden("待办事项由本单位走流程的人收集。")
        said = {"whose": _plain(whose, LONGEST_WHOSE, "whose"), "text": _plain(text, LONGEST_TEXT, "text")}
        last = select(func.max(cls.number)).where(cls.unit_id == person.unit_id)
        matter = select(Matter.id).where(Matter.name == said["text"], Matter.active).order_by(Matter.id).limit(1)
        if is_uuid(key) and db.session.get(cls, key) is not None:
            raise NotNow("这一件已经收进待办事项，没有重复登记。")
        one = cls(
            id=key if is_uuid(key) else uuid7(), unit_id=person.unit_id, number=(db.session.scalar(last) or 0) + 1, by=person.id,
            matter_id=db.session.scalar(matter), **said,
        )  # fmt: skip
        db.session.add(one)
        return one

    @classmethod
    def of(cls, person: Person, request_id: str) -> "CollectedRequest":
        """Raises NotFound, also for another unit's."""
        one = db.session.get(cls, request_id)
        if one is None or one.unit_id != person.unit_id or not person.records:
            raise NotFound
        return one

    def check_may_withdraw(self, by: Person) -> None:
        if by.id != self.by and not by.decides:
            raise Forbidden("待办事项由收集的人或本单位联络员撤下。")

    def withdraw(self, by: Person, reason: str) -> None:
        """It is not to be done any more; walks that took it stay. Raises Forbidden, NotNow, Refusal."""
        self.check_may_withdraw(by)
        if self.withdrawn_at is not None:
            raise NotNow("这一件已经撤下。")
        self.reason = _plain(reason, LONGEST_WHY, "reason")
        self.withdrawn_at, self.withdrawn_by = clock.now_ms(), by.id


class Taking(Model):
    """A walk that takes a request, as its journal says: the fold keeps it."""

    __tablename__ = "request_takings"

    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("collected_requests.id"), index=True)


WANTED = {"whose": "请写代谁办，例如：一家餐饮个体户。", "text": "请写要办的事。", "reason": "请写撤下的理由。"}


def _plain(text: str, most: int, field: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Refusal(WANTED[field], field=field, status=422)
    if len(text) > most:
        raise Refusal(f"请不超过 {most} 字。", field=field, status=422)
    if private_spans(text):
        raise Refusal("这里不写身份证号、手机号、银行卡号，请由收集的人另行保存。", field=field, status=422)
    return text


def open_requests(unit_id: str) -> list[dict[str, Any]]:
    """What the unit's phones offer: neither withdrawn nor taken, the oldest first."""
    found = sql.rows(
        "select r.id, r.number, r.whose, r.text, r.matter_id from collected_requests r"
        " left join request_takings t on t.request_id = r.id"
        " where r.unit_id = ? and r.withdrawn_at is null and t.walk_id is null order by r.number", unit_id,
    )  # fmt: skip
    return [dict(zip(("id", "number", "whose", "text", "matter"), row, strict=True)) for row in found]


def suggested(person: Person, most: int = 300) -> list[str]:
    """Names to choose from while one is typed: the unit's own matters first, then those that many ask for."""
    own = Matter.unit_id == person.unit_id
    wanted = select(Matter.name).where(Matter.active, or_(own, Matter.frequent, Matter.blocked))
    return list(dict.fromkeys(db.session.scalars(wanted.order_by(own.desc(), Matter.name).limit(most))))
