"""`flask --app app database verify`: whether everything is still what was received."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app

from zlc.accounts import audit
from zlc.cli.database import database_commands
from zlc.database import db
from zlc.walks.photos import verifying
from zlc.walks.photos.verifying import Stretch


@database_commands.command("verify")
def verify() -> None:
    """核对每张照片的文件、每条记录的校验值和先后；缺的照片记下来，向手机再要。"""
    files, entries = verifying.counts()
    wrong = _told("照片", files, verifying.photo_files(Path(current_app.config["DATA"])))
    lost = len(wrong)
    wrong += _told("记录", entries, verifying.entries())
    others = verifying.commit_order() + verifying.guards()
    for words in others:
        click.echo(words)
    wrong += others
    audit.record(
        "database verified", success=not wrong, photos=files, entries=entries, lost=lost, wrong=len(wrong) - lost
    )
    db.session.commit()
    if wrong:
        click.echo(f"核对了 {files} 张照片、{entries} 条记录：有 {len(wrong)} 处不对，见上。")
        sys.exit(1)
    click.echo(f"核对了 {files} 张照片、{entries} 条记录：全部相符。")


def _told(what: str, total: int, stretches: Iterator[Stretch]) -> list[str]:
    """Prints what is wrong as it is found, and how far it has come; returns what is wrong."""
    wrong: list[str] = []
    with click.progressbar(length=total, label=f"核对{what}", file=sys.stderr) as bar:
        for stretch in stretches:
            for words in stretch.wrong:
                click.echo(words)
            wrong += stretch.wrong
            bar.update(stretch.looked)
    return wrong
