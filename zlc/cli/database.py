"""数据库: founding and upgrading, and what follows a restore."""

import sqlite3
from pathlib import Path
from typing import Any

import click
import flask_migrate
from flask import current_app
from sqlalchemy import inspect, make_url, text

from zlc import folder, startup
from zlc.accounts import audit
from zlc.cli.commands import Commands, check_readiness
from zlc.database import db, founding
from zlc.demands import followed as demands_followed
from zlc.errors import NotNow
from zlc.needs import followed
from zlc.walks.journal import commits, folding, held

LEAST_FREE = 64 * 2**20  # bytes of an SQLite file: for less nobody should wait


class DatabaseCommands(Commands):
    needs_database = False  # some of them make one


database_commands = DatabaseCommands("database", help="数据库：建立、升级、核对、备份、恢复。")


def upgrade_database() -> str:
    """Bring the database to the newest shape; make one that is not there, and give it its identity. Returns what was done."""
    with founding():
        before = _revisions()
        startup.refuse_later(startup.where(db.engine.url), before)
        flask_migrate.upgrade()
    give_back()
    commits.found_server()
    db.session.commit()
    if held.release_what_is_understood():  # what a newer phone sent before this version came
        folding.fold_marked()
    newest = startup.newest_revision()
    if before != [newest]:
        folding.fold_marked({*followed.unlisted(), *demands_followed.unlisted()})  # what was recorded before this version had a list for it
    db.session.commit()
    return "已建立" if not before else "已是最新" if before == [newest] else f"已升级到 {newest}"


def give_back() -> None:
    """What a table took that an upgrade has dropped goes back to the disk, where SQLite would keep it in the file for later
    rows. It needs room for the file once more meanwhile; without, nothing is lost, and the next upgrade tries again."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        size, pages, free = (raw.execute(f"pragma {what}").fetchone()[0] for what in ("page_size", "page_count", "freelist_count"))
        if free * size < LEAST_FREE or free * 4 < pages:
            return
        click.echo(f"整理数据库文件：{free * size // 2**20} MB 已经空出……")
        try:
            raw.execute("vacuum")
            raw.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.OperationalError as fault:
            click.echo(f"没有整理成（{fault}），数据都在，只是文件没有变小。请腾出空间，再运行一次 flask --app app database upgrade。")


@database_commands.command("upgrade")
def upgrade() -> None:
    """建立或升级数据库。"""
    data = Path(current_app.config["DATA"])
    folder.found(data)
    folder.serve_on(data)
    done = upgrade_database()
    folder.keep_private(data, sqlite_file())
    click.echo(f"数据库{done}。")


@database_commands.command("restored")
def restored() -> None:
    """自己动手换过数据库之后运行一次（database restore 自己会做）：手机会把仍保留的记录再传一遍。"""
    _refuse_what_overlays(Path(current_app.config["DATA"]))
    check_readiness()
    epoch = commits.begin_epoch()
    audit.record("database restored", about=epoch)
    db.session.commit()
    click.echo("已开始新的一代，手机下次联网会重新核对并补传。")


def _revisions() -> list[str]:
    """The shape that the database has; nothing of one that was never founded."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return []
        return list(connection.scalars(text("select version_num from alembic_version")))


def sqlite_file() -> Path | None:
    """Where the database lies, if it is a file."""
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _refuse_what_overlays(data: Path) -> None:
    """A `-wal` that a killed server has left belongs to the file that was there before: SQLite would lay it over the
    copy. After an orderly stop there is none, and while a server runs it is that server's own."""
    file = sqlite_file()
    wal = Path(f"{file}-wal")
    if file and wal.exists() and wal.stat().st_size and not folder.is_served(data):
        raise NotNow(
            f"旁边还有 {wal.name}，是上次没有正常停下的服务留下的：它会盖在换上的文件上面，恢复就白做了，甚至损坏。什么也没有改。"
            f"请改用 flask --app app database restore 备份文件；如果换上的文件是完整的，"
            f"把 {wal.name} 和 {file.name}-shm 移走之后再运行一次。"
        )
