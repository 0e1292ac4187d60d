"""来源未核实: lines of a file for which neither its phone nor its person has vouched yet.

They stand beside the journal, not in it: they take no id, no number of a device and no place in the commit order, so
nothing of what counts can be moved by whoever writes such a file. Their person alone decides: what they call theirs
goes into the journal by the rules of a push, what they refuse stays here with the reason. What their own phone pushes
needs no decision any more.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    LargeBinary,
    Select,
    String,
    Text,
    UniqueConstraint,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import Model, db, uuid7
from zlc.errors import NotNow
from zlc.texts import checked_reason, clean_text
from zlc.versions import done_by, mark_of, overtaken
from zlc.walks.brought import origins
from zlc.walks.brought import photos as brought_photos
from zlc.walks.entries.wire import Answer, Wire
from zlc.walks.journal import journal
from zlc.walks.models import FROM_A_FILE, Device, Entry

BATCH = 200
NONE_LEFT = "这些记录已经处理过，或手机后来自己传到了，没有重复登记。请看最新内容。"


class BroughtLine(Model):
    """One entry as its line says it. `offset` and `at_server` as the file claims them, ms; `at` when it was brought;
    `verdict`: agreed, refused, or None while it waits."""

    __tablename__ = "brought_lines"
    __table_args__ = (UniqueConstraint("person_id", "entry_id", "hash"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    entry_id: Mapped[str] = mapped_column(String(36))
    hash: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    file: Mapped[str] = mapped_column(String(64), index=True)
    brought_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger)
    device_id: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at_server: Mapped[int | None] = mapped_column(BigInteger)
    offset: Mapped[int] = mapped_column(BigInteger)
    walk_id: Mapped[str | None] = mapped_column(String(36), index=True)
    kind: Mapped[str | None] = mapped_column(String(40))
    verdict: Mapped[str | None] = mapped_column(String(10))
    verdict_at: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def wire(self) -> Wire:
        body = self.body.decode("utf-8", "surrogatepass")
        return Wire(self.entry_id, self.seq, self.hash, self.chain, body, self.at_server)


def undecided() -> Select[BroughtLine]:
    """The lines that wait: nobody has decided, and no phone has brought the entry meanwhile."""
    arrived = exists().where(Entry.id == BroughtLine.entry_id, Entry.hash == BroughtLine.hash)
    return select(BroughtLine).where(BroughtLine.verdict.is_(None), ~arrived)


def waiting_count(person: Person) -> int:
    """How many lines in this person's name wait for their word."""
    mine = undecided().where(BroughtLine.person_id == person.id)
    return db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0


def of_walk(walk_id: str) -> list[BroughtLine]:
    """What waits and would belong to this walk. By what the lines say alone: the journal gives the same bytes everywhere."""
    lines = undecided().where(BroughtLine.walk_id == walk_id)
    return list(db.session.scalars(lines.order_by(BroughtLine.entry_id, BroughtLine.hash, BroughtLine.person_id)))


def to_decide(person: Person, file: str, walk_id: str | None, *, refused: bool = False) -> list[BroughtLine]:
    """What of a file waits for this person's word (of one walk in it; '' are the lines that name none); `refused`:
    what they refused before as well, for they may think better of it. Raises NotNow if there is nothing."""
    arrived = exists().where(Entry.id == BroughtLine.entry_id, Entry.hash == BroughtLine.hash)
    open_ = or_(BroughtLine.verdict.is_(None), BroughtLine.verdict == "refused") if refused else BroughtLine.verdict.is_(None)
    mine = select(BroughtLine).where(BroughtLine.person_id == person.id, BroughtLine.file == clean_text(file))
    mine = mine.where(open_, ~arrived)
    if walk_id is not None:
        mine = mine.where(func.coalesce(BroughtLine.walk_id, "") == clean_text(walk_id))
    order = (BroughtLine.device_id, BroughtLine.offset, BroughtLine.seq, BroughtLine.entry_id, BroughtLine.hash)
    lines = list(db.session.scalars(mine.order_by(*order)))
    if not lines:
        raise NotNow(NONE_LEFT)
    return lines


def standing_of(person: Person) -> dict[tuple[str, str], tuple[int, int]]:
    """(file, walk; '' for lines that name none) → how many lines in this person's name wait, and how many they refused."""
    arrived = exists().where(Entry.id == BroughtLine.entry_id, Entry.hash == BroughtLine.hash)
    columns = (BroughtLine.file, func.coalesce(BroughtLine.walk_id, ""), BroughtLine.verdict)
    counted = select(*columns, func.count()).where(BroughtLine.person_id == person.id, ~arrived).group_by(*columns)
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for file, walk, verdict, many in db.session.execute(counted):
        waiting, refused = found.get((file, walk), (0, 0))
        found[file, walk] = (waiting + many, refused) if verdict is None else (waiting, refused + many * (verdict == "refused"))
    return found


def version_of(standing: dict[tuple[str, str], tuple[int, int]], file: str, walk_id: str | None) -> str:
    """`standing`: of standing_of; `walk_id` None: of the whole file."""
    if walk_id is not None:
        return mark_of(standing.get((file, walk_id), (0, 0)))
    return mark_of(sorted((walk, waiting) for (of, walk), (waiting, _) in standing.items() if of == file and waiting))


def check_seen(person: Person, file: str, walk_id: str | None, seen: str) -> None:
    """Raises Overtaken, with when: on another page of the person's own, or by their phone."""
    if seen == version_of(standing_of(person), file, walk_id):
        return
    mine = select(BroughtLine).where(BroughtLine.person_id == person.id, BroughtLine.file == clean_text(file))
    mine = mine if walk_id is None else mine.where(func.coalesce(BroughtLine.walk_id, "") == clean_text(walk_id))
    last = db.session.scalar(mine.where(BroughtLine.verdict_at.is_not(None)).order_by(BroughtLine.verdict_at.desc()).limit(1))
    if last is None:
        raise overtaken("这些记录手机后来自己传到了，或者没有这些记录。")
    said = "确认过是您记的" if last.verdict == "agreed" else "说过不是您记的"
    raise overtaken(f"{done_by('您', last.verdict_at, said)}，或者手机后来自己传到了。")


def agree(lines: Sequence[BroughtLine], by: Person) -> None:
    """是我记的: they go into the journal as if their phone pushed them, marked as brought by file. `lines`: of
    to_decide(by, …). The caller commits and folds."""
    for (device_id, offset), some in groupby(lines, lambda line: (line.device_id, line.offset)):
        together = list(some)
        for first in range(0, len(together), BATCH):
            _take(together[first : first + BATCH], by, device_id, offset)
    brought_photos.vouch(by)


def _take(lines: list[BroughtLine], by: Person, device_id: str, offset: int) -> None:
    wires = [line.wire for line in lines]
    results = offer(by, device_id, wires, offset).results
    again = [_under_another_id(wire) if result.at is None else None for wire, result in zip(wires, results, strict=True)]
    if others := [wire for wire in again if wire]:
        told = iter(offer(by, device_id, others, offset).results)
        results = [next(told) if wire else result for wire, result in zip(again, results, strict=True)]
    for line, result in zip(lines, results, strict=True):
        line.verdict, line.verdict_at = "agreed", clock.now_ms()
        if result.at is not None and not result.duplicate:
            origins.mark([result.id], line.file, line.brought_by, line.at, "agreed")


def _under_another_id(wire: Wire) -> Wire:
    """Its id stands for something else by now. Made as the phone makes it (static/client/store/id.ts)."""
    h = wire.hash
    other = f"{wire.id[:14]}7{h[:3]}-8{h[3:6]}-{h[6:18]}"
    return Wire(other, wire.seq, wire.hash, wire.chain, wire.body, wire.at_server)


def refuse(lines: Iterable[BroughtLine], by: Person, reason: str) -> None:
    """不是我记的: they never count, and stay with the reason. The caller commits. Raises Refusal (422)."""
    reason = checked_reason(reason, "请写一句为什么不是您记的，联络员和审计员看得到。没有改动任何内容。")
    for line in lines:
        line.verdict, line.verdict_at, line.reason = "refused", clock.now_ms(), reason
    db.session.flush()


def offer(owner: Person, device_id: str, wires: Sequence[Wire], offset: int) -> Answer:
    """Offer entries that came by file to the journal. `offset`: the phone's server − device in ms: how long the file
    lay about is no part of it. The file was here, not the phone: the device was not seen."""
    device = _device(owner, device_id)
    now, heard_at = clock.now_ms(), device.seen_at
    answer = journal.offer(owner, device, wires, sent_at=now - offset, received_at=now)
    device.seen_at = heard_at
    return answer


def device_id_for(owner: Person, device: str | None, series: int | None, *, current: bool) -> str:
    """The device that numbered an entry. An earlier run of numbers (not `current`), a device unknown here and one of
    somebody else's stand for themselves, always under the same id, so that no number seems to be used twice."""
    named = db.session.get(Device, (device or "").replace("\0", ""))
    if named is not None and named.person_id == owner.id and not named.desk and current:
        return named.id
    return str(uuid5(NAMESPACE_OID, f"{owner.id}/{device}/{series}"))


def _device(owner: Person, device_id: str) -> Device:
    device = db.session.get(Device, device_id)
    if device is None:
        device = Device(id=device_id, person_id=owner.id, label=FROM_A_FILE)
        db.session.add(device)
        db.session.flush()
    return device
