"""Is everything still what was received? Each photo's file, each entry's bytes, each device's chain, the commit order.

Each check is a generator: for every stretch of rows it gives how many were looked at and, in Chinese, what is wrong with
them; a stretch is read in a transaction of its own, so that a server may go on serving and no memory grows. What is found
lost is marked, for phones to be asked for it; what is whole again is unmarked.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from zlc import database, sql
from zlc.database import db
from zlc.walks.entries.entry import chain_of
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import images, photos
from zlc.walks.photos.disk import Held

ENTRIES, FILES = 2000, 200  # rows at a time
Row = tuple[Any, ...]


class Stretch(NamedTuple):
    looked: int
    wrong: list[str]


def counts() -> tuple[int, int]:
    """Photo files and entries."""
    with database.reading():
        (files,), (entries,) = sql.rows("select count(*) from photo_files union all select count(*) from entries")
        db.session.rollback()
    return files, entries


def pages(query: str, size: int, beginning: Row, keys: int) -> Iterator[list[Row]]:
    """The rows of `query` in the order of their first `keys` columns; it takes the last of these and the size."""
    last = beginning
    while True:
        with database.reading():
            rows = sql.rows(query, *last, size)
            db.session.rollback()
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][:keys])


# -- photos ---------------------------------------------------------------------------------------

FILE_PAGE = "select sha256, bytes, kept_sha256, lost_at from photo_files where sha256 > ? order by sha256 limit ?"


def photo_files(folder: Path) -> Iterator[Stretch]:
    for rows in pages(FILE_PAGE, FILES, ("",), 1):
        lost, found, learnt, wrong = [], [], [], []
        for sha256, size, kept, lost_at in rows:
            held = Held(sha256, size, kept)
            fault = _fault_of(folder, held)
            if fault:
                lost.append(sha256)
                wrong.append(f"照片 {sha256[:12]}……：{fault}，已记下，向手机再要。")
            elif lost_at:
                found.append(sha256)
            if not fault and kept is None:
                learnt.append((photo_disk.hash_of(photo_disk.path_of(folder, sha256)), sha256))
            _drop_wrong_sizes(folder, sha256)
        _write_down(folder, lost, found, learnt)
        yield Stretch(len(rows), wrong)


def _fault_of(folder: Path, held: Held) -> str:
    """Empty if the file is what was stored."""
    path = photo_disk.path_of(folder, held.sha256)
    try:
        size = path.stat().st_size
        if size != held.bytes:
            return "文件是空的" if size == 0 else f"文件大小不对（应为 {held.bytes} 字节，实为 {size}）"
        if held.kept is not None:
            return "" if photo_disk.hash_of(path) == held.kept else "文件内容变了，校验值不符"
        return "" if images.is_whole(path) else "文件打不开"
    except FileNotFoundError:
        return "文件不在了"
    except OSError as fault:
        return f"文件读不出来（{fault.strerror}）"


def _drop_wrong_sizes(folder: Path, sha256: str) -> None:
    """A smaller size that is not what was written is made again when it is asked for."""
    for size in photo_disk.SIZES:
        path = photo_disk.path_of(folder, sha256, size)
        if path.exists() and photo_disk.small_one(path) is None:
            photo_disk.with_room(path).unlink(missing_ok=True)


def _write_down(folder: Path, lost: list[str], found: list[str], learnt: list[tuple[str, str]]) -> None:
    changes: list[sql.Query] = [
        ("update photo_files set kept_sha256 = ? where sha256 = ? and kept_sha256 is null", *one) for one in learnt
    ]
    changes += [("update photo_files set lost_at = null where sha256 in ?", found)] if found else []
    if lost or changes:
        sql.ask(*changes)
        photos.mark_lost(lost, lambda held: bool(_fault_of(folder, held)))
        db.session.commit()


# -- entries --------------------------------------------------------------------------------------

ENTRY_PAGE = (
    "select device_id, seq, id, hash, chain, body from entries where (device_id, seq, id) > (?, ?, ?)"
    " order by device_id, seq, id limit ?"
)


@dataclass
class Chain:
    """A device's chain as far as it was followed. Two phones under one device id write the same numbers: then several
    chains lead to a number, and each next entry continues one of them."""

    device: str = ""
    seq: int = 0
    before: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)

    def continued_by(self, device: str, seq: int, digest: str, chain: str) -> bool:
        """Across a gap in the numbers nothing is known."""
        if (device, seq) != (self.device, self.seq):
            follows = device == self.device and seq == self.seq + 1
            self.before = self.here if follows else {""} if seq == 1 else set()
            self.device, self.seq, self.here = device, seq, set()
        self.here.add(chain)
        return not self.before or chain in {chain_of(one, digest) for one in self.before}


def entries() -> Iterator[Stretch]:
    chain, broken = Chain(), _known_as_broken()
    for rows in pages(ENTRY_PAGE, ENTRIES, ("", 0, ""), 3):
        wrong = []
        for device, seq, id_, digest, link, body in rows:
            # A body that the law had erased is gone; its hash stays, and the chain over it.
            if body is not None and hashlib.sha256(body).hexdigest() != digest:
                wrong.append(f"记录 {id_}：内容和校验值不符。")
            if not chain.continued_by(device, seq, digest, link) and device not in broken:
                wrong.append(f"记录 {id_}：接不上前一条（设备 {device}，第 {seq} 条）。")
        yield Stretch(len(rows), wrong)


def _known_as_broken() -> set[str]:
    """Devices whose chain did not hold when it arrived: noted then, and shown with the device."""
    with database.reading():
        rows = sql.rows("select id from devices where chain_broken_at is not null")
        db.session.rollback()
    return {id_ for (id_,) in rows}


# -- what keeps it so ------------------------------------------------------------------------------

GUARDED = ("entries", "audit_lines")
THERE = {
    "sqlite": ("select name from sqlite_master where type = 'trigger'", ("insert", "update", "delete")),
    "postgresql": ("select tgname from pg_trigger where tgenabled = 'A'", ("update", "delete", "truncate")),
}


def guards() -> list[str]:
    """The triggers by which the database itself refuses to change what was recorded: whether none was taken away."""
    with database.reading():
        asked, actions = THERE[sql.dialect()]
        there = {name for (name,) in sql.rows(asked)}
        db.session.rollback()
    wanted = [f"{table}_no_{action}" for table in GUARDED for action in actions]
    return [
        f"触发器 {name} 不在了或被停用：数据库不再拦住对已有记录的改动。请查清是谁动的，从备份恢复；现在的数据库留作查证。"
        for name in wanted if name not in there
    ]  # fmt: skip


# -- the commit order -----------------------------------------------------------------------------

COMMITS = "select count(*), coalesce(min(number), 1), coalesce(max(number), 0) from commits"
STRAY = 'select id from entries where "commit" not in (select number from commits) limit 20'


def commit_order() -> list[str]:
    """Numbers without a hole up to the clock's, and every entry at one of them. The chain itself also covers what is no
    entry (decisions, problems), and the places that entries had before: it cannot be reckoned again from what is there."""
    with database.reading():
        ((number, first, last),) = sql.rows(COMMITS)
        clock = sql.rows("select value from commit_clock where id = 1")
        stray = sql.rows(STRAY)
        db.session.rollback()
    wrong = [f"记录 {id_}：它的提交编号不在提交次序里。" for (id_,) in stray]
    if (first, number) != (1, last):
        wrong.append(f"提交次序有缺口：编号到 {last}，只有 {number} 个。")
    if not clock or clock[0][0] != last:
        wrong.append(f"提交次序和时钟不符：次序到 {last}，时钟是 {clock[0][0] if clock else '空的'}。")
    return wrong
