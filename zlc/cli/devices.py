"""设备: which phones have registered, and those that are to bring nothing more."""

import click
from sqlalchemy import select

from zlc import clock
from zlc.accounts import audit
from zlc.accounts.models import Person
from zlc.cli.commands import Commands
from zlc.cli.people import person_called, refusals
from zlc.database import db, write
from zlc.walks.models import Device

device_commands = Commands("devices", help="设备：列出、停用、恢复。")


@device_commands.command("list")
@click.argument("username", metavar="[账号]", required=False)
def list_devices(username: str | None) -> None:
    """列出登记过的手机，最近联网的在前；写上账号只列这个人的。"""
    wanted = select(Device, Person).join(Person, Person.id == Device.person_id).where(Device.desk.is_(False))
    if username:
        with refusals():
            wanted = wanted.where(Person.id == person_called(username).id)
    found = db.session.execute(wanted.order_by(Device.seen_at.desc(), Device.id)).all()
    if not found:
        click.echo("还没有登记过的手机。手机第一次登录、上传时自动登记。")
    for device, person in found:
        state = f"{clock.spoken(device.revoked_at)} 停用" if device.revoked_at else "在用"
        seen = f"最近联网 {clock.spoken(device.seen_at)}"
        click.echo("  ".join((device.id, person.username, person.name, state, seen, device.label[:60])))


@device_commands.command("revoke")
@click.argument("device_id", metavar="手机编号")
@click.option("--why", default="", help="原因，写进日志。")
def revoke(device_id: str, why: str) -> None:
    """停用一台手机（丢了、送修、交回）：它不能再上传，它的主人在所有设备上退出。"""
    with refusals():
        write()
        device = _device(device_id)
        device.revoke()
        audit.record("device revoked", about=device.id, owner=device.person_id, why=why[:200])
        db.session.commit()
    click.echo(
        f"已停用。{device.person.name}在所有设备上都已退出，换一台手机登录就能接着用。"
        "这台手机里没上传的还在：找回后「导出未上传数据」交给联络员，或用 devices readmit 恢复。"
    )


@device_commands.command("readmit")
@click.argument("device_id", metavar="手机编号")
def readmit(device_id: str) -> None:
    """恢复一台停用的手机：登录后接着上传。"""
    with refusals():
        write()
        device = _device(device_id)
        device.readmit()
        audit.record("device readmitted", about=device.id, owner=device.person_id)
        db.session.commit()
    click.echo("已恢复，登录后接着上传。")


def _device(device_id: str) -> Device:
    device = db.session.get(Device, device_id.strip())
    if device is None:
        raise click.ClickException("没有这台设备，没有改动。用 devices list 看编号。")
    return device
