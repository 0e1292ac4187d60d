"""审计日志: is every line still there, unchanged and in its order?"""

import click

from zlc import clock, database
from zlc.accounts import audit, chain
from zlc.cli.commands import Commands
from zlc.database import db

audit_commands = Commands("audit", help="审计日志：核对。")


@audit_commands.command("check")
@click.option("--noted", help="以前抄下来的行号和校验值，如 1234:ab12…。")
def check(noted: str | None) -> None:
    """核对每一行的编号、内容和校验值，并给出最新的校验值。有不对的地方时以 1 退出。"""
    before = _read(noted) if noted else None
    chain.seal(wait=True)
    db.session.commit()
    with database.reading():
        found = chain.check(before)
        db.session.rollback()
    for sentence in [*found.faults[: chain.MOST_TOLD], *found.notes[: chain.MOST_TOLD]]:
        click.echo(sentence)
    if len(found.faults) > chain.MOST_TOLD:
        click.echo(f"……共 {len(found.faults)} 处不对。")
    audit.record("audit.checked", success=not found.faults, checked=found.n, chain=found.chain, faults=found.faults[:5])
    db.session.commit()
    if found.faults:
        raise click.ClickException(f"审计日志有 {len(found.faults)} 处不对，见上。请保留这份数据库，不要恢复或清理，先查清原因。")
    click.echo(f"审计日志 {found.n} 行，编号连续，内容和次序都对得上。" if found.n else "审计日志还没有内容。")
    if found.n:
        click.echo(f"最新一行：{clock.spoken(found.at)}")
        click.echo(f"最新校验值：{found.n}:{found.chain}")
        click.echo("请把最新校验值抄到这台服务器以外（纸上或另一个系统）。下次用 --noted 带上它核对，能发现到这一行为止的任何改动。")


def _read(noted: str) -> tuple[int, str]:
    number, colon, value = noted.strip().partition(":")
    if not colon or not number.isdecimal() or len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise click.ClickException("抄下来的值应当是「行号:64 位校验值」，如 1234:ab12…，请核对后再试。")
    return int(number), value
