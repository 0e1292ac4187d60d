"""What the server knows of each device: how far it has been heard, and whether its chain holds."""

from collections.abc import Collection, Container, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from zlc import sql, sql_rows
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, Refusal
from zlc.walks.entries.entry import chain_of
from zlc.walks.entries.wire import Wire
from zlc.walks.models import Device, Entry

DENSE = 2  # numbers this close together are asked for from the least to the greatest
Link = tuple[str, str]  # an entry's chain and hash


class NoDevice(Refusal):
    status, code = 409, "no_device"

    def __init__(self) -> None:
        super().__init__("服务器不认识这台设备，将重新登记。记录都在手机里。")


class DeviceRevoked(Forbidden):
    code = "device_revoked"

    def __init__(self) -> None:
        super().__init__("这台设备已被停用，记录仍在手机里，请在「设置」里导出未上传数据，交给联络员。")


def device_of(person: Person, device_id: str) -> Device:
    """Raises NoDevice (also for somebody else's) and DeviceRevoked."""
    found = [sql_rows.instance(Device, row) for row in sql.rows(*query([device_id]))]
    return owned_by(person, found[0] if found else None)


def query(device_ids: Collection[str]) -> sql.Query:
    """Asks for the rows of these devices."""
    return f"select {sql_rows.columns_of(Device)} from devices where id in ?", list(device_ids)


def owned_by(person: Person, device: Device | None) -> Device:
    """The device, if it is this person's. Raises as device_of."""
    if device is None or device.person_id != person.id:
        raise NoDevice
    if device.revoked_at is not None:
        raise DeviceRevoked
    return device


def desk_device(person: Person) -> Device:
    """What a person writes on the desk goes through a device too, so that every entry has one."""
    found = db.session.scalar(select(Device).where(Device.person_id == person.id, Device.desk))
    if found is None:
        found = Device(person_id=person.id, desk=True, label="电脑")
        db.session.add(found)
        db.session.flush()
    return found


def last_link(device: Device) -> tuple[int, str]:
    """The device's greatest seq and its chain; (0, '') for a new one."""
    newest = (
        select(Entry.seq, Entry.chain).where(Entry.device_id == device.id).order_by(Entry.seq.desc()).limit(1)
    )
    row = db.session.execute(newest).first()
    return (row.seq, row.chain) if row else (0, "")


def beside(device_id: str, seqs: Collection[int]) -> sql.Query:
    """Asks for the device's entries at and beside these numbers, and for those above its watermark."""
    wanted = "select device_id, seq, chain, hash from entries where device_id = ? and seq"
    above = f"{wanted} > (select acked from devices where id = ?)", device_id, device_id
    least, greatest = min(seqs, default=0) - 1, max(seqs, default=0) + 1
    if greatest - least < DENSE * (len(seqs) + 2):
        return f"{above[0]} union {wanted} between ? and ?", *above[1:], device_id, least, greatest
    near = {seq + step for seq in seqs for step in (-1, 0, 1)}
    return f"{above[0]} union {wanted} in ?", *above[1:], device_id, list(near)


def note_arrival(device: Device, fresh: Sequence[Wire], links: dict[int, Link], now: int) -> tuple[bool, sql.Query]:
    """Forks, chain, watermark. `links`: what stands (see `beside`), to which the fresh entries are added. Returns
    whether forked, and what writes it all down.

    Forked: a number this device has used already comes again with another id, so two phones share it.
    """
    seqs = {wire.seq for wire in fresh}
    forked = not seqs.isdisjoint(links) or len(seqs) < len(fresh)
    links |= {wire.seq: (wire.chain, wire.hash) for wire in fresh}
    broken = any(_disagrees(links, seq) for seq in seqs | {s + 1 for s in seqs})
    facts: dict[str, Any] = {
        "seen_at": now,
        "acked": _watermark(device.acked, links),
        "chain_broken_at": device.chain_broken_at or (now if broken else None),
        "forked_at": device.forked_at or (now if forked else None),
    }
    for name, value in facts.items():
        set_committed_value(device, name, value)
    # The row was read before the lock: what another push found broken or forked since then stays.
    change = (
        "update devices set seen_at = ?, acked = ?, chain_broken_at = coalesce(chain_broken_at, ?),"
        " forked_at = coalesce(forked_at, ?) where id = ?"
    )
    return forked, (change, *facts.values(), device.id)


def _disagrees(known: dict[int, Link], seq: int) -> bool:
    """Only adjacent numbers can disagree; across a gap nothing is known."""
    if seq not in known or (seq > 1 and seq - 1 not in known):
        return False
    chain, digest = known[seq]
    return chain != chain_of(known[seq - 1][0] if seq > 1 else "", digest)


def _watermark(acked: int, arrived: Container[int]) -> int:
    while acked + 1 in arrived:
        acked += 1
    return acked


def chain_word(device: Device) -> str:
    return "broken" if device.chain_broken_at else "ok"
