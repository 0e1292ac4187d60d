"""收下未用的记录: what was stored raw because it could not be applied, and what a person decides about it.

Nothing is thrown away: a released entry is applied as if it had just come, a dismissed one stays held for ever.
"""

from collections.abc import Iterable

from sqlalchemy import BigInteger, ForeignKey, Select, String, Text, and_, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.errors import Forbidden, NotFound, NotNow, Refusal
from zlc.texts import checked_reason, clean_text
from zlc.walks.entries.entry import BadBody, Body, read_body
from zlc.walks.journal import commits, threads
from zlc.walks.journal.wishes import MESSAGES, MOVES, STRIKES, wishes_of
from zlc.walks.models import Entry, Handover, Walk

WHY = {
    "unknown_kind": "服务器还不认识这一类记录",
    "bad_body": "内容读不懂",
    "bad_field": "有一项写得不对",
    "not_yours": "记录的人不属于这个单位",
    MOVES: "要求移交给别的单位",
    STRIKES: "要求划去别人记的内容",
}
WISHES = (MOVES, STRIKES)
VERBS = {"release": "采用", "dismiss": "搁置", "take": "接收", "decline": "不接收"}
# Of what was asked for.
ANSWERS = {"release": "同意", "dismiss": "不同意"}
# What a later version may understand; that somebody is of another unit, it will not.
MAY_BE_UNDERSTOOD = ("unknown_kind", "bad_body", "bad_field")


class HeldDecision(Model):
    """One decision per entry; `by` is None when an upgraded server understood it by itself. `n` counts all of them."""

    __tablename__ = "held_decisions"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    n: Mapped[int] = mapped_column(unique=True)
    verb: Mapped[str] = mapped_column(String(10))  # release, dismiss; of a walk's move: take, decline, dismiss
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    why: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")


class StillHeld(Refusal):
    status, code = 422, "still_held"


def visible_to(person: Person) -> Select[Entry]:
    """The held entries of the coordinator's own people, what is wished for the unit's walks, and the walks that others
    let go to it; everything for those who read all units."""
    held = select(Entry).where(Entry.status == "held")
    if person.reads_all_units:
        return held
    if not person.decides:
        return held.where(false())
    people = select(Person.id).where(Person.unit_id == person.unit_id)
    walks = select(Walk.id).where(Walk.unit_id == person.unit_id)
    offered = select(Handover.entry_id).where(Handover.to_unit_id == person.unit_id)
    wished = or_(Entry.walk_id.in_(walks), Entry.id.in_(offered))
    return held.where(
        or_(
            and_(Entry.why.not_in(WISHES), Entry.author_id.in_(people)),
            and_(Entry.why.in_(WISHES), wished),
        )
    )


def of(person: Person, entry_id: str) -> Entry:
    """Raises NotFound for an unknown entry, one that is not held any more, and another unit's alike; of a wish that has
    been granted `check` says by whom and when."""
    entry_id = clean_text(entry_id)
    entry = db.session.scalar(visible_to(person).where(Entry.id == entry_id))
    if entry is None:
        entry = db.session.scalar(_granted_to(person).where(Entry.id == entry_id))
    if entry is None:
        raise NotFound("没有找到这条收下未用的记录，可能已被采用，或者不归您处理。请回到列表看最新情况。")
    return entry


def _granted_to(person: Person) -> Select[Entry]:
    """The wishes that are part of a walk by now, for the coordinators who had a say."""
    granted = select(HeldDecision.entry_id).where(HeldDecision.why.in_(WISHES))
    walks = select(Walk.id).where(Walk.unit_id == person.unit_id)
    let_go = select(Handover.entry_id).where(Handover.from_unit_id == person.unit_id)
    known = or_(Entry.walk_id.in_(walks), Entry.id.in_(let_go)) if person.decides else false()
    return select(Entry).where(Entry.id.in_(granted), known)


def may_decide(entry: Entry, person: Person) -> bool:
    """A wish is for the coordinator of the unit that the walk belongs to, whatever unit its author is of by now."""
    decides: Person | Walk | None = db.session.get(Person, entry.author_id)
    if entry.why in WISHES:
        decides = db.session.get(Walk, entry.walk_id)
    return decides is not None and person.coordinates(decides.unit_id)


def release(entry: Entry, by: Person) -> None:
    """Apply it by today's rules: the row gets a new place for the phones' cursor, its walk is marked. One that turns
    out to ask for the walk's move waits on, as that. The caller commits and folds. Raises Forbidden, NotNow,
    StillHeld (422)."""
    check(entry, by)
    if entry.why == "not_yours":
        raise StillHeld("这条是记到别的单位的走流程里的，不能采用。内容会一直保存；不需要时请写明理由搁置。")
    if entry.why == MOVES:
        raise StillHeld("移交走流程要您同意、再由对方联络员接收，不能直接采用。没有改动任何内容。")
    try:
        body, author = _understood(entry)
    except BadBody as fault:
        raise StillHeld(f"现在还不能采用：{fault.message}可以搁置并写明理由，内容不会删。") from fault
    if _join_thread(entry, body, author, by):
        return
    walk = db.session.get(Walk, entry.walk_id) if entry.why == STRIKES else _walk_for(body, author)
    if walk is None or author is None:
        raise StillHeld("记录的人不属于这次走流程的单位，不能采用。内容会一直保存；不需要时请写明理由搁置。")
    if entry.why not in WISHES and _wish(body, author, walk) == MOVES:
        _wait_on(entry, body, walk, MOVES)
        return
    apply(entry, body, walk, by)


def dismiss(entry: Entry, by: Person, reason: str) -> None:
    """Set it aside, with a reason that stays. The entry stays too. Raises Forbidden, NotNow, Refusal (422)."""
    check(entry, by)
    decide(entry, "dismiss", by, checked_reason(reason))


def decide(entry: Entry, verb: str, by: Person | None, reason: str = "") -> None:
    """Write down what was decided; the caller has checked that it may be."""
    decision = HeldDecision(
        entry_id=entry.id, n=commits.following("held_decisions"), verb=verb, by=by.id if by else None,
        why=entry.why or "", reason=reason,
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()


def release_what_is_understood() -> int:
    """After an upgrade: everything that today's rules can apply and nobody has set aside. The caller commits and
    folds. Returns how many."""
    commits.lock()
    rows = select(Entry).where(Entry.status == "held", Entry.why.in_(MAY_BE_UNDERSTOOD))
    rows = rows.where(Entry.id.not_in(select(HeldDecision.entry_id))).order_by(*Entry.as_received())
    released = 0
    for entry in db.session.scalars(rows).all():
        try:
            body, author = _understood(entry)
        except BadBody:
            continue
        if _join_thread(entry, body, author, None):
            released += 1
            continue
        walk = _walk_for(body, author)
        if walk is None or author is None:
            continue
        if wish := _wish(body, author, walk):
            _wait_on(entry, body, walk, wish)
            continue
        apply(entry, body, walk, None)
        released += 1
    return released


def decisions_about(entries: Iterable[Entry]) -> dict[str, HeldDecision]:
    rows = select(HeldDecision).where(HeldDecision.entry_id.in_([entry.id for entry in entries]))
    return {row.entry_id: row for row in db.session.scalars(rows)}


def check(entry: Entry, by: Person) -> None:
    """Raises Forbidden, and NotNow, with who and when, for what has been decided."""
    if by.decides and entry.status != "held":
        check_open(entry)
    if not may_decide(entry, by):
        raise Forbidden("收下未用的记录由单位联络员处理，您可以查看。没有改动任何内容。")
    check_open(entry)


def check_open(entry: Entry) -> None:
    """Raises NotNow, with who and when."""
    decided = db.session.get(HeldDecision, entry.id)
    if decided is None and entry.status == "held":
        return
    if decided is None:
        raise NotNow("这条记录已经采用过，没有重复登记。请看最新内容。")
    who = db.session.get(Person, decided.by) if decided.by else None
    raise NotNow(already(who, decided.at, done_with(decided)))


def done_with(decision: HeldDecision) -> str:
    """「同意划去」, 「不同意移交」, 「接收」, 「采用」."""
    asked = {STRIKES: "划去", MOVES: "移交"}.get(decision.why, "")
    return f"{ANSWERS[decision.verb]}{asked}" if asked and decision.verb in ANSWERS else VERBS[decision.verb]


def already(who: Person | None, at: int, done: str) -> str:
    return f"{who.name if who else '系统'}已在 {clock.spoken(at)} {done}过，没有重复登记。请看最新内容。"


def _wish(body: Body, author: Person, walk: Walk) -> str | None:
    return wishes_of([body]).objection(body, author, walk.unit_id)


def _wait_on(entry: Entry, body: Body, walk: Walk, why: str) -> None:
    """What a newer version reads turns out to ask for more than its author may do."""
    entry.why, entry.message = why, MESSAGES[why]
    entry.walk_id, entry.kind = walk.id, body.kind
    db.session.flush()


def _understood(entry: Entry) -> tuple[Body, Person | None]:
    if entry.body is None:
        raise BadBody("bad_body", "内容已依法删除，只留编号。")
    return read_body(entry.body), db.session.get(Person, entry.author_id)


def _join_thread(entry: Entry, body: Body, author: Person | None, by: Person | None) -> bool:
    """Whether it is of a rectification to which its author may write; then it waits to be done."""
    if author is None or not threads.is_of_one(body.kind) or threads.unit_of(body.walk) != author.unit_id:
        return False
    apply(entry, body, None, by)
    return True


def _walk_for(body: Body, author: Person | None) -> Walk | None:
    """The walk it goes into, by the rules of a push; None when its author may not write there."""
    if author is None or threads.is_of_one(body.kind):
        return None
    walk = db.session.get(Walk, body.walk) or Walk(id=body.walk, unit_id=author.unit_id)
    elsewhere = body.kind == "open" and body.data.get("unit") not in (None, author.unit_id)
    return None if elsewhere or not walk.takes_entries_of(author) else walk


def apply(entry: Entry, body: Body, walk: Walk | None, by: Person | None, verb: str = "release") -> None:
    """It is part of the walk (none: of its rectification) from here on, and the phones hear of it."""
    if walk is None:
        sql.ask(*threads.waiting([threads.Arrived(entry.id, body.walk, entry.author_id, entry.received_at)]))
    else:
        walk.marked = True
        db.session.add(walk)
    decide(entry, verb, by)
    entry.status, entry.why, entry.message = "stored", None, None
    entry.walk_id, entry.kind = walk.id if walk else None, body.kind
    entry.commit, entry.n = commits.take([entry.id]), 0
    db.session.flush()
