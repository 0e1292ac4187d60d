"""Seals: what a phone puts beside each line of an exported file, so that we know that it wrote the line.

A seal is an HMAC-SHA256 with a secret that one phone and this server share (docs/sync.md, Rescue). The server keeps
the secret itself, for it reckons the HMAC anew; in a table of its own, so that no query for a device reads it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.errors import NotNow
from zlc.shapes import brought
from zlc.walks.entries.wire import Wire
from zlc.walks.models import Device

SECRET_BYTES = 32


class DeviceSecret(Model):
    __tablename__ = "device_secrets"

    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


class HasSecret(NotNow):
    code = "has_secret"

    def __init__(self) -> None:
        super().__init__("这台设备已经有校验密钥，没有更换。记录都在手机里，不受影响。")


def give(device: Device) -> str:
    """A secret for a device just registered: told to it once, and to nobody ever again."""
    secret = secrets.token_hex(SECRET_BYTES)
    db.session.add(DeviceSecret(device_id=device.id, secret=secret))
    return secret


def keep(device: Device, secret: str) -> bool:
    """The secret that a phone registered before there were any has made for itself. The same one again changes
    nothing: its answer may have been lost. Returns whether it is new. Raises HasSecret if another one stands."""
    db.session.execute(select(Device.id).where(Device.id == device.id).with_for_update())  # two tabs: one waits here
    known = db.session.get(DeviceSecret, device.id)
    if known is None:
        db.session.add(DeviceSecret(device_id=device.id, secret=secret))
        return True
    if not hmac.compare_digest(known.secret, secret):
        raise HasSecret
    return False


def has(device: Device) -> bool:
    found = select(DeviceSecret.device_id).where(DeviceSecret.device_id == device.id)
    return db.session.scalar(found) is not None


def secrets_of(person: Person) -> dict[str, str]:
    """Device id → secret of this person's phones, those apart that were revoked: a lost phone vouches for nothing."""
    rows = select(Device.id, DeviceSecret.secret).join(DeviceSecret, DeviceSecret.device_id == Device.id)
    rows = rows.where(Device.person_id == person.id, Device.revoked_at.is_(None))
    return {row.id: row.secret for row in db.session.execute(rows)}


@brought
class Seal(msgspec.Struct):
    """`of` is JSON text as frozen on the phone, `hmac` is over its UTF-8 bytes: hex."""

    of: str
    hmac: str


@brought
class SealedWords(msgspec.Struct, array_like=True):
    """What `of` says. `offset`: server − device in ms, None if never measured."""

    form: Literal["zlc-rescue-1"]
    server: str
    device: str
    person: str
    series: int
    seq: int
    id: str
    hash: str
    chain: str
    at_server: int | None
    offset: float | None


class Judged(NamedTuple):
    """`said` if the seal holds. `wrong`: it is of a phone that we know, and does not; the line was altered."""

    said: SealedWords | None
    wrong: bool = False


def judge(seal: Seal | None, wire: Wire, series: int | None, person: Person, server: str, known: Mapping[str, str]) -> Judged:
    """Whether the seal is this line's, made by one of the person's phones (`known`: secrets_of) for this server."""
    if seal is None:
        return Judged(None)
    try:
        said = msgspec.json.decode(seal.of, type=SealedWords)
        words = seal.of.encode()
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Judged(None, True)
    secret = known.get(said.device)
    if secret is None or said.server != server:
        return Judged(None)  # of a phone, or another server's, that we cannot judge
    right = hmac.new(bytes.fromhex(secret), words, hashlib.sha256).hexdigest()
    line = (person.id, series, wire.seq, wire.id, wire.hash, wire.chain, wire.at_server)
    told = (said.person, said.series, said.seq, said.id, said.hash, said.chain, said.at_server)
    holds = hmac.compare_digest(right.encode(), seal.hmac.encode("utf-8", "replace")) and line == told
    return Judged(said) if holds else Judged(None, True)
