"""人员: the first account comes from here, for there is none to begin with."""

import click

from zlc.accounts import audit
from zlc.accounts.models import NEVER_TOGETHER, ROLES, Person, person_named
from zlc.cli.commands import Commands
from zlc.cli.units import unit_named
from zlc.database import db
from zlc.errors import Refusal

people_commands = Commands("people", help="人员：添加、改密码、停用。")


@people_commands.command("add")
@click.argument("username")
@click.option("--name", required=True, help="姓名。")
@click.option("--unit", "unit_name", required=True, help="单位名称或简称。")
@click.option("--title", default="", help="职务。")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(list(ROLES)))
@click.password_option(prompt="密码", confirmation_prompt="再输一次")
def add_person(
    username: str, name: str, unit_name: str, title: str, roles: tuple[str, ...], password: str
) -> None:
    """添加一个人。没有任何预设账号，第一个账号也从这里来。"""
    if set(roles) >= NEVER_TOGETHER:
        raise click.ClickException("系统管理员和审计员不能是同一个人。")
    if person_named(username):
        raise click.ClickException(f"用户名 {username} 已经有人用了。")
    person = Person(
        username=username.strip().lower(),
        name=name,
        title=title,
        unit_id=unit_named(unit_name).id,
        roles=list(roles),
    )
    _set_password(person, password)
    db.session.add(person)
    audit.record("person added", about=person.username, roles=list(roles))
    db.session.commit()
    click.echo(f"已添加 {name}（{person.role_names}）。")


@people_commands.command("password")
@click.argument("username")
@click.password_option(prompt="新密码", confirmation_prompt="再输一次")
def set_password(username: str, password: str) -> None:
    """给一个人设新密码。"""
    person = _person(username)
    _set_password(person, password)
    audit.record("password reset", about=person.username)
    db.session.commit()
    click.echo("密码已设。")


@people_commands.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """停用一个人：立刻退出，不能再登录；记录都保留。"""
    person = _person(username)
    person.active = False
    audit.record("person disabled", about=person.username)
    db.session.commit()
    click.echo(f"{person.name} 已停用。")


def _person(username: str) -> Person:
    person = person_named(username)
    if person is None:
        raise click.ClickException(f"没有叫 {username} 的账号。")
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        person.set_password(password)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
