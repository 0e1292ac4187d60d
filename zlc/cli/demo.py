"""云岭市, for whoever tries the product."""

import click
from flask.cli import with_appcontext

from zlc.cli.commands import check_readiness, in_words
from zlc.database import db
from zlc.walks.journal import commits


@click.command("demo")
@click.option("--password", envvar="ZLC_DEMO_PASSWORD", required=True, help="演示账号共用的密码。")
@with_appcontext
def demo(password: str) -> None:
    """在空数据库里建立虚构的云岭市。"""
    from zlc.demo import world  # only here: the server itself never needs the demo's texts

    with in_words():
        check_readiness()
        try:
            world.build(password)
        except world.WorldExists as refusal:
            click.echo(refusal.message)
            return
        commits.this_server().demo = True
        db.session.commit()
    click.echo(world.logins())
    click.echo(f"密码都是 {password}")
