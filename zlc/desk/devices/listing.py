"""上传核对: what has come from each phone, and what is known to be still missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.walks.entries.entry import read_body
from zlc.walks.journal.restricted import RestrictedPhoto
from zlc.walks.models import FROM_A_FILE, Device, Entry, Walk
from zlc.walks.photos.photos import PhotoFile, PhotoReceipt

KINDS_OF_PHONE = ("iPhone", "iPad", "HarmonyOS", "Android", "Windows", "Macintosh", "Linux")
WORDS_OF_PHONE = {"HarmonyOS": "鸿蒙手机", "Android": "安卓手机", "Windows": "Windows 电脑", "Macintosh": "苹果电脑",
                  "Linux": "Linux 电脑"}  # fmt: skip


def phone_words(label: str) -> str:
    """What people call a device of that label: its browser's own name for itself, or what we wrote there."""
    kind = next((kind for kind in KINDS_OF_PHONE if kind in label), None)
    return WORDS_OF_PHONE.get(kind, kind) if kind else label[:40] or "未知设备"


@dataclass(frozen=True)
class MissingPhoto:
    """A photo entry whose bytes have not come. `walk` only if the person may open it."""

    id: str
    walk: Walk | None
    caption: str
    at: int


@dataclass
class DeviceRow:
    """`gaps` are ranges of numbers that never came although later ones did."""

    device: Device
    unit: str
    entries: int = 0
    held: int = 0
    gaps: list[tuple[int, int]] = field(default_factory=list)
    photos: list[MissingPhoto] = field(default_factory=list)

    @property
    def words(self) -> str:
        return phone_words(self.device.label)

    @property
    def missing(self) -> int:
        return sum(last - first + 1 for first, last in self.gaps)

    @property
    def gap_words(self) -> str:
        return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in self.gaps)

    @property
    def odd(self) -> bool:
        """Something for a person to look at."""
        device = self.device
        return bool(self.gaps or self.photos or device.forked_at or device.chain_broken_at)


def rows_of(unit_ids: Iterable[str], person: Person) -> list[DeviceRow]:
    """The phones of the people of these units, those with something to look at first, then the latest heard."""
    # The person comes along, so that no line asks for its own.
    found = select(Device, Unit.short, Person).join(Person, Device.person_id == Person.id)
    found = found.join(Unit, Person.unit_id == Unit.id)
    found = found.where(Person.unit_id.in_(list(unit_ids)), Device.desk.is_(False))
    rows = {device.id: DeviceRow(device, unit) for device, unit, _ in db.session.execute(found)}
    _count(rows)
    _find_gaps(rows)
    if person.sees_walks:
        _find_photos(rows, person)
    told = [row for row in rows.values() if row.entries or row.device.label != FROM_A_FILE]
    return sorted(told, key=lambda row: (not row.odd, -row.device.seen_at, row.device.id))


def _count(rows: dict[str, DeviceRow]) -> None:
    counted = select(Entry.device_id, Entry.status, func.count()).where(Entry.device_id.in_(list(rows)))
    for device_id, status, number in db.session.execute(counted.group_by(Entry.device_id, Entry.status)):
        rows[device_id].entries += number
        rows[device_id].held += number if status == "held" else 0


def _find_gaps(rows: dict[str, DeviceRow]) -> None:
    """Numbers above `acked` came although acked + 1 did not: what lies between is missing."""
    above = select(Entry.device_id, Entry.seq).join(Device, Device.id == Entry.device_id)
    above = above.where(Entry.device_id.in_(list(rows)), Entry.seq > Device.acked).order_by(Entry.seq)
    last = {device_id: row.device.acked for device_id, row in rows.items()}
    for device_id, seq in db.session.execute(above):
        if seq > last[device_id] + 1:
            rows[device_id].gaps.append((last[device_id] + 1, seq - 1))
        last[device_id] = max(last[device_id], seq)


def _find_photos(rows: dict[str, DeviceRow], person: Person) -> None:
    wanted = select(Entry.id, Entry.walk_id, Entry.device_id, Entry.author_id, Entry.at_server, Entry.body)
    wanted = wanted.where(Entry.device_id.in_(list(rows)), Entry.kind == "photo", Entry.status == "stored")
    entries = [row for row in db.session.execute(wanted) if row.body is not None]
    hashes = {row.id: read_body(row.body).data.get("sha256") for row in entries}
    receipts = select(PhotoReceipt.sha256, PhotoReceipt.person_id)
    receipts = receipts.join(PhotoFile, PhotoFile.sha256 == PhotoReceipt.sha256).where(PhotoFile.lost_at.is_(None))
    authors = list({row.author_id for row in entries})
    there = set(db.session.execute(receipts.where(PhotoReceipt.person_id.in_(authors))))
    missing = [row for row in entries if (hashes[row.id], row.author_id) not in there]
    walks = _walks({row.walk_id for row in missing}, person)
    shut = set(db.session.scalars(select(RestrictedPhoto.entry_id).where(RestrictedPhoto.walk_id.in_({row.walk_id for row in missing}))))
    standing = {walk_id: set(walk.read_state().photos) for walk_id, walk in walks.items()}  # a large one is folded for it
    for row in sorted(missing, key=lambda row: (row.at_server, row.id)):
        walk = walks.get(row.walk_id)
        if walk is not None and row.id not in standing[walk.id]:
            continue  # struck out: nobody waits for it
        data = read_body(row.body).data
        caption = "" if data.get("restricted") or row.id in shut else str(data.get("caption") or "")
        rows[row.device_id].photos.append(MissingPhoto(row.id, walk, caption, row.at_server))


def _walks(ids: set[str], person: Person) -> dict[str, Walk]:
    found = Walk.visible_to(person).where(Walk.id.in_(ids))
    return {walk.id: walk for walk in db.session.scalars(found)}
