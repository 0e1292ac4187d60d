"""A PostgreSQL database: copied by pg_dump, read into a database beside it by pg_restore, put in place by its name."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL

from zlc import clock
from zlc.backups.manifest import Damaged, Facts, Say, facts_from
from zlc.errors import NotReady
from zlc.folder import InUse

DEBIAN = Path("/usr/lib/postgresql")
NEEDS = (
    "账号 {user} 不能建库或改库名（{reason}），没有恢复，数据没有动。请让数据库管理员运行一次："
    "ALTER ROLE {user} CREATEDB; ALTER DATABASE {name} OWNER TO {user};"
)


def tool(name: str) -> str:
    """pg_dump or pg_restore, of the newest version installed."""
    installed = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise NotReady(
            f"这台机器上没有 {name}，没有做，数据没有动。请装上系统软件包 postgresql-client（版本不低于数据库服务器）："
            "sudo apt-get install -y postgresql-client。"
        )
    return found


class Postgresql:
    kind = "postgresql"

    def __init__(self, url: URL) -> None:
        self.url, self.name = url, url.database or ""
        self.prepared = f"{self.name[:40]}_restoring_{uuid4().hex[:8]}"

    def copy(self, to: Path, say: Say) -> Facts:
        with psycopg.connect(_address(self.url)) as database:
            database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            (snapshot,) = _rows(database, "select pg_export_snapshot()")[0]
            facts = facts_from(lambda query: _rows(database, query))
            say("数据库：pg_dump")
            os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges", f"--file={to}")
        self.examine(to, facts.counts)
        return facts

    def examine(self, copy: Path, counts: dict[str, int]) -> None:
        found = dict.fromkeys(counts, 0)
        for table in _lines_of_data(copy):
            if table in found:
                found[table] += 1
        if found != counts:
            raise Damaged(f"备份里的数据库和登记的条数不一样（{found}），没有使用，数据没有动。请换另一份备份。")

    def prepare(self, copy: Path) -> str:
        with self._server() as server:
            self._refuse_company(server)
            present = _rows(
                server, "select pg_encoding_to_char(encoding), datcollate, datctype from pg_database where datname = %s", self.name
            )  # fmt: skip
            like: sql.Composable = sql.SQL("")
            if present:
                like = sql.SQL("encoding {} lc_collate {} lc_ctype {}").format(*map(sql.Literal, present[0]))
            self._do(server, sql.SQL("create database {} template template0 {}").format(sql.Identifier(self.prepared), like))
        there = self.url.set(database=self.prepared)
        self._run("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={_named(there)}", str(copy))
        with psycopg.connect(_address(there), autocommit=True) as database:
            database.execute("analyze")
        copy.unlink()
        return there.render_as_string(hide_password=False)

    def swap(self) -> str:
        kept = f"{self.name[:40]}_replaced_{clock.local(clock.now_ms()):%Y%m%d_%H%M%S}"
        with self._server() as server, server.transaction():
            self._refuse_company(server)
            there = _rows(server, "select 1 from pg_database where datname = %s", self.name)
            rename = sql.SQL("alter database {} rename to {}")
            if there:
                self._do(server, rename.format(sql.Identifier(self.name), sql.Identifier(kept)))
            self._do(server, rename.format(sql.Identifier(self.prepared), sql.Identifier(self.name)))
        return kept if there else ""

    def discard(self) -> None:
        with self._server() as server:
            left = _rows(server, "select datname from pg_database where starts_with(datname, %s)", f"{self.name[:40]}_restoring_")
            for (name,) in left:
                server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    # -- the server, and its tools ----------------------------------------------------------------

    @contextmanager
    def _server(self) -> Iterator[Any]:
        """Connected to no database of ours: one cannot be renamed while anybody is in it."""
        with psycopg.connect(_address(self.url.set(database="postgres")), autocommit=True) as server:
            yield server

    def _refuse_company(self, server: Any) -> None:
        people = "select count(*) from pg_stat_activity where datname = %s and backend_type = 'client backend'"
        ((others,),) = _rows(server, people, self.name)
        if others:
            raise InUse(
                f"还有 {others} 个连接在用数据库 {self.name}（可能是另一台机器上的服务），没有恢复，数据没有动。"
                "请先停下所有服务，再运行一次。"
            )

    def _do(self, server: Any, statement: sql.Composed) -> None:
        try:
            server.execute(statement)
        except psycopg.errors.InsufficientPrivilege as fault:
            raise NotReady(NEEDS.format(user=self.url.username, name=self.name, reason=str(fault).strip())) from fault
        except psycopg.errors.ObjectInUse as fault:
            raise InUse(f"数据库 {self.name} 还有人在用，没有恢复，数据没有动。请先停下所有服务，再运行一次。") from fault

    def _run(self, name: str, *arguments: str) -> None:
        where = () if any(one.startswith("--dbname") for one in arguments) else (f"--dbname={_named(self.url)}",)
        done = subprocess.run(
            [tool(name), "--no-password", *where, *arguments], env=_environment(self.url), capture_output=True, text=True, check=False
        )
        if done.returncode:
            reason = done.stderr.strip()[-600:]
            raise NotReady(f"{name} 没有做成，原来的数据没有动。它说：{reason}")


def _rows(database: Any, query: str, *values: Any) -> list[Any]:
    return list(database.execute(query, values or None).fetchall())


def _address(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _named(url: URL) -> str:
    """Without the password: everybody on the machine can read what a process was started with."""
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string(hide_password=False)


def _environment(url: URL) -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": str(url.password)} if url.password else {})


def _lines_of_data(copy: Path) -> Iterator[str]:
    """The table of each row in a dump, which is read and unpacked from end to end. Raises Damaged."""
    command = [tool("pg_restore"), "--data-only", "--file=-", str(copy)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        table = ""
        for line in process.stdout or ():
            if not table and line.startswith(b"COPY "):
                table = line.split()[1].rpartition(b".")[2].strip(b'"').decode()
            elif table and line == b"\\.\n":
                table = ""
            elif table:
                yield table
        said = (process.stderr.read() if process.stderr else b"").decode(errors="replace")
    if process.returncode:
        raise Damaged(f"备份里的数据库读不出来，没有使用，数据没有动。请换另一份备份。pg_restore 说：{said.strip()[-400:]}")
