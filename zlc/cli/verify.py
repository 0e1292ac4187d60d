"""`flask --app app database verify`: whether everything is still what was received."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app

from zlc.accounts import audit
from zlc.cli.database import database_commands
from zlc.database import db
from zlc.files import verifying as papers
from zlc.walks.photos import verifying
from zlc.walks.photos.verifying import Stretch


@database_commands.command("verify")
def verify() -> None:
    """核对每张照片、每份佐证的文件、每条记录的校验值和先后；缺的照片记下来，向手机再要。"""
    folder, (files, entries), held = Path(current_app.config["DATA"]), verifying.counts(), papers.count()
    wrong = _told("照片", files, verifying.photo_files(folder))
    lost = len(wrong)
    wrong += _told("文件", held, papers.papers(folder)) if held else []
    wrong += _told("记录", entries, verifying.entries())
    others = verifying.commit_order() + verifying.guards()
    for words in others:
        click.echo(words)
    wrong += others
    audit.record(
        "database verified", success=not wrong, photos=files, papers=held, entries=entries, lost=lost, wrong=len(wrong) - lost
    )
    db.session.commit()
    if unknown := papers.strays(folder):
        click.echo(f"另有 {len(unknown)} 个文件没有登记（收到一半停了电，或恢复过旧备份），打不开也不碍事，没有删：{unknown[0].name} 等。")
    looked = f"{files} 张照片、{f'{held} 份文件、' if held else ''}"
    if wrong:
        click.echo(f"核对了 {looked}{entries} 条记录：有 {len(wrong)} 处不对，见上。")
        sys.exit(1)
    click.echo(f"核对了 {looked}{entries} 条记录：全部相符。")


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
