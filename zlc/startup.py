"""Is everything there that a server needs? Asked before it answers anybody: each thing that is wrong is named, and what
to do about it. Nothing is made and nothing is changed."""

import errno
import logging
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from gunicorn.util import parse_address
from sqlalchemy import URL, make_url

from zlc import faults, folder
from zlc.config import ROOT
from zlc.errors import NotReady, Refusal

log = logging.getLogger(__name__)
PATIENCE = 5  # s for a database to answer, for a port to become free
UNTOUCHED = "没有启动，数据没有动。"
NOT_HEARD = {
    errno.EADDRINUSE: "已经被别的程序占用（也许就是还在运行的走流程）。请停下它，或设 PORT 换一个端口",
    errno.EADDRNOTAVAIL: "不是这台机器的地址，请核对 HOST",
    errno.EACCES: "不许这个账号使用：1024 以下的端口要管理员权限，请设 PORT 换一个，前面由代理转发",
}
RESTORE = "要从备份恢复，运行 flask --app app database restore 备份文件。"
FOUND = "确实是第一次安装，请运行 flask --app app database upgrade 建立。"
SAID = {
    "read_only": "{where} 只能读、不能写。磁盘若是只读挂载，请重新挂载为可写；否则请核对权限：目录和文件应归运行服务的账号所有。",
    "damaged": "{where} 损坏了，读不出来。请不要删除它；" + RESTORE,
    "disk": "读写{where}时磁盘出错。请检查磁盘（dmesg），换一块好的，再" + RESTORE,
    "full": "{where} 所在的磁盘满了。请腾出空间再启动。",
    "gone": "打不开{where}。请核对磁盘是否挂上、地址是否写对、运行服务的账号有没有权限。" + RESTORE,
    "shape": "{where} 里还没有走流程的数据。如果应该有，请核对地址、磁盘是否挂上；" + FOUND + RESTORE,
    "unreachable": "连不上{where}。请核对 PostgreSQL 是否在运行、DATABASE_URL 里的主机和端口是否写对。",
    "refused": "{where} 不让进。请核对 DATABASE_URL 里的用户名、密码和它的权限。",
    None: "{where} 一直被别的程序占着。请停下别的程序（例如没有停净的旧服务）再启动。",
}


@cache
def known_revisions() -> frozenset[str]:
    """The shapes of the database that this program knows."""
    scripts = ScriptDirectory(str(ROOT / "zlc" / "migrations"))
    return frozenset(script.revision for script in scripts.walk_revisions())


def newest_revision() -> str:
    return ScriptDirectory(str(ROOT / "zlc" / "migrations")).get_current_head() or ""


def where(url: URL) -> str:
    """The database, in words that give no password away."""
    if url.get_backend_name() == "sqlite":
        return f"数据库文件 {url.database}"
    return f"数据库 {url.render_as_string(hide_password=True).replace('+psycopg', '')}"


def check(data: Path, address: str, whole: bool = True) -> None:
    """Raises NotReady. `whole`: an SQLite file is read from end to end, a second for each few hundred MB."""
    url = make_url(address)
    _check_folder(data, url)
    try:
        if url.get_backend_name() == "sqlite":
            _check_sqlite(Path(url.database or ""), whole)
        else:
            _check_postgresql(url)
    except Refusal:
        raise
    except Exception as fault:
        raise not_ready(fault, url) from fault


def not_ready(fault: BaseException, url: URL) -> NotReady:
    """What this fault of the database means to whoever runs the server."""
    reason = str(getattr(fault, "orig", fault)).strip().partition("\n")[0]
    return NotReady(f"{SAID[faults.kind_of(fault)].format(where=where(url))}{UNTOUCHED}（{reason}）")


def _check_folder(data: Path, url: URL) -> None:
    if not data.is_dir():
        raise NotReady(
            f"没有数据目录 {data}，{UNTOUCHED}如果它在另一块磁盘上，请先挂上磁盘，或改正 ZLC_DATA。{FOUND}{RESTORE}"
        )
    if not folder.is_ours(data):
        raise NotReady(
            f"数据目录 {data} 里没有走流程的数据，{UNTOUCHED}可能磁盘没有挂上，或 ZLC_DATA 写错了。{FOUND}{RESTORE}"
        )
    for place in {data, Path(url.database or "").parent} if url.get_backend_name() == "sqlite" else {data}:
        try:
            tempfile.TemporaryFile(dir=place).close()
        except FileNotFoundError as fault:
            raise NotReady(f"没有目录 {place}，{UNTOUCHED}请核对 DATABASE_URL，磁盘是否挂上。") from fault
        except OSError as fault:
            said = SAID[faults.kind_of(fault) or "disk"]
            raise NotReady(f"{said.format(where=f'目录 {place}')}{UNTOUCHED}（{fault.strerror}）") from fault


def _check_sqlite(file: Path, whole: bool) -> None:
    if not file.exists():
        raise NotReady(
            f"没有找到数据库文件 {file}，{UNTOUCHED}如果它在另一块磁盘上，请先挂上磁盘再启动。{RESTORE}{FOUND}"
        )
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as database:
        database.isolation_level = None
        _check_shape(f"数据库文件 {file}", lambda sql: database.execute(sql).fetchall())
        if whole and (found := database.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")
        database.execute("begin immediate")
        database.execute("rollback")


def _check_postgresql(url: URL) -> None:
    import psycopg

    with psycopg.connect(plain(url), connect_timeout=PATIENCE, autocommit=True) as database:
        if database.execute("show transaction_read_only").fetchone() == ("on",):
            raise NotReady(
                f"{where(url)} 只能读、不能写（是备机，或设了只读），{UNTOUCHED}请把 DATABASE_URL 指向主库。"
            )
        _check_shape(where(url), lambda sql: database.execute(sql).fetchall())


def plain(url: URL) -> str:
    """As PostgreSQL's own library takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _check_shape(name: str, ask: Callable[[str], Iterable[Any]]) -> None:
    """Raises the driver's own error when nothing was ever founded there."""
    revisions = {str(row[0]) for row in ask("select version_num from alembic_version")}
    refuse_later(name, revisions)
    if not revisions or not list(ask("select 1 from server where id = 1")):
        raise NotReady(f"{name} 还没有建立完，{UNTOUCHED}请运行 flask --app app database upgrade。")


def check_address(address: str) -> None:
    """Raises NotReady where nobody could listen; a server that was just killed gets the time to let go of it."""
    host, port = parse_address(address)
    family, until = socket.AF_INET6 if ":" in host else socket.AF_INET, time.monotonic() + PATIENCE
    try:
        while True:
            try:
                return socket.create_server((host, port), family=family).close()
            except OSError as fault:
                if fault.errno != errno.EADDRINUSE or time.monotonic() > until:
                    raise
            time.sleep(0.2)
    except (OSError, OverflowError) as fault:
        said = NOT_HEARD.get(getattr(fault, "errno", None) or 0, "不能使用，请核对 HOST 和 PORT")
        raise NotReady(f"地址 {address} {said}。{UNTOUCHED}（{getattr(fault, 'strerror', None) or fault}）") from fault


def refuse_later(name: str, revisions: Iterable[str]) -> None:
    """Raises NotReady if a later version of the program has made this."""
    if later := set(revisions) - known_revisions():
        raise NotReady(
            f"{name} 是更新的版本建立的（{'、'.join(later)}），这个版本只认得到 {newest_revision()}，没有使用，数据没有动。"
            f"请换回更新的程序；或用升级之前的备份恢复：flask --app app database restore 备份文件。"
        )


def leave_whole(address: str) -> None:
    """After the last process has stopped: nothing of the database stays in a `-wal` beside it, where it would overlay
    whatever is put in the file's place."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or not Path(url.database or "").exists():
        return
    try:
        with closing(sqlite3.connect(f"{Path(url.database or '').absolute().as_uri()}?mode=rw", uri=True)) as database:
            database.execute("pragma wal_checkpoint(truncate)")
    except sqlite3.Error as fault:  # nothing is lost: whoever opens it next reads the -wal too
        print(not_ready(fault, url).message, file=sys.stderr)


class Door:
    """WSGI, for whatever server runs the application: before its first request, and whenever the data folder has gone from
    its place, each process looks whether all is there, and holds the folder, so that no restore begins under its hands.
    Until then it answers 503, unsigned, which phones take for nobody's answer."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]], data: Path, address: str) -> None:
        self.wsgi, self.data, self.address = wsgi, data, address
        self.open = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not (self.open and folder.is_held(self.data)):
            try:
                check(self.data, self.address, whole=False)
                folder.serve_on(self.data)
                self.open = True
            except Refusal as refusal:
                log.error("%s", refusal.message)
                start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "60")])
                return ["服务器还没有准备好，请联系管理员。手机里的记录都在。".encode()]
        return self.wsgi(environ, start_response)
