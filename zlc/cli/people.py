"""人员: the first account comes from here, for there is none to begin with."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from zlc import clock, database
from zlc.accounts import roster
from zlc.accounts.keeping import Keeper, check_free
from zlc.accounts.models import Person, person_named
from zlc.accounts.naming import checked_account
from zlc.accounts.roles import ROLES, check_roles
from zlc.cli.commands import Commands
from zlc.cli.units import unit_named
from zlc.database import db
from zlc.errors import Refusal

people_commands = Commands("people", help="人员：添加、改密码、改角色、换单位、停用和恢复、列出。")

ROLE = click.Choice(list(ROLES))
KEEPER = Keeper()  # nobody but the command
PHONES_GO_ON = "手机照常能记；登录后接着上传。"


@people_commands.command("add")
@click.argument("username", metavar="账号")
@click.option("--name", required=True, help="姓名。")
@click.option("--unit", "unit_name", required=True, help="单位名称或简称。")
@click.option("--title", default="", help="职务。")
@click.option("--role", "roles", multiple=True, required=True, type=ROLE)
@click.password_option(prompt="密码", confirmation_prompt="再输一次")
def add_person(
    username: str, name: str, unit_name: str, title: str, roles: tuple[str, ...], password: str
) -> None:
    """添加一个人。没有任何预设账号，第一个账号也从这里来。"""
    with refusals():
        check_roles(roles)
        check_free(checked_account(username))
        person = Person(username=checked_account(username), name=name, title=title, roles=list(roles))
        person.unit = unit_named(unit_name)
        digest = person.hash_for(password)
        database.write()
        person.unit = unit_named(unit_name)
        person.give_password(digest)
        KEEPER.add(person)
        db.session.commit()
    click.echo(f"已添加 {name}（{person.role_names}）。第一次在电脑上登录时，会请他先设自己的密码。")


@people_commands.command("password")
@click.argument("username", metavar="账号")
@click.password_option(prompt="新密码", confirmation_prompt="再输一次")
def set_password(username: str, password: str) -> None:
    """给一个人设新密码：他所有的登录都退出，下次登录先设自己的密码。"""
    with refusals():
        digest = person_called(username).hash_for(password)
        with changing(username) as person:
            KEEPER.give_password(person, digest)
    click.echo(f"密码已设。{person.name}在所有设备上都已退出，下次登录会请他先设自己的密码。{PHONES_GO_ON}")


@people_commands.command("role")
@click.argument("username", metavar="账号")
@click.argument("roles", metavar="角色…", nargs=-1, required=True, type=ROLE)
def change_roles(username: str, roles: tuple[str, ...]) -> None:
    """改角色：写上今后的全部角色。他所有的登录都退出。"""
    with changing(username) as person:
        KEEPER.change_roles(person, roles)
    click.echo(f"{person.name} 现在是 {person.role_names}，要重新登录。{PHONES_GO_ON}")


@people_commands.command("unit")
@click.argument("username", metavar="账号")
@click.argument("unit_name", metavar="单位")
def change_unit(username: str, unit_name: str) -> None:
    """换单位：以前记的留在原单位，以后记的归新单位。他所有的登录都退出。"""
    with changing(username) as person:
        unit = unit_named(unit_name)
        KEEPER.move(person, unit)
    click.echo(
        f"{person.name} 现在属于 {unit.short}，要重新登录。以前的走流程留在原单位；手机里还没上传的，"
        "属于原单位走流程的会原样收下、待人查看，不会丢。"
    )


@people_commands.command("close")
@click.argument("username", metavar="账号")
@click.option("--why", default="", help="原因，写进日志。")
def close(username: str, why: str) -> None:
    """停用一个人：立刻退出，不能再登录；记录和署名都保留。"""
    with changing(username) as person:
        KEEPER.close(person, why[:200])
    click.echo(
        f"{person.name} 已停用，所有登录都已退出，记录和署名都保留。手机里没上传的还在手机里，"
        "请他「导出未上传数据」，由联络员导入。"
    )


people_commands.add_command(close, "disable")  # what it was called before


@people_commands.command("reopen")
@click.argument("username", metavar="账号")
def reopen(username: str) -> None:
    """恢复一个停用的人：用原来的密码登录，先设新密码。"""
    with changing(username) as person:
        KEEPER.reopen(person)
    click.echo(f"{person.name} 已恢复（{person.role_names}）。登录时会请他先设新密码；忘了的，用 people password 另设。")


@people_commands.command("list")
@click.option("--unit", "unit_name", help="只列这个单位的。")
def list_people(unit_name: str | None) -> None:
    """列出人员：账号、姓名、单位、角色、状态、最近一次登录。"""
    wanted = roster.people()
    if unit_name:
        wanted = wanted.where(Person.unit_id == unit_named(unit_name).id)
    found = db.session.execute(wanted.order_by(Person.unit_id, Person.username)).all()
    if not found:
        click.echo("还没有人员，用 people add 添加。")
    for person, at in found:
        state = roster.STATES[roster.state_of(person)]
        seen = f"最近登录 {clock.spoken(at)}" if at else "近期没有登录"
        click.echo("  ".join((f"{person.username:<16}", person.name, person.unit.short, person.role_names, state, seen)))


@contextmanager
def refusals() -> Iterator[None]:
    """Reads without a lock; what is refused ends the command with its sentence, and nothing is changed."""
    with database.reading():
        try:
            yield
        except Refusal as refusal:
            raise click.ClickException(refusal.message) from refusal


@contextmanager
def changing(username: str) -> Iterator[Person]:
    """That person, whom nobody else changes meanwhile; committed at the end."""
    with refusals():
        database.write()
        person = person_called(username, to_change=True)
        yield person
        db.session.commit()


def person_called(username: str, *, to_change: bool = False) -> Person:
    person = person_named(username, to_change=to_change)
    if person is None:
        raise click.ClickException(f"没有叫 {username} 的账号。用 people list 看有哪些。")
    return person
