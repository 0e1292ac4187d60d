"""`database backup` and `database restore`."""

from pathlib import Path
from typing import Any

import click
from flask import current_app

from zlc import clock, sql, startup
from zlc.accounts import audit, by_command
from zlc.backups.making import make
from zlc.backups.manifest import Manifest
from zlc.backups.restoring import Restored, restore
from zlc.backups.store import Store, store_at
from zlc.cli.commands import check_readiness
from zlc.cli.database import database_commands, upgrade_database
from zlc.database import db
from zlc.walks.journal import commits

FILE = click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))


@database_commands.command("backup")
@FILE
def backup_command(file: Path) -> None:
    """把数据库、照片、佐证文件、导入过的文件备份成一个 FILE；服务照常运行。"""
    check_readiness()
    made = make(file, _store(), _data(), say=click.echo)
    counts = {"entries": made.counts["entries"], "photos": made.counts["photo_files"], **by_command.author()}
    # Not audit.record, which seals: before an upgrade the database has the shape of the version before.
    sql.ask(audit.line("database backup", None, "", by_command.ADDRESS, file.name, True, counts))
    db.session.commit()
    click.echo(f"备份好了，已读回核对：{file}，{file.stat().st_size / 2**20:.1f} MB。{_holds(made)}")
    click.echo("登录用的密钥不在里面。请把文件抄到另一台机器上保管：它和数据库一样，谁拿到都能读。")
    if made.missing:
        click.echo(
            f"注意：有 {len(made.missing)} 张照片的文件不在服务器上或已损坏，没有备份到：{made.missing[0]} 等。", err=True
        )
    if made.missing_papers:
        click.echo(
            f"注意：有 {len(made.missing_papers)} 份佐证文件不在服务器上或已损坏，没有备份到：{made.missing_papers[0]} 等。", err=True
        )


@database_commands.command("restore")
@FILE
def restore_command(file: Path) -> None:
    """用备份 FILE 换下现在的数据库，补齐照片。先停下服务；换下的数据库留在旁边。"""
    done = restore(
        file, _store(), _data(), startup.newest_revision(), startup.known_revisions(), _make_ready, say=click.echo
    )
    _tell(done)


def _make_ready(address: str, manifest: Manifest) -> str:
    """The copy, while nobody knows it: brought up to date, and told that it is a restored one."""
    from zlc import create_app  # which knows these commands

    app = create_app({**current_app.config, "SQLALCHEMY_DATABASE_URI": address})
    with app.app_context():
        upgrade_database()
        epoch = commits.begin_epoch()
        detail: dict[str, Any] = {"made_at": manifest.made_at, **manifest.counts}
        audit.record("database restored", about=epoch, **detail)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return epoch


def _tell(done: Restored) -> None:
    made = done.manifest
    click.echo(f"已恢复到 {clock.spoken(made.made_at)} 的备份。{_holds(made)}")
    if made.revision != startup.newest_revision():
        click.echo(f"备份里的数据库是旧版的（{made.revision}），已升级到 {startup.newest_revision()}。")
    click.echo(f"照片等文件补写 {done.files} 个，其余原来就在、没有动。")
    if done.replaced:
        click.echo(f"换下的数据库留在旁边，叫 {done.replaced}；确认一切正常之后可以删除。")
    if made.missing:
        click.echo(f"注意：做备份时已经缺 {len(made.missing)} 张照片，手机里若还有会再传。", err=True)
    if made.missing_papers:
        click.echo(f"注意：做备份时已经缺 {len(made.missing_papers)} 份佐证文件，有原件的可以再添加一次。", err=True)
    click.echo("已开始新的一代：启动服务后，手机下次联网会重新核对，把还留着的记录和照片补传上来。")


def _holds(made: Manifest) -> str:
    counts = made.counts
    return (
        f"记录 {counts['entries']} 条，走流程 {counts['walks']} 次，问题 {counts['problems']} 个，"
        f"人员 {counts['people']} 个，照片 {counts['photo_files'] - len(made.missing)} 张。"
    )


def _data() -> Path:
    return Path(current_app.config["DATA"])


def _store() -> Store:
    return store_at(current_app.config["SQLALCHEMY_DATABASE_URI"], _data())
