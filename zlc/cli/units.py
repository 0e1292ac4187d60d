"""单位 and their heads."""

from datetime import date

import click

from zlc.accounts import audit, headships, units
from zlc.accounts.models import UNIT_KINDS, Unit
from zlc.cli.commands import Commands
from zlc.database import db
from zlc.typed_days import read_day

KINDS = "种类：" + "，".join(f"{code} {word}" for code, word in UNIT_KINDS.items()) + "。"
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
@click.option("--short", default="", help="简称，默认同名称。")
@click.option("--kind", type=click.Choice(list(UNIT_KINDS)), default="department", help=KINDS)
@click.option("--parent", default="", help="上级单位的名称或简称。")
def add_unit(name: str, short: str, kind: str, parent: str) -> None:
    """添加一个单位。"""
    units.alone()
    unit = units.add(None, name, short, kind, unit_named(parent).id if parent else "")
    audit.record("unit added", about=unit.id, name=unit.name)
    db.session.commit()
    click.echo(f"已添加 {unit.name}。")


@unit_commands.command("head")
@click.argument("unit_name", metavar="单位")
@click.argument("name", metavar="姓名")
@click.option("--title", required=True, help="职务，如 局长。")
@click.option("--from", "begins", required=True, help="任职之日，如 2026-01-01。")
@click.option("--to", "ends", default="", help="最后一天；还在任的不写。")
@click.option("--overlap", is_flag=True, help="和别人的任期确实重叠，照样登记。")
def add_head(unit_name: str, name: str, title: str, begins: str, ends: str, overlap: bool) -> None:
    """登记单位的主要负责人；没有写最后一天的前任，任期到前一天为止。"""
    begins_on, ends_on = _day(begins, "任职之日"), _day(ends, "最后一天") if ends else None
    units.alone()
    unit = unit_named(unit_name)
    try:
        left = headships.take_office(None, unit, name, title, begins_on, ends_on, ends_before=True, may_overlap=overlap)
    except headships.Overlaps as refusal:
        raise click.ClickException(f"{refusal.message}确实同时在任的，加上 --overlap。") from refusal
    audit.record("head", about=unit.id, name=name)
    db.session.commit()
    told = "".join(f"{one.name} 的任期到 {one.ends_on} 为止。" for one in left)
    click.echo(f"{unit.name}：{title} {name}，{begins_on} 起。{told}")


def _day(typed: str, what: str) -> date:
    day = read_day(typed)
    if day is None:
        raise click.ClickException(f"读不懂{what} {typed}，没有改动。请写成 2026-01-01 这样。")
    return day
