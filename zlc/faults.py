"""What a fault of the database or the disk is called, in the words of whoever meets it."""

import errno
from typing import Any

from sqlalchemy.exc import DBAPIError

from zlc.errors import Refusal

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # no room: on the disk, for this user, for one file
# SQLite says it in words: the first that fits.
_SQLITE = (
    ("full", "full"),
    ("readonly", "read_only"), ("read-only", "read_only"),
    ("unable to open", "gone"), ("moved", "gone"),
    ("malformed", "damaged"), ("not a database", "damaged"),
    ("disk i/o", "disk"),
    ("no such table", "shape"), ("no such column", "shape"), ("has no column", "shape"),
)  # fmt: skip
# PostgreSQL by number (its manual, appendix A); a number of two is a class.
_POSTGRESQL = {
    "25006": "read_only", "53100": "full", "58": "disk", "XX001": "damaged", "XX002": "damaged",
    "42P01": "shape", "42703": "shape", "3D000": "gone", "28": "refused", "08": "unreachable", "57P": "unreachable",
    "42501": "refused",
}  # fmt: skip
_ERRNO = {
    errno.EROFS: "read_only", errno.EACCES: "read_only", errno.EPERM: "read_only", errno.EIO: "disk",
    **dict.fromkeys(FULL, "full"),
}  # fmt: skip
# What everybody else is told; whoever runs the server reads more at start-up (startup.py).
_TOLD = {
    "full": "服务器磁盘已满，这次没有保存，请联系管理员。手机里的记录还在。",
    "read_only": "服务器的存储现在只能读、不能写，这次没有保存，请联系管理员。手机里的记录还在。",
    "gone": "服务器打不开它的数据库文件，磁盘可能没有挂上，或者只能读；这次没有保存，请联系管理员。手机里的记录还在。",
    "damaged": "服务器的数据库文件损坏了，这次没有保存，请联系管理员。手机里的记录还在。",
    "disk": "服务器读写磁盘出错，这次没有保存，请联系管理员。手机里的记录还在。",
    "shape": "服务器的数据库和程序对不上，这次没有保存，请联系管理员。手机里的记录还在。",
    "unreachable": "服务器连不上它的数据库，这次没有保存，请联系管理员。手机里的记录还在。",
    "refused": "数据库不让服务器进去，这次没有保存，请联系管理员。手机里的记录还在。",
}


def kind_of(fault: BaseException) -> str | None:
    """full, read_only, gone, damaged, disk, shape, unreachable, refused; None: busy, or nothing of the storage."""
    if isinstance(fault, DBAPIError):
        return kind_of(fault.orig) if fault.orig else None
    if isinstance(fault, OSError):
        return _ERRNO.get(fault.errno or 0)
    origin = type(fault).__module__.partition(".")[0]
    if origin == "sqlite3":
        words = str(fault).lower()
        return next((kind for part, kind in _SQLITE if part in words), None)
    return _of_postgresql(fault) if origin == "psycopg" else None


def _of_postgresql(fault: Any) -> str | None:
    state = getattr(fault, "sqlstate", None)
    if state is None:  # no server has answered, or one went away
        return "unreachable" if type(fault).__name__ in ("OperationalError", "ConnectionTimeout") else None
    return next((kind for length in (5, 3, 2) if (kind := _POSTGRESQL.get(state[:length]))), None)


def refusal_of(fault: BaseException) -> Refusal | None:
    """What to answer; None if the fault is none of these."""
    kind = kind_of(fault)
    if kind is None:
        return None
    if kind == "full":
        return disk_full()
    return Refusal(_TOLD[kind], code="unavailable", status=503, headers={"Retry-After": "60"})


def disk_full() -> Refusal:
    return Refusal(_TOLD["full"], code="disk_full", status=507)
