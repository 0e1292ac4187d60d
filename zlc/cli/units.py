"""单位 and their heads."""

from datetime import date

import click

from zlc.accounts import audit
from zlc.accounts.models import UNIT_KINDS, Headship, Unit
from zlc.cli.commands import Commands
from zlc.database import db

unit_commands = Commands("units", help="单位：添加、登记主要负责人。")


def unit_named(name: str) -> Unit:
    unit = _known(name)
    if unit is None:
        raise click.ClickException(f"没有叫 {name} 的单位，请先用 units add 添加。")
    return unit


def _known(name: str) -> Unit | None:
    return db.session.scalar(db.select(Unit).where((Unit.name == name) | (Unit.short == name)))


@unit_commands.command("add")
@click.argument("name", metavar="名称")
@click.option("--short", help="简称，默认同名称。")
@click.option("--kind", type=click.Choice(list(UNIT_KINDS)), default="department")
def add_unit(name: str, short: str | None, kind: str) -> None:
    """添加一个单位。"""
    for wanted in (name, short or name):
        if _known(wanted):
            raise click.ClickException(f"已经有叫 {wanted} 的单位，没有添加。")
    db.session.add(Unit(name=name, short=short or name, kind=kind))
    audit.record("unit added", about=name)
    db.session.commit()
    click.echo(f"已添加 {name}。")


@unit_commands.command("head")
@click.argument("unit_name", metavar="单位")
@click.argument("name", metavar="姓名")
@click.option("--title", required=True, help="职务，如 局长。")
@click.option("--from", "begins", required=True, help="任职之日，如 2026-01-01。")
def add_head(unit_name: str, name: str, title: str, begins: str) -> None:
    """登记单位的主要负责人；前任的任期到前一天为止。"""
    unit = unit_named(unit_name)
    try:
        begins_on = date.fromisoformat(begins)
    except ValueError as wrong:
        raise click.ClickException(f"读不懂任职之日 {begins}，没有改动。请写成 2026-01-01 这样。") from wrong
    for headship in unit.headships:
        if headship.ends_on is None:
            headship.ends_on = date.fromordinal(begins_on.toordinal() - 1)
    db.session.add(Headship(unit_id=unit.id, name=name, title=title, begins_on=begins_on))
    audit.record("head", about=unit.name, name=name)
    db.session.commit()
    click.echo(f"{unit.name}：{title} {name}，{begins} 起。")
