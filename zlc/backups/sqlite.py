"""An SQLite file: copied by SQLite's own backup, put in place by a rename."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from zlc import clock
from zlc.backups.manifest import COUNTED, Damaged, Facts, Say, facts_from
from zlc.errors import NotReady
from zlc.folder import InUse, give_to_owner

PAGES = 4096  # a step of the copy: 16 MB
BESIDE = ("-wal", "-shm", "-journal")
NOT_ALONE = "还有别的程序打开着数据库文件 {file}，没有恢复，数据没有动。请停下它（例如旧的服务进程、sqlite3 窗口），再运行一次。"


def opened(file: Path, mode: str = "rw") -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, timeout=20, isolation_level=None))


class Sqlite:
    kind = "sqlite"

    def __init__(self, file: Path, data: Path) -> None:
        self.file, self.data = file, data
        self.prepared = file.with_name(f"{file.name}.restoring-{uuid4().hex}")

    def copy(self, to: Path, say: Say) -> Facts:
        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with opened(self.file) as source, opened(to) as target:
            # One reading transaction around it all: others write on, and the copy is not begun again each time they do.
            source.execute("begin")
            facts = facts_from(lambda sql: source.execute(sql).fetchall())
            source.backup(target, pages=PAGES, progress=lambda _status, left, total: say(f"数据库 {total - left}/{total} 页"))
            source.execute("rollback")
            target.execute("pragma journal_mode=delete")  # one file, with nothing beside it
        self.examine(to, facts.counts)
        return facts

    def examine(self, copy: Path, counts: dict[str, int]) -> None:
        try:
            with opened(copy, "ro") as database:
                found = database.execute("pragma integrity_check(1)").fetchone()[0]
                if found != "ok":
                    raise Damaged(f"备份里的数据库损坏了（{found}），没有使用，数据没有动。请换另一份备份。")
                for table in COUNTED:
                    if database.execute(f"select count(*) from {table}").fetchone()[0] != counts[table]:
                        raise Damaged(f"备份里的数据库和登记的条数不一样（{table}），没有使用，数据没有动。请换另一份备份。")
        except sqlite3.DatabaseError as fault:
            raise Damaged(f"备份里的数据库读不出来（{fault}），没有使用，数据没有动。请换另一份备份。") from fault

    def prepare(self, copy: Path) -> str:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(copy, self.prepared)
        return f"sqlite:///{self.prepared}"

    def swap(self) -> str:
        with opened(self.prepared) as database:
            database.execute("pragma wal_checkpoint(truncate)")
        if Path(f"{self.prepared}-wal").exists():
            raise InUse(NOT_ALONE.format(file=self.prepared))
        self.prepared.chmod(0o600)
        give_to_owner(self.prepared, self.data)
        _to_the_disk(self.prepared)
        kept = self._keep_the_present_one()
        os.replace(self.prepared, self.file)
        _to_the_disk(self.file.parent)
        return kept

    def _keep_the_present_one(self) -> str:
        """Beside it, under a name with the time; until the new one takes its name it keeps its own too."""
        kept = self.file.with_name(f"{self.file.name}.replaced-{clock.local(clock.now_ms()):%Y%m%d-%H%M%S}")
        while kept.exists():
            kept = kept.with_name(f"{kept.name}-2")
        there = self.file.exists()
        if there and self._is_whole():
            try:
                os.link(self.file, kept)
            except OSError:  # not every disk knows links
                shutil.copy2(self.file, kept)
            return kept.name
        # It cannot be opened, or is not there: what lies beside it may help to save something, and goes with it.
        for ending in ("", *BESIDE):
            with suppress(FileNotFoundError):
                os.rename(f"{self.file}{ending}", f"{kept}{ending}")
        return kept.name if there else ""

    def _is_whole(self) -> bool:
        """All of it is in the file itself, and nobody else has it open: SQLite removes `-wal` with its last connection."""
        try:
            with opened(self.file) as database:
                database.execute("pragma wal_checkpoint(truncate)")
                database.execute("select count(*) from sqlite_master").fetchone()
        except sqlite3.OperationalError as fault:
            if "locked" in str(fault):
                raise InUse(NOT_ALONE.format(file=self.file)) from fault
            raise NotReady(f"原来的数据库文件 {self.file} 收不了尾（{fault}），没有恢复，数据没有动。请核对磁盘空间和权限。") from fault
        except sqlite3.DatabaseError:
            return False
        if Path(f"{self.file}-wal").exists():
            raise InUse(NOT_ALONE.format(file=self.file))
        Path(f"{self.file}-shm").unlink(missing_ok=True)
        return True

    def discard(self) -> None:
        for left in self.file.parent.glob(f"{self.file.name}.restoring-*"):
            left.unlink(missing_ok=True)


def _to_the_disk(path: Path) -> None:
    opened_path = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened_path)
    finally:
        os.close(opened_path)
