"""The server's clock. Instants are unix milliseconds; people read them in Asia/Shanghai."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone

# China has had one zone without summer time since 1991; a fixed offset needs no tz database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS = "一二三四五六日"

_frozen: ContextVar[int | None] = ContextVar("frozen", default=None)
_unsaid_year: ContextVar[int | None] = ContextVar("unsaid_year", default=None)


def now_ms() -> int:
    """Milliseconds since 1970 in UTC."""
    frozen = _frozen.get()
    return time.time_ns() // 1_000_000 if frozen is None else frozen


@contextmanager
def frozen_at(ms: int) -> Iterator[None]:
    """Everything inside happens at `ms`: for tests and for the demo world's past."""
    token = _frozen.set(ms)
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def year_unsaid(ms: int) -> Iterator[None]:
    """Dates said inside go without a year when it is that of `ms`, whatever year it is now: paper reads alike for ever."""
    token = _unsaid_year.set(local(ms).year)
    try:
        yield
    finally:
        _unsaid_year.reset(token)


@contextmanager
def year_said() -> Iterator[None]:
    """Dates said inside say their year, whichever it is: on paper a date stands alone."""
    token = _unsaid_year.set(0)
    try:
        yield
    finally:
        _unsaid_year.reset(token)


def local(ms: int) -> datetime:
    """The instant in Asia/Shanghai; what lies outside years 1-9999 is shown as the nearest end."""
    try:
        return datetime.fromtimestamp(ms / 1000, SHANGHAI)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=SHANGHAI) if ms > 0 else datetime.min.replace(tzinfo=SHANGHAI)


def today() -> date:
    return local(now_ms()).date()


def instant(moment: datetime) -> int:
    """Milliseconds of an aware datetime."""
    return round(moment.timestamp() * 1000)


def bounds(first: date, last: date) -> tuple[int, int]:
    """The first instant of these days, and the first one after the last of them, in ms."""
    begins, ends = (instant(datetime.combine(day, datetime.min.time(), SHANGHAI)) for day in (first, last))
    return begins, ends + 24 * 3600 * 1000


def says_year(year: int) -> bool:
    """Whether what is of that year says so: when it is not this one (inside `year_unsaid`: not that one; `year_said`: always)."""
    unsaid = _unsaid_year.get()
    return year != (today().year if unsaid is None else unsaid)


def spoken_date(day: date) -> str:
    """「11月23日」, for where there is no room for more."""
    return f"{f'{day.year}年' if says_year(day.year) else ''}{day.month}月{day.day}日"


def spoken_day(day: date) -> str:
    """「11月23日 周一」."""
    return f"{spoken_date(day)} 周{WEEKDAYS[day.weekday()]}"


def spoken(ms: int | None) -> str:
    """「11月23日 周一 14:32」; 「未记」 for an instant nobody recorded."""
    if ms is None:
        return "未记"
    moment = local(ms)
    return f"{spoken_day(moment.date())} {moment:%H:%M}"


def spoken_near(ms: int | None, near: int | None) -> str:
    """The time of day alone beside a moment of the same day, else the day with it; 「未记」 for None."""
    if ms is None or near is None or local(ms).date() != local(near).date():
        return spoken(ms)
    return f"{local(ms):%H:%M}"


def spoken_length(ms: int | None) -> str:
    """「1 小时 12 分」, 「3 天 2 小时 5 分」, 「不到 1 分」; 「未记」 for None. To the minute however long it is, or what is said of
    a walk and of its parts would not add up."""
    if ms is None:
        return "未记"
    hours, minutes = divmod(max(0, ms) // 60_000, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分")]
    return " ".join(f"{n} {word}" for n, word in parts if n) or ("不到 1 分" if ms > 0 else "0 分")
