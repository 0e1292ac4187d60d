"""The lines of an exported file on their way: into the journal if somebody vouches for them, else beside it."""

import io
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from zlc import database
from zlc.database import db, uuid7
from zlc.sync.rescue import Taking, Told
from zlc.sync.rescue_file import BadLine, EntryLine, PhotoLine, contents_of
from zlc.walks.brought import brought, origins, seals
from zlc.walks.brought import photos as brought_photos
from zlc.walks.brought.brought import BroughtLine
from zlc.walks.entries.kinds import GREATEST_EXACT
from zlc.walks.entries.wire import Draft
from zlc.walks.journal import commits
from zlc.walks.models import Entry
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos

BATCH, BATCH_BYTES = 200, 1_000_000  # entries in one transaction

SOMEBODY_ELSES = "这条是别人记的，没有收。请由记录的人自己导出。"
BAD = {
    "bad_hash": "这条的内容和校验值对不上，可能被改动过，没有收。原文件保存着。",
    "id_reused": "这个编号已有别的内容，没有收。手机下次联网时会换编号再传。",
    "hash_mismatch": "这张照片的内容和校验值对不上，没有收。原文件保存着。",
    "not_an_image": "这张照片不完整，打不开，没有收。原文件保存着。",
    "too_large": "这张照片超过 8 MB，没有收。原文件保存着。",
}
TOO_COSTLY = "这张照片像素太多或格式太特别，服务器处理不了，没有收。原文件保存着。"


class VouchedLine(NamedTuple):
    """One entry's line. `vouched`: a key of origins.VOUCHED, '' if nobody does."""

    number: int
    draft: Draft
    vouched: str
    device_id: str
    offset: int


def take_in(path: Path, taking: Taking) -> Told:
    """Store what the file holds; `taking.keep` is called after each batch of entries and each photo."""
    waiting: list[tuple[int, EntryLine]] = []
    shots: set[str] = set()
    for number, line in contents_of(path):
        if isinstance(line, BadLine):
            taking.told.bad(number, line.message)
        elif isinstance(line, PhotoLine):
            shots |= {line.sha256} if _take_photo(taking, number, line) else set()
        else:
            waiting.append((number, line))
            if len(waiting) == BATCH or sum(len(one.wire.body) for _, one in waiting) > BATCH_BYTES:
                _take_entries(taking, waiting)
                waiting = []
    _take_entries(taking, waiting)
    if shots:
        _open_photos(taking, shots)
    return taking.ended()


def _take_entries(taking: Taking, some: list[tuple[int, EntryLine]]) -> None:
    _begin()
    lines = [line for number, one in some if (line := _judged(taking, number, one)) is not None]
    for key in sorted({line[2:] for line in lines if line.vouched}):
        _offer(taking, [line for line in lines if line[2:] == key])
        taking.keep()
        _begin()
    _put_beside(taking, [line for line in lines if not line.vouched])
    taking.keep()


def _begin() -> None:
    """A transaction that writes: the same file taken in twice at once waits here."""
    database.write()
    commits.lock()


def _judged(taking: Taking, number: int, one: EntryLine) -> VouchedLine | None:
    """Who vouches for it, under which device it stands and by which clock; None, told as bad, if somebody else's."""
    draft, header = Draft.of(one.wire), taking.header
    if draft.by not in (None, taking.owner.id):
        taking.told.bad(number, SOMEBODY_ELSES)
        return None
    found = seals.judge(one.seal, one.wire, one.series, taking.owner, taking.server, taking.secrets)
    taking.told.wrong += found.wrong
    if found.said:
        taking.told.sealed += 1
        return VouchedLine(number, draft, "sealed", found.said.device, _ms(found.said.offset))
    current = one.series == header.series
    device_id = brought.device_id_for(taking.owner, header.device, one.series, current=current)
    return VouchedLine(number, draft, "person" if taking.is_own else "", device_id, _ms(header.offset))


def _ms(offset: float | None) -> int:
    """server − device by the phone's last measurement."""
    return round(offset) if offset is not None and abs(offset) < GREATEST_EXACT else 0


def _offer(taking: Taking, lines: list[VouchedLine]) -> None:
    """Into the journal, all by one device and one clock."""
    told, (_, _, vouched, device_id, offset) = taking.told, lines[0]
    answer = brought.offer(taking.owner, device_id, [line.draft.wire for line in lines], offset)
    new = []
    for line, result in zip(lines, answer.results, strict=True):
        if result.at is None:
            told.bad(line.number, BAD[result.status])
            continue
        told.entries.known += result.duplicate
        told.entries.new += not result.duplicate
        told.entries.held += result.status == "held"
        new += [] if result.duplicate else [result.id]
    origins.mark(new, taking.sha256, taking.by.id, taking.at, vouched)


def _put_beside(taking: Taking, lines: list[VouchedLine]) -> None:
    """Kept for their person; what the journal has already is known, and needs no word."""
    told, ids = taking.told, [line.draft.wire.id for line in lines]
    rows = select(Entry.id, Entry.hash, Entry.status).where(Entry.id.in_(ids))
    known = {row.id: row for row in db.session.execute(rows)}
    mine = select(BroughtLine).where(BroughtLine.person_id == taking.owner.id, BroughtLine.entry_id.in_(ids))
    kept = {(row.entry_id, row.hash): row for row in db.session.scalars(mine)}
    for line in lines:
        wire, there = line.draft.wire, known.get(line.draft.wire.id)
        fault = "" if line.draft.has_right_hash else "bad_hash"
        if fault or (there is not None and there.hash != wire.hash):
            told.bad(line.number, BAD[fault or "id_reused"])
            continue
        row = kept.get((wire.id, wire.hash))
        told.entries.known += there is not None or row is not None
        told.entries.held += there is not None and there.status == "held"
        if there is not None:
            continue
        told.entries.new += row is None
        row = kept.setdefault((wire.id, wire.hash), row or _beside(taking, line))
        told.entries.held += row.verdict is None
        told.unverified += row.verdict is None
    db.session.flush()


def _beside(taking: Taking, line: VouchedLine) -> BroughtLine:
    wire, draft = line.draft.wire, line.draft
    row = BroughtLine(
        id=uuid7(), entry_id=wire.id, hash=wire.hash, person_id=taking.owner.id, file=taking.sha256,
        brought_by=taking.by.id, at=taking.at, device_id=line.device_id, seq=wire.seq, chain=wire.chain,
        body=draft.raw, at_server=wire.at_server, offset=line.offset, walk_id=draft.walk, kind=draft.kind,
    )  # fmt: skip
    db.session.add(row)
    return row


def _take_photo(taking: Taking, number: int, line: PhotoLine) -> bool:
    """Whether it is kept in its person's name without being opened by a receipt yet."""
    owner, told = taking.owner, taking.told
    held, before = photos.received_from(owner, [line.sha256]), brought_photos.is_kept(owner, line.sha256)
    db.session.rollback()  # decoding takes its time; no transaction stays open meanwhile
    there = bool(held) and photo_disk.is_sound(taking.folder, held[0])
    if there or (before and not taking.is_own):
        told.photos.known += 1
        return not there
    try:
        kept = photos.receive(taking.folder, io.BytesIO(line.data), line.sha256)
    except (photos.HashMismatch, photos.NotAPhoto, photos.TooLarge, photos.TooCostly) as fault:
        told.bad(number, TOO_COSTLY if isinstance(fault, photos.TooCostly) else BAD[fault.code])
        return False
    _begin()
    if taking.is_own:
        photos.acknowledge(owner.id, line.sha256, kept)
    else:
        brought_photos.keep(owner, line.sha256, kept, taking.sha256, taking.by)
    told.photos.new += not before
    told.photos.known += before
    taking.keep()
    return not taking.is_own


def _open_photos(taking: Taking, shots: set[str]) -> None:
    """Those that an entry of the journal names are received; the others wait with their entries."""
    _begin()
    brought_photos.vouch(taking.owner)
    taking.told.photos.held = len(shots & brought_photos.waiting(taking.owner))
    taking.keep()
