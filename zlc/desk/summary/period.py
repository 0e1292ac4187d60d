"""The days a summary is about."""

from dataclasses import dataclass
from datetime import date, timedelta

from zlc import clock
from zlc.asked import Args, text_of
from zlc.errors import Refusal
from zlc.problems.numbers import quarter_begins
from zlc.typed_days import SO, read_day

MOST_DAYS = 366


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @classmethod
    def read(cls, args: Args) -> "Period":
        """`from` and `to` of the URL; this quarter where they say nothing. Raises Refusal (422)."""
        this = cls.quarter_of(clock.today())
        period = cls(_day(text_of(args, "from"), this.first), _day(text_of(args, "to"), this.last))
        if period.last < period.first:
            raise Refusal("结束的日期早于开始的日期，请重新选择。", status=422, field="to")
        if (period.last - period.first).days >= MOST_DAYS:
            raise Refusal("一次最多汇总一年，请缩短时段。", status=422, field="from")
        return period

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        first = quarter_begins(day)
        after = date(day.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
        return cls(first, after - timedelta(days=1))

    @property
    def before(self) -> "Period":
        """The one before it: as many whole months, or as many days."""
        after = self.last + timedelta(days=1)
        ends = self.first - timedelta(days=1)
        if self.first.day == 1 == after.day:
            year, month = divmod(self.first.year * 12 + self.first.month - 1 - self._months(after), 12)
            return Period(date(year, month + 1, 1), ends)
        return Period(ends - (self.last - self.first), ends)

    def _months(self, after: date) -> int:
        return (after.year - self.first.year) * 12 + after.month - self.first.month

    @property
    def bounds(self) -> tuple[int, int]:
        """The first instant of the period, and the first one after it, in ms."""
        return clock.bounds(self.first, self.last)

    @property
    def spoken(self) -> str:
        """「2026年10月1日 至 12月31日」."""
        year = "" if self.first.year == self.last.year else f"{self.last.year}年"
        begins = f"{self.first.year}年{self.first.month}月{self.first.day}日"
        return f"{begins} 至 {year}{self.last.month}月{self.last.day}日"

    @property
    def query(self) -> dict[str, str]:
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


def _day(text: str, otherwise: date) -> date:
    if not text:
        return otherwise
    day = read_day(text)
    if day is None:
        raise Refusal(f"日期读不懂：{text}。{SO}", status=422, field="from")
    if not 1970 <= day.year <= 2999:
        raise Refusal(f"日期太远：{text}。请重新选择。", status=422, field="from")
    return day
