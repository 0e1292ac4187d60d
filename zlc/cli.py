"""Commands for whoever runs the server: `flask --app app COMMAND`. run.sh calls the common ones."""

import gc
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import flask_migrate
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from zlc import clock
from zlc.accounts import audit
from zlc.accounts.models import NEVER_TOGETHER, ROLES, UNIT_KINDS, Headship, Person, Unit, person_named
from zlc.config import ROOT
from zlc.database import db
from zlc.errors import Refusal
from zlc.walks import commits, folding, held

database_commands = AppGroup("database", help="数据库：升级、恢复备份之后。")
people_commands = AppGroup("people", help="人员：添加、改密码、停用。")
unit_commands = AppGroup("units", help="单位：添加、登记主要负责人。")


def init_app(app: Flask) -> None:
    for group in (database_commands, people_commands, unit_commands):
        app.cli.add_command(group)
    app.cli.add_command(demo)


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


@unit_commands.command("add")
@click.argument("name")
@click.option("--short", help="简称，默认同名称。")
@click.option("--kind", type=click.Choice(list(UNIT_KINDS)), default="department")
def add_unit(name: str, short: str | None, kind: str) -> None:
    """添加一个单位。"""
    db.session.add(Unit(name=name, short=short or name, kind=kind))
    audit.record("unit added", about=name)
    db.session.commit()
    click.echo(f"已添加 {name}。")


@unit_commands.command("head")
@click.argument("unit_name")
@click.argument("name")
@click.option("--title", required=True, help="职务，如 局长。")
@click.option("--from", "begins", required=True, help="任职之日，如 2026-01-01。")
def add_head(unit_name: str, name: str, title: str, begins: str) -> None:
    """登记单位的主要负责人；前任的任期到前一天为止。"""
    unit, begins_on = _unit(unit_name), date.fromisoformat(begins)
    for headship in unit.headships:
        if headship.ends_on is None:
            headship.ends_on = date.fromordinal(begins_on.toordinal() - 1)
    db.session.add(Headship(unit_id=unit.id, name=name, title=title, begins_on=begins_on))
    audit.record("head", about=unit.name, name=name)
    db.session.commit()
    click.echo(f"{unit.name}：{title} {name}，{begins} 起。")


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
        unit_id=_unit(unit_name).id,
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


@click.command("demo")
@click.option("--password", envvar="ZLC_DEMO_PASSWORD", required=True, help="演示账号共用的密码。")
@with_appcontext
def demo(password: str) -> None:
    """在空数据库里建立虚构的云岭市。"""
    from zlc.demo import world  # only here: the server itself never needs the demo's texts

    try:
        world.build(password)
    except world.WorldExists as refusal:
        click.echo(refusal.message)
        return
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    commits.this_server().demo = True
    db.session.commit()
    click.echo(world.logins())
    click.echo(f"密码都是 {password}")


def _unit(name: str) -> Unit:
    unit = db.session.scalar(db.select(Unit).where((Unit.name == name) | (Unit.short == name)))
    if unit is None:
        raise click.ClickException(f"没有叫 {name} 的单位，请先用 units add 添加。")
    return unit


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


def serve(app: Flask) -> None:
    """What `python app.py` does: database, client, then gunicorn with one process of eight threads."""
    with app.app_context():
        upgrade_database()
        address = _address(commits.this_server().demo)
        db.session.remove()
        db.engine.dispose()  # a connection must not cross the fork into the workers
    app.config["LULLS"] = True
    if not (ROOT / "static" / "dist" / "manifest.json").exists():
        _build_client()
    click.echo(f"走流程已启动：http://{address}（按 Ctrl+C 停止，{clock.spoken(clock.now_ms())}）")
    _gunicorn(app, address)


def _address(is_demo: bool) -> str:
    """A demo's passwords are known to all who read the README: it is not for the network."""
    host = os.environ.get("HOST") or "127.0.0.1"
    if is_demo and not os.environ.get("ZLC_DEMO_OPEN"):
        host = "127.0.0.1"
    return f"{host}:{os.environ.get('PORT') or 8000}"


def _build_client() -> None:
    node = Path(sys.executable).with_name("node")
    found = str(node) if node.exists() else shutil.which("node")
    sources = ROOT / "static" / "client"
    if found and (sources / "node_modules").exists():
        subprocess.run([found, str(sources / "build.mjs")], check=True)
        return
    click.echo("手机端还没有构建，页面会没有样式。请运行：./run.sh build", err=True)


def _rest_the_collector() -> None:
    """What is loaded now lives as long as the process: Python need not search it for garbage at every few requests,
    which takes a tenth of a second each time. A push makes thousands of objects and hardly a cycle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _gunicorn(app: Flask, address: str) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": address, "workers": int(os.environ.get("WEB_CONCURRENCY") or 1),
                "worker_class": "gthread", "threads": 8, "timeout": 120, "keepalive": 30,
                "control_socket_disable": True,
            }  # fmt: skip
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            _rest_the_collector()
            return app

    Server().run()
