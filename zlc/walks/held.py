"""收下未用的记录: what was stored raw because it could not be applied, and what a person decides about it.

Nothing is thrown away: a released entry is applied as if it had just come, a dismissed one stays held for ever.
"""

from collections.abc import Iterable

from sqlalchemy import BigInteger, ForeignKey, Select, String, Text, false, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.errors import Forbidden, NotFound, NotNow, Refusal
from zlc.walks import commits
from zlc.walks.entry import BadBody, Body, clean_text, read_body
from zlc.walks.models import Entry, Walk

LONGEST_REASON = 500
WHY = {
    "unknown_kind": "服务器还不认识这一类记录",
    "bad_body": "内容读不懂",
    "bad_field": "有一项写得不对",
    "not_yours": "记录的人不属于这个单位",
}
# What a later version may understand; that somebody is of another unit, it will not.
MAY_BE_UNDERSTOOD = ("unknown_kind", "bad_body", "bad_field")


class HeldDecision(Model):
    """One decision per entry; `by` is None when an upgraded server understood it by itself."""

    __tablename__ = "held_decisions"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    verb: Mapped[str] = mapped_column(String(10))  # release, dismiss
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    why: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")


class StillHeld(Refusal):
    status, code = 422, "still_held"


def visible_to(person: Person) -> Select[Entry]:
    """The held entries of the coordinator's own people; of everybody's for those who read all units."""
    held = select(Entry).where(Entry.status == "held")
    if person.reads_all_units:
        return held
    mine = select(Person.id).where(Person.unit_id == person.unit_id)
    return held.where(Entry.author_id.in_(mine) if person.is_a("coordinator") else false())


def of(person: Person, entry_id: str) -> Entry:
    """Raises NotFound for an unknown entry, one that is not held any more, and another unit's alike."""
    entry = db.session.scalar(visible_to(person).where(Entry.id == clean_text(entry_id)))
    if entry is None:
        raise NotFound("没有找到这条收下未用的记录，可能已被采用，或者不归您处理。请回到列表看最新情况。")
    return entry


def may_decide(entry: Entry, person: Person) -> bool:
    author = db.session.get(Person, entry.author_id)
    return person.is_a("coordinator") and author is not None and author.unit_id == person.unit_id


def release(entry: Entry, by: Person) -> None:
    """Apply it by today's rules: the row gets a new place for the phones' cursor, its walk is marked. The caller
    commits and folds. Raises Forbidden, NotNow, StillHeld (422)."""
    _check(entry, by)
    if entry.why == "not_yours":
        raise StillHeld("这条是记到别的单位的走流程里的，不能采用。内容会一直保存；不需要时请写明理由搁置。")
    try:
        body, author = _understood(entry)
    except BadBody as fault:
        raise StillHeld(f"现在还不能采用：{fault.message}可以搁置并写明理由，内容不会删。") from fault
    walk = _walk_for(body, author)
    if walk is None:
        raise StillHeld("记录的人不属于这次走流程的单位，不能采用。内容会一直保存；不需要时请写明理由搁置。")
    _apply(entry, body, walk, by)


def dismiss(entry: Entry, by: Person, reason: str) -> None:
    """Set it aside, with a reason that stays. The entry stays too. Raises Forbidden, NotNow, Refusal (422)."""
    _check(entry, by)
    reason = clean_text(reason).strip()
    if not reason:
        raise Refusal("请写明搁置的理由，以后查得到。", status=422, field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(
            f"理由请不超过 {LONGEST_REASON} 字，现在有 {len(reason)} 字。", status=422, field="reason"
        )
    db.session.add(HeldDecision(entry_id=entry.id, verb="dismiss", by=by.id, why=entry.why, reason=reason))
    db.session.flush()


def release_what_is_understood() -> int:
    """After an upgrade: everything that today's rules can apply and nobody has set aside. The caller commits and
    folds. Returns how many."""
    commits.lock()
    rows = select(Entry).where(Entry.status == "held", Entry.why.in_(MAY_BE_UNDERSTOOD))
    rows = rows.where(Entry.id.not_in(select(HeldDecision.entry_id))).order_by(Entry.received_at, Entry.id)
    released = 0
    for entry in db.session.scalars(rows).all():
        try:
            body, author = _understood(entry)
        except BadBody:
            continue
        walk = _walk_for(body, author)
        if walk is not None:
            _apply(entry, body, walk, None)
            released += 1
    return released


def decisions_about(entries: Iterable[Entry]) -> dict[str, HeldDecision]:
    rows = select(HeldDecision).where(HeldDecision.entry_id.in_([entry.id for entry in entries]))
    return {row.entry_id: row for row in db.session.scalars(rows)}


def _check(entry: Entry, by: Person) -> None:
    if not may_decide(entry, by):
        raise Forbidden("收下未用的记录由记录人单位的联络员处理，您可以查看。没有改动任何内容。")
    decided = db.session.get(HeldDecision, entry.id)
    if decided is not None or entry.status != "held":
        done = "搁置" if decided is not None and decided.verb == "dismiss" else "采用"
        raise NotNow(f"这条记录已经{done}过，没有重复登记。请看最新内容。")


def _understood(entry: Entry) -> tuple[Body, Person | None]:
    if entry.body is None:
        raise BadBody("bad_body", "内容已依法删除，只留编号。")
    return read_body(entry.body), db.session.get(Person, entry.author_id)


def _walk_for(body: Body, author: Person | None) -> Walk | None:
    """The walk it goes into, by the rules of a push; None when its author may not write there."""
    if author is None:
        return None
    walk = db.session.get(Walk, body.walk) or Walk(id=body.walk, unit_id=author.unit_id)
    elsewhere = body.kind == "open" and body.data.get("unit") not in (None, author.unit_id)
    return None if elsewhere or not walk.takes_entries_of(author) else walk


def _apply(entry: Entry, body: Body, walk: Walk, by: Person | None) -> None:
    walk.marked = True
    db.session.add(walk)
    why = entry.why or ""
    entry.status, entry.why, entry.message = "stored", None, None
    entry.walk_id, entry.kind = walk.id, body.kind
    entry.commit, entry.n = commits.take([entry.id]), 0
    decision = HeldDecision(entry_id=entry.id, verb="release", by=by.id if by else None, why=why)
    db.session.add(decision)
    db.session.flush()
