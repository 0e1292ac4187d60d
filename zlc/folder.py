"""The data folder: how one of ours is known, who may read it, and who is at work on it.

A folder that holds nothing of ours is never taken for a new installation: it may be the empty place where a disk is not
mounted. Only `database upgrade`, `database restore` and the demo found one.
"""

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zlc.errors import NotNow

DATABASE, SECRET, LOCK = "zlc.sqlite3", "secret-key", "serving.lock"
FOLDERS = ("photos", "files", "rescues", "documents")
DAY = 24 * 3600
PART_LASTS = DAY
OWN_FILE, OWN_FOLDER = 0o600, 0o700
# How SQLite names what it keeps beside a database, and we what a restore has replaced.
BESIDE = ("-wal", "-shm", "-journal", ".replaced-*", ".restoring-*")
_held: dict[Path, int] = {}  # locks that this process, and what it forks, holds until it ends


class InUse(NotNow):
    """Somebody else is at work on this folder."""


def is_ours(folder: Path) -> bool:
    """Whether an installation lives there."""
    return any((folder / name).exists() for name in (DATABASE, SECRET, LOCK, *FOLDERS))


def found(folder: Path) -> None:
    """Make it one of ours, for its owner's eyes only. Does nothing to one that is."""
    folder.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
    os.close(_opened(folder))
    keep_private(folder)


def keep_private(folder: Path, database: Path | None = None) -> list[Path]:
    """Files 0600, folders 0700. Returns those that are not ours to change.

    `database`: an SQLite file that may lie elsewhere. What is made later follows the umask, see config.py.
    """
    if not is_ours(folder):
        return []
    private = dict.fromkeys(_single_files(folder, database or folder / DATABASE), OWN_FILE)
    if not folder.stat().st_mode & stat.S_ISVTX:  # else it is nobody's own, like /tmp
        private[folder] = OWN_FOLDER
    for name in FOLDERS:
        for inside, _, files in os.walk(folder / name):
            private[Path(inside)] = OWN_FOLDER
            private |= {Path(inside, file): OWN_FILE for file in files}
    return [path for path, mode in private.items() if not _mended(path, mode)]


def sweep_parts(folder: Path) -> int:
    """Remove what a process that was killed had half written into the folders of files: nobody is at work on it after a
    day. Returns how many."""
    left = [Path(inside, file) for name in FOLDERS for inside, _, files in os.walk(folder / name) for file in files]
    return sum(remove_if_older(path, PART_LASTS) for path in left if path.suffix == ".part")


def remove_if_older(path: Path, age: float) -> bool:
    """Whether it was last written more than `age` seconds ago, by the machine's clock, and is gone now."""
    try:
        if time.time() - path.stat().st_mtime < age:
            return False
        path.unlink()
    except OSError:  # another process was quicker, or it is not ours: it does no harm
        return False
    return True


def _single_files(folder: Path, database: Path) -> list[Path]:
    beside = [path for ending in BESIDE for path in database.parent.glob(database.name + ending)]
    return [database, *beside, folder / SECRET, folder / LOCK, folder / "demo-password"]


def _mended(path: Path, mode: int) -> bool:
    """Whether nobody else can read it now."""
    try:
        now = path.lstat()
        if not stat.S_ISLNK(now.st_mode) and now.st_mode & 0o077:
            path.chmod(mode)
    except FileNotFoundError:  # another process was quicker
        return True
    except PermissionError:
        return False
    return True


def give_to_owner(path: Path, folder: Path) -> None:
    """What root makes in somebody's data folder is that person's: else their server could not open it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


# -- who is at work -------------------------------------------------------------------------------


def _opened(folder: Path) -> int:
    """The lock's file. A lock on it ends with the last process that holds it, however that ends."""
    path = folder / LOCK
    made = not path.exists()
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWN_FILE)
    if made:
        give_to_owner(path, folder)
    return opened


def serve_on(folder: Path) -> None:
    """From now on, and until the last process forked from this one has ended, no restore may begin here.

    Raises InUse while one is under way."""
    if is_held(folder):
        return
    lock = _opened(folder)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        os.close(lock)
        raise InUse(f"{folder} 正在恢复备份，现在不能启动。请等恢复完成后再启动；数据没有动。") from fault
    _held[folder] = lock


def is_held(folder: Path) -> bool:
    """Whether what lies under this name is still what `serve_on` took hold of. A disk may be unmounted, a folder moved
    away, under a running server: what it wrote then into the empty place, it would answer for, and nobody would find."""
    if folder not in _held:
        return False
    try:
        there = os.stat(folder / LOCK)
    except OSError:
        return False
    return os.path.samestat(there, os.fstat(_held[folder]))


def is_served(folder: Path) -> bool:
    """Whether a server runs on it, in whichever process."""
    try:
        with alone_on(folder):
            return False
    except InUse:
        return True


@contextmanager
def alone_on(folder: Path) -> Iterator[None]:
    """No server runs on it, and none may start meanwhile. Raises InUse."""
    lock = _opened(folder)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as fault:
        raise InUse(
            f"还有服务在 {folder} 上运行，没有恢复，数据没有动。请先停下服务（所有进程），再运行一次。"
        ) from fault
    finally:
        os.close(lock)
