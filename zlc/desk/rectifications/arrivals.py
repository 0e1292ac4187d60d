"""What came from phones: 后到的, which could not be done and is kept with its reason; and of what was, when it was written."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.database import db
from zlc.rectifications.arrived import KEPT, RectificationEntry
from zlc.rectifications.models import Rectification
from zlc.walks.entries.entry import read_body
from zlc.walks.models import Entry
from zlc.walks.names import people_named
from zlc.walks.words import KINDS

OTHER_PLAN = "写的时候，手机上看到的措施、标准或时限不是这一版"
ERASED = "内容已依法删除，只留编号。"


class Late(NamedTuple):
    """`kind` in a word; `at` when it was written and `received_at` when it came, ms; `why` it was not done; `photo` the entry of one."""

    who: str
    kind: str
    at: int
    received_at: int
    words: list[str]
    why: str
    photo: str


def arrivals_of(one: Rectification) -> tuple[list[Late], dict[int, list[str]]]:
    """Those that were kept, as they came; and event → what its story says beside it."""
    wanted = select(RectificationEntry, Entry).join(Entry, Entry.id == RectificationEntry.entry_id)
    wanted = wanted.where(RectificationEntry.rectification_id == one.id).order_by(Entry.commit, Entry.n)
    rows = [(row, entry) for row, entry in db.session.execute(wanted)]
    names = people_named([row.author_id for row, _ in rows])
    beside: dict[int, list[str]] = defaultdict(list)
    for row, entry in rows:
        if row.event is not None:
            written = f"{clock.spoken(entry.at_server)} 写在手机上"
            beside[row.event] += [f"{written}。{OTHER_PLAN}" if row.other_plan else written]
    return [_late(row, entry, names) for row, entry in rows if row.outcome == KEPT], beside


def _late(row: RectificationEntry, entry: Entry, names: dict[str, str]) -> Late:
    kind = KINDS.get(entry.kind or "", "")
    return Late(
        names.get(row.author_id, "未知人员"), kind, entry.at_server, row.received_at, _words(entry), row.message,
        entry.id if entry.kind == "evidence" else "",
    )  # fmt: skip


def _words(entry: Entry) -> list[str]:
    if entry.body is None:
        return [ERASED]
    said = read_body(entry.body).data
    return [words for words in (said.get("effect"), said.get("text"), said.get("caption")) if words]
