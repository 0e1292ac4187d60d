"""Taking in what a phone exported: the one door where an entry's author need not be who is logged in.

Any number of times with the same result: entries by id and hash, photos by their hash. The rules of a push hold,
but for three: `by` must be the file's person, a revoked or unknown device is no obstacle, and at_server is reckoned
from the offset the header carries, not from when the file was made (docs/sync.md, Rescue).
"""

import io
from collections.abc import Callable
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import msgspec

from zlc import clock, database
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.sync.rescue_file import VERSION, BadLine, EntryLine, Header, Known, PhotoLine, contents_of
from zlc.walks import commits, journal, photo_disk, photos
from zlc.walks.kinds import GREATEST_EXACT
from zlc.walks.models import FROM_A_FILE, Device
from zlc.walks.wire import Draft, Wire

BATCH, BATCH_BYTES = 200, 1_000_000  # entries in one transaction

NO_OWNER = (
    "看不出这是谁的记录，没有收。请在手机上再点一次「导出未上传数据」，用新的文件。手机里的数据没有变。"
)
UNKNOWN_PERSON = "文件里的记录人在这台服务器上没有账号，没有收。请先添加这个人，或到他所在的服务器导入。"
NOT_YOURS = "只有记录人本人或本单位联络员可以导入这个文件。没有收下任何内容，请把文件交给他们。"
FERRY = "这个文件是另一台服务器的手机导出的。确实要在两个不相通的网络之间转运，请勾选确认后再导入一次。"
SOMEBODY_ELSES = "这条是别人记的，没有收。请由记录的人自己导出。"
CUT_SHORT = "文件没有结尾，可能没有存完。完整的部分已收下，请在手机上再导出一次。"
LATER = "文件来自更新版本的程序，读得懂的部分已收下；其余保存着，服务器升级后再导入一次。"


BAD = {
    "bad_hash": "这条的内容和校验值对不上，可能被改动过，没有收。原文件保存着。",
    "id_reused": "这个编号已有别的内容，没有收。手机下次联网时会换编号再传。",
    "hash_mismatch": "这张照片的内容和校验值对不上，没有收。原文件保存着。",
    "not_an_image": "这张照片不完整，打不开，没有收。原文件保存着。",
    "too_large": "这张照片超过 8 MB，没有收。原文件保存着。",
}
TOO_COSTLY = "这张照片像素太多或格式太特别，服务器处理不了，没有收。原文件保存着。"


class OtherServer(NotNow):
    code = "other_server"


class Tally(msgspec.Struct):
    """`new` taken now, `known` received before; `held` of both: kept for a person to look at."""

    new: int = 0
    known: int = 0
    held: int = 0


class Told(msgspec.Struct):
    """What became of a file: `lines` are those not taken, by number, `notes` what to know of the whole."""

    sha256: str
    person: str
    entries: Tally
    photos: Tally
    lines: list[dict[str, int | str]]
    notes: list[str]

    def bad(self, number: int, message: str) -> None:
        self.lines.append({"line": number, "message": message})


def owner_of(known: Known, by: Person, server: str, *, ferry: bool) -> Person:
    """Whose file it is, if `by` may take it in here. Raises Refusal, Forbidden, OtherServer."""
    if known.person is None:
        raise Refusal(NO_OWNER, status=422, code="unreadable")
    owner = db.session.get(Person, known.person.replace("\0", ""))
    if owner is None:
        raise Refusal(UNKNOWN_PERSON, status=422, code="unknown_person")
    coordinates = by.is_a("coordinator") and by.unit_id == owner.unit_id
    if by.id != owner.id and not coordinates:
        raise Forbidden(NOT_YOURS)
    if not ferry and (known.header is None or known.header.server != server):
        raise OtherServer(FERRY)
    return owner


def take_in(
    path: Path, sha256: str, known: Known, owner: Person, folder: Path, keep: Callable[[], None]
) -> Told:
    """Store what the file holds. `keep` commits: after each batch of entries and each photo."""
    header = known.header or Header(v=VERSION, person=owner.id)
    told = Told(sha256, owner.id, Tally(), Tally(), [], [])
    told.notes += [LATER] if header.v > VERSION else []
    told.notes += [] if known.whole else [CUT_SHORT]
    waiting: list[tuple[int, EntryLine]] = []
    for number, line in contents_of(path):
        if isinstance(line, BadLine):
            told.bad(number, line.message)
        elif isinstance(line, PhotoLine):
            _take_photo(owner, number, line, told, folder, keep)
        elif Draft.of(line.wire).by not in (None, owner.id):
            told.bad(number, SOMEBODY_ELSES)
        else:
            waiting.append((number, line))
            if len(waiting) == BATCH or sum(len(one.wire.body) for _, one in waiting) > BATCH_BYTES:
                _take_entries(owner, header, waiting, told, keep)
                waiting = []
    _take_entries(owner, header, waiting, told, keep)
    told.lines.sort(key=lambda line: line["line"])
    return told


def _take_entries(
    owner: Person, header: Header, lines: list[tuple[int, EntryLine]], told: Told, keep: Callable[[], None]
) -> None:
    for series in sorted({line.series for _, line in lines}, key=str):
        database.write()
        some = [(number, line.wire) for number, line in lines if line.series == series]
        device = _device(owner, header, series)
        heard_at = device.seen_at
        _offer(owner, device, header, some, told)
        device.seen_at = heard_at  # the file was here, not the phone
        keep()


def _offer(owner: Person, device: Device, header: Header, lines: list[tuple[int, Wire]], told: Told) -> None:
    now = clock.now_ms()
    wires = [wire for _, wire in lines]
    answer = journal.offer(owner, device, wires, sent_at=now - _offset(header), received_at=now)
    for (number, _), result in zip(lines, answer.results, strict=True):
        if result.at is None:
            told.bad(number, BAD[result.status])
            continue
        told.entries.known += result.duplicate
        told.entries.new += not result.duplicate
        told.entries.held += result.status == "held"


def _offset(header: Header) -> int:
    """server − device by the phone's last measurement: how long the file lay about is no part of it."""
    return round(header.offset) if header.offset is not None and abs(header.offset) < GREATEST_EXACT else 0


def _device(owner: Person, header: Header, series: int | None) -> Device:
    """The device that numbered these entries. An earlier run of numbers, a device unknown here and one of somebody
    else's stand for themselves, always under the same id, so that no number seems to be used twice."""
    named = db.session.get(Device, (header.device or "").replace("\0", ""))
    if named is not None and named.person_id == owner.id and not named.desk and series == header.series:
        return named
    device_id = str(uuid5(NAMESPACE_OID, f"{owner.id}/{header.device}/{series}"))
    device = db.session.get(Device, device_id)
    if device is None:
        device = Device(id=device_id, person_id=owner.id, label=FROM_A_FILE)
        db.session.add(device)
        db.session.flush()
    return device


def _take_photo(
    owner: Person, number: int, line: PhotoLine, told: Told, folder: Path, keep: Callable[[], None]
) -> None:
    held = photos.received_from(owner, [line.sha256])
    db.session.rollback()  # decoding takes its time; no transaction stays open meanwhile
    if held and photo_disk.is_sound(folder, held[0]):
        told.photos.known += 1
        return
    try:
        kept = photos.receive(folder, io.BytesIO(line.data), line.sha256)
    except (photos.HashMismatch, photos.NotAPhoto, photos.TooLarge, photos.TooCostly) as fault:
        told.bad(number, TOO_COSTLY if isinstance(fault, photos.TooCostly) else BAD[fault.code])
        return
    database.write()
    commits.lock()  # the same file taken in twice at once waits here
    photos.acknowledge(owner.id, line.sha256, kept)
    told.photos.new += 1
    keep()
