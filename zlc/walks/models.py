"""What the journal is about: walks, the phones that write it, and the entries themselves."""

from typing import Self

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    Text,
    text,
)
from sqlalchemy import select as select_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.models import Matter
from zlc.database import Model, db, uuid7
from zlc.errors import Moved, NotFound, NotNow
from zlc.texts import clean_text
from zlc.walks.fold import WalkState, fold
from zlc.walks.known import fold_known
from zlc.walks.standing import TINTS, standing_word

MODES = {"self": "亲身办", "delegate": "代理办", "accompany": "陪同办"}
HELD = text("status = 'held'")  # few among millions
# The list stands in one order, alone and behind each of these; no row is looked at to count by any two of them.
LISTED = ("begins_at", "id", "status", "counter", "mode")
LISTS = {
    "": (), "_unit": ("unit_id",), "_status": ("status",), "_reached": ("reached",), "_counter": ("counter",), "_mode": ("mode", "counter"),
    "_matter": ("matter_id",),
}  # fmt: skip
WAITING, TYPED = text("waits_since IS NOT NULL"), text("matter_text IS NOT NULL")
CHANNELS = {"hall": "现场", "online": "网办"}
DEPARTED = "这次走流程的记录已经移到别的单位，不再归本单位查看。由本单位记下的内容仍在原来的手机里。"
STATE_LEFT_OUT = b""  # in place of a state too large to keep


FROM_A_FILE = "导出文件"  # the label of a device known only by what was carried here by hand


class Device(Model):
    """One local database on one phone. `acked` is the highest s for which 1…s have arrived."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    seen_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    acked: Mapped[int] = mapped_column(BigInteger, default=0)
    chain_broken_at: Mapped[int | None] = mapped_column(BigInteger)
    forked_at: Mapped[int | None] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
    desk: Mapped[bool] = mapped_column(Boolean, default=False)
    person: Mapped[Person] = relationship()

    def revoke(self) -> None:
        """停用: it brings nothing more under this number, and since nobody can tell which login it holds, all those of its
        person end. What it has not sent stays on it, and may come as a file. Raises NotNow."""
        if self.desk:
            raise NotNow("这是电脑上的登记，不是手机，没有停用。要停用这个人，请用 people close。")
        if self.revoked_at is not None:
            raise NotNow("这台设备已经停用，没有改动。")
        self.revoked_at = clock.now_ms()
        self.person.end_logins()

    def readmit(self) -> None:
        """Found again. Raises NotNow."""
        if self.revoked_at is None:
            raise NotNow("这台设备没有停用，没有改动。")
        self.revoked_at = None


class Entry(Model):
    """记录: one immutable line. The body is kept as the exact bytes its device froze."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_cursor", "commit", "n", unique=True),
        Index("ix_entries_device", "device_id", "seq"),
        Index("ix_entries_held", "author_id", sqlite_where=HELD, postgresql_where=HELD),
        Index("ix_entries_held_walk", "walk_id", sqlite_where=HELD, postgresql_where=HELD),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    device_id: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))
    commit: Mapped[int] = mapped_column(BigInteger)
    n: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column(String(20))
    message: Mapped[str | None] = mapped_column(Text)
    walk_id: Mapped[str | None] = mapped_column(String(36), index=True)
    kind: Mapped[str | None] = mapped_column(String(40))
    author_id: Mapped[str] = mapped_column(String(36))
    received_at: Mapped[int] = mapped_column(BigInteger)
    at_server: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def as_received(cls, latest_first: bool = False) -> tuple[ColumnElement[int], ...]:
        """The order of a list by when entries came: by the time it shows, and those of one push as their phone sent them."""
        columns = (cls.received_at, cls.commit, cls.n)
        return tuple(one.desc() if latest_first else one.asc() for one in columns)


class Walk(Model):
    """走流程 or 坐窗口: what the fold of its entries says, kept for lists and pages.

    `marked` means entries came since the last fold; `state_json` is the fold's JSON (docs/sync.md), unless it is large;
    `fault` is why the last fold failed: the entries are all there, the state is the one before.
    """

    __tablename__ = "walks"
    __table_args__ = (
        *(
            Index(f"ix_walks{name}_begins", *first, *(column for column in LISTED if column not in first))
            for name, first in LISTS.items()
        ),
        Index("ix_walks_waiting", "waits_since", "unit_id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_walks_typed", "matter_text", *LISTED, "unit_id", "matter_id", sqlite_where=TYPED, postgresql_where=TYPED),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    marked: Mapped[bool] = mapped_column(Boolean, default=True, index=True)
    fault: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="waiting_open")
    reached: Mapped[str | None] = mapped_column(String(10))
    counter: Mapped[bool] = mapped_column(Boolean, default=False)
    mode: Mapped[str | None] = mapped_column(String(20))
    channel: Mapped[str | None] = mapped_column(String(20))
    recorder_id: Mapped[str | None] = mapped_column(String(36), index=True)
    matter_id: Mapped[str | None] = mapped_column(String(36))
    matter_text: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text, index=True)
    begins_at: Mapped[int | None] = mapped_column(BigInteger)
    ends_at: Mapped[int | None] = mapped_column(BigInteger)
    waits_since: Mapped[int | None] = mapped_column(BigInteger)
    totals: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    trips: Mapped[int | None]
    problem_count: Mapped[int] = mapped_column(default=0)
    conflict_count: Mapped[int] = mapped_column(default=0)
    photo_count: Mapped[int] = mapped_column(default=0)
    state_json: Mapped[bytes | None] = mapped_column(LargeBinary)
    unit: Mapped[Unit] = relationship()

    @property
    def folded(self) -> bool:
        """Whether there is a state to show: not before the first fold, nor while a large walk cannot be folded."""
        return self.state_json is not None and not (self.state_json == STATE_LEFT_OUT and self.fault)

    def read_state(self) -> WalkState:
        """What the fold says, read anew at each call; a walk without an entry where nothing is known."""
        if self.state_json is None:
            return fold((), self.id)
        kept = WalkState.read(self.state_json) if self.state_json != STATE_LEFT_OUT else None
        if kept is not None:
            return kept
        return fold((), self.id) if self.fault else fold_known(self.id)

    @property
    def matter(self) -> Matter | None:
        return db.session.get(Matter, self.matter_id) if self.matter_id else None

    @property
    def matter_name(self) -> str:
        matter = self.matter
        return matter.name if matter else self.matter_text or ("坐窗口" if self.counter else "未记事项")

    @property
    def recorder(self) -> Person | None:
        return db.session.get(Person, self.recorder_id) if self.recorder_id else None

    @property
    def mode_name(self) -> str:
        return "坐窗口" if self.counter else MODES.get(self.mode or "", "方式未记")

    @property
    def channel_name(self) -> str:
        """Empty where it was not said, and of a counter session, which has none."""
        return "" if self.counter else CHANNELS.get(self.channel or "", "")

    @property
    def status_name(self) -> str:
        return standing_word(self.status, self.reached)

    @property
    def tint(self) -> str:
        return TINTS.get(self.reached or self.status, "")

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        return person.bounded(select_(cls), cls.unit_id)

    @classmethod
    def of(cls, person: Person, walk_id: str) -> Self:
        """Raises NotFound for an unknown walk and for another unit's alike; a unit that had it is told that it moved."""
        walk: Self | None = db.session.scalar(cls.visible_to(person).where(cls.id == clean_text(walk_id)))
        if walk is None:
            left = select_(Departure.id).where(Departure.unit_id == person.unit_id, Departure.walk_id == clean_text(walk_id))
            raise Moved(DEPARTED) if person.records and db.session.scalar(left.limit(1)) else NotFound()
        return walk

    def takes_entries_of(self, person: Person) -> bool:
        return person.records and person.unit_id == self.unit_id


class Departure(Model):
    """A walk that left a unit's sight: its phones drop their mirror of it, never their own entries."""

    __tablename__ = "departures"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    walk_id: Mapped[str] = mapped_column(String(36))
    unit_id: Mapped[str] = mapped_column(String(36), index=True)
    commit: Mapped[int] = mapped_column(BigInteger)


class Handover(Model):
    """移交: the coordinator `by` let a walk go, and it waits for the other unit's coordinator. `entry_id` is the amendment
    that asks for it; what became of it is its HeldDecision: take, decline, or dismiss."""

    __tablename__ = "handovers"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), index=True)
    from_unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    to_unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)


class StayedPhoto(Model):
    """A restricted photo that stayed in `unit_id` when its walk was handed to another unit."""

    __tablename__ = "stayed_photos"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
