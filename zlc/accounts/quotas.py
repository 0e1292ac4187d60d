"""How much one person may have kept in one day: far above anybody's work, far below a disk.

Counted in the transaction that keeps it, by server time, the day being Shanghai's. What is refused stays where it is, on
the phone or with the person, and may come again the next day.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import Model
from zlc.errors import Refusal

MB = 1024 * 1024


class Limit(NamedTuple):
    """`most` things of together `bytes` a day; `name` and `unit` as people say it: 「照片 3000 张」"""

    most: int
    bytes: int
    name: str
    unit: str


# A recorder back from two weeks without network brings some hundred photos; a phone is registered once, and again when
# its storage was cleared.
LIMITS = {
    "photo": Limit(3000, 6000 * MB, "照片", "张"),
    "paper": Limit(500, 3000 * MB, "文件", "份"),
    "device": Limit(200, 0, "新登记的设备", "台"),
    "import": Limit(100, 1000 * MB, "导入的目录文件", "个"),
}


class QuotaDay(Model):
    """What a person had kept on a day."""

    __tablename__ = "quota_days"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # 2026-11-28
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    bytes: Mapped[int] = mapped_column(BigInteger)


class OverQuota(Refusal):
    """Carries how long until the next hour: the phone asks again then, and is let in when the day is another."""

    status, code = 429, "over_quota"

    def __init__(self, limit: Limit) -> None:
        room = f"{limit.most} {limit.unit}" + (f"、{limit.bytes // MB} MB" if limit.bytes else "")
        super().__init__(
            f"今天收的{limit.name}已到每人每天的上限（{room}），这一{limit.unit}没有收，仍在您这里，明天可以再传。"
            "确实需要更多，请联系系统管理员。",
            headers={"Retry-After": "3600"},
        )


def query(what: str, login_id: str) -> sql.Query:
    """Asks how many, and how many bytes, whoever's login this is had kept today."""
    return (
        'select "count", bytes from quota_days where day = ? and what = ?'
        " and person_id = (select person_id from logins where id = ?)",
        clock.today().isoformat(), what, login_id,
    )  # fmt: skip


def check(what: str, size: int, used: list[tuple[int, int]]) -> None:
    """`used`: what `asks` told. Raises OverQuota if one more of `size` bytes is too much."""
    count, total = used[0] if used else (0, 0)
    limit = LIMITS[what]
    if count >= limit.most or (limit.bytes and total + size > limit.bytes):
        raise OverQuota(limit)


def counted(what: str, person_id: str, size: int) -> sql.Query:
    """What counts one more."""
    return (
        'insert into quota_days (person_id, day, what, "count", bytes) values (?, ?, ?, 1, ?)'
        ' on conflict (person_id, day, what) do update set'
        ' "count" = quota_days."count" + 1, bytes = quota_days.bytes + excluded.bytes',
        person_id, clock.today().isoformat(), what, size,
    )  # fmt: skip


def use(what: str, person: Person, size: int = 0) -> None:
    """Check and count, in the caller's transaction. Raises OverQuota."""
    check(what, size, sql.rows(*query(what, person.login_id or "")))
    sql.ask(counted(what, person.id, size))
