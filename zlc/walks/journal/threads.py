"""Entries of a rectification: in the journal like all others, and in no walk. The list of rectifications, of which this package knows
no more than these two tables, does what they ask for (docs/decisions/0044)."""

from collections.abc import Collection
from typing import NamedTuple

from zlc import sql
from zlc.walks.entries.kinds import OF_RECTIFICATION

NOT_HERE = "这条整改不在您的单位，内容已原样保存，等联络员处理。"


class Arrived(NamedTuple):
    """An entry that waits to be done. `received_at` in ms."""

    entry_id: str
    rectification_id: str
    author_id: str
    received_at: int


def is_of_one(kind: str | None) -> bool:
    return kind in OF_RECTIFICATION


def units(ids: Collection[str]) -> sql.Query:
    """Asks for rectification → the unit it belongs to, for those of the ids that there are."""
    return "select id, unit_id from rectifications where id in ?", list(ids)


def unit_of(rectification_id: str) -> str | None:
    return dict(sql.rows(*units([rectification_id]))).get(rectification_id)


def waiting(arrived: Collection[Arrived]) -> list[sql.Query]:
    """What has them done by whoever comes next."""
    add = "insert into rectification_entries (entry_id, rectification_id, author_id, received_at, message) values (?, ?, ?, ?, '')"
    return [(add, *one) for one in arrived]
