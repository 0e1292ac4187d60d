"""版本 of a matter: each change is kept with what was published before it, so that a walk goes by what was published when it
began (decision 32). The row of `matters` is the edition in force."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, String, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.models import Matter
from zlc.catalogue.published import Published, Values
from zlc.database import Model, db

IMPORTED, CORRECTED, STOPPED, STARTED, TAKEN_BACK = "import", "hand", "stop", "start", "back"
HOW = {IMPORTED: "导入", CORRECTED: "更正", STOPPED: "停办", STARTED: "恢复", TAKEN_BACK: "撤回导入"}
# Called with who changed which matters, in the same transaction, and by which import.
Follower = Callable[[str, list[str], str | None], object]
_followers: list[Follower] = []
AT_ONCE = 500  # ids asked for by one statement


class MatterChange(Model):
    """Made edition `number` of the matter. `before`: the fields that it changed, as JSON, as they were; None where the matter was
    new. `reasons`: field → why, of what was changed by hand. `on_day`: from when it was stopped or started."""

    __tablename__ = "matter_changes"

    matter_id: Mapped[str] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    how: Mapped[str] = mapped_column(String(10))
    import_id: Mapped[str | None] = mapped_column(ForeignKey("imports.id"), index=True)
    on_day: Mapped[date | None] = mapped_column(Date)
    before: Mapped[Values | None] = mapped_column(JSON)
    reasons: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    person: Mapped[Person] = relationship()

    @property
    def how_name(self) -> str:
        return HOW[self.how]


def on_changed(follow: Follower) -> None:
    _followers.append(follow)


def alone() -> None:
    """Nobody else changes matters until this transaction ends. On SQLite the writing transaction sees to it."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("lock table matters in share row exclusive mode"))


def keep(by: str, how: str, new: Iterable[str], changed: dict[str, tuple[Published, Published]], **more: Any) -> None:
    """Note what is stored in the same transaction: the ids of new matters, and of changed ones what was before and is now.
    `more`: further columns of each change."""
    lines: list[tuple[str, int, Values | None]] = [(matter_id, 1, None) for matter_id in new]
    if changed:
        numbers = _next_numbers(list(changed))
        lines += [(key, numbers[key], before.differing(after)) for key, (before, after) in changed.items()]
        db.session.execute(update(Matter), [{"id": key, "version": numbers[key]} for key in changed])
    rows = [
        {"matter_id": key, "number": number, "by": by, "how": how, "before": before, **more}
        for key, number, before in lines
    ]
    if rows:
        db.session.execute(insert(MatterChange), rows)
    db.session.expire_all()
    for follow in _followers:
        follow(by, list(changed), more.get("import_id"))


def _next_numbers(ids: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = db.session.execute(select(Matter.id, Matter.version).where(Matter.id.in_(ids[start : start + AT_ONCE])))
        found |= {row.id: row.version + 1 for row in rows}
    return found


def changes_of(matter_ids: Iterable[str]) -> dict[str, list[MatterChange]]:
    """Matter id → its changes, the latest first."""
    ids, found = list(dict.fromkeys(matter_ids)), defaultdict(list)
    for start in range(0, len(ids), AT_ONCE):
        wanted = select(MatterChange).where(MatterChange.matter_id.in_(ids[start : start + AT_ONCE]))
        for one in db.session.scalars(wanted.order_by(MatterChange.matter_id, MatterChange.number.desc())):
            found[one.matter_id].append(one)
    return found


def undone(after: Published, change: MatterChange) -> Published:
    """What was published before the change."""
    return after.with_values(change.before, whole=True) if change.before else after


def at(now: Published, changes: list[MatterChange], ms: int | None) -> Published:
    """What was published at that instant; `now` where nobody knows when. `changes`: the latest first. Before the first
    edition there was none: the first one then."""
    for change in changes:
        if ms is None or change.at <= ms:
            break
        now = undone(now, change)
    return now
