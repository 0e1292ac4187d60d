"""办事指南: what is published about one matter."""

from typing import NamedTuple

from zlc.catalogue.models import Limit

AT_ONCE = Limit(0, "at_once")
IDENTITY = ("居民身份证", 1, True)
LICENCE = ("营业执照", 1, False)


def working_days(count: int) -> Limit:
    return Limit(count, "working_day")


class Guide(NamedTuple):
    """Materials are (name, copies, original). None: not published."""

    unit: str
    name: str
    code: str
    materials: tuple[tuple[str, int, bool], ...]
    steps: int | None
    trips: int | None
    statutory: Limit | None
    promised: Limit | None
    channels: tuple[str, ...] = ("hall", "online")
    aliases: tuple[str, ...] = ()
    place: str | None = None
    fee: str | None = "不收费"
    frequent: bool = False
    blocked: bool = False
    wait_minutes: int | None = None
    # What else the guide says, by the codes of zlc/catalogue/further.py.
    further: tuple[tuple[str, str], ...] = ()
