"""数据库: founding and upgrading, and what follows a restore."""

import click
import flask_migrate
from flask.cli import AppGroup

from zlc.accounts import audit
from zlc.database import db
from zlc.walks import commits, folding, held

database_commands = AppGroup("database", help="数据库：升级、核对、恢复备份之后。")


def upgrade_database() -> None:
    """Bring the database to the newest shape and give a new one its identity."""
    flask_migrate.upgrade()
    commits.found_server()
    db.session.commit()
    if held.release_what_is_understood():  # what a newer phone sent before this version came
        folding.fold_marked()
    db.session.commit()


@database_commands.command("upgrade")
def upgrade() -> None:
    """建立或升级数据库。"""
    upgrade_database()
    click.echo("数据库已是最新。")


@database_commands.command("restored")
def restored() -> None:
    """恢复备份之后运行一次：手机会把仍保留的记录再传一遍。"""
    epoch = commits.begin_epoch()
    audit.record("database restored", about=epoch)
    db.session.commit()
    click.echo("已开始新的一代，手机下次联网会重新核对并补传。")
