"""移交: how a walk goes to another unit. Somebody of its unit asks for it by amending `open.unit`; its coordinator lets it
go; the other unit's takes it. Each of the two may say no, with a reason; until both have said yes nothing moves.

The way back is the same. Restricted photos stay behind (restricted).
"""

from sqlalchemy import select

from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.errors import Forbidden, NotFound, NotNow, Refusal
from zlc.texts import checked_reason, clean_text
from zlc.walks import stayed
from zlc.walks.entries.entry import Body, read_body
from zlc.walks.journal import commits, folding, held, journal
from zlc.walks.journal.held import HeldDecision
from zlc.walks.journal.strikes import wishes_beside
from zlc.walks.journal.wishes import MOVES, unit_wished
from zlc.walks.models import Departure, Entry, Handover, Walk
from zlc.walks.photos import photos


def of(person: Person, entry_id: str) -> Entry:
    """The amendment that asks for a move, for the coordinators of both units and whoever reads all, decided or not.
    Raises NotFound."""
    entry = db.session.get(Entry, clean_text(entry_id))
    handover = db.session.get(Handover, entry.id) if entry else None
    if entry is None or (handover is None and entry.why != MOVES):
        raise NotFound
    walk = db.session.get(Walk, entry.walk_id)
    units = {handover.from_unit_id, handover.to_unit_id} if handover else {walk.unit_id if walk else None}
    if not person.reads_all_units and not (person.decides and person.unit_id in units):
        raise NotFound
    return entry


def ask(walk: Walk, by: Person, unit_id: str, reason: str) -> str:
    """Write the wish down, as an amendment like a phone's. Returns the entry's id. Raises Forbidden, NotNow, Refusal."""
    check_may_ask(walk, by)
    if not unit_id and not reason.strip():
        raise Refusal("请选择移交给哪个单位，并写明理由，以后查得到。", status=422, field="unit")
    reason = checked_reason(reason)
    state = walk.read_state()
    opened = state.open
    unit = db.session.get(Unit, clean_text(unit_id))
    if unit is None or unit.id == walk.unit_id or unit.outside:
        raise Refusal("请选择移交给哪个单位。", status=422, field="unit")
    if opened is None:
        raise NotNow("这次走流程的开头还没有收到，收到后才能移交。没有改动任何内容。")
    if any(wish.decision is None and unit_wished(wish.body) == unit.id for wish in wishes_beside(walk.id, MOVES)):
        raise NotNow(f"移交给{unit.short}已经有人提出，正在等联络员定，没有重复登记。请看最新内容。")
    about = opened.entry
    saw = [id_ for id_, one in state.amendments.items() if one.target == about and "unit" in one.set]
    data = {"target": about, "set": {"unit": {"value": unit.id, "saw": saw}}, "reason": reason}
    return journal.write_down(by, walk.id, "amend", data)


def check_may_ask(walk: Walk, by: Person) -> None:
    if not walk.takes_entries_of(by):
        raise Forbidden("移交由走流程所在单位的人提出，您可以查看。没有改动任何内容。")


def let_go(entry: Entry, by: Person) -> Handover:
    """The first of two. Raises Forbidden, NotNow with who and when."""
    held.check(entry, by)
    let = db.session.get(Handover, entry.id)
    if let is not None:
        who = db.session.get(Person, let.by)
        raise NotNow(held.already(who, let.at, "同意移交"))
    walk, unit = walk_of(entry), unit_wished(body_of(entry))
    let = Handover(entry_id=entry.id, walk_id=walk.id, from_unit_id=walk.unit_id, to_unit_id=unit, by=by.id)
    db.session.add(let)
    db.session.flush()
    return let


def take(entry: Entry, by: Person) -> None:
    """The second: the walk is this unit's from here on. The caller folds and commits. Raises Forbidden, NotNow."""
    handover, walk = check_offered(entry, by), walk_of(entry)
    state = folding.fold_of(walk)  # not the kept one: a push may have come since
    taken = {id_: one for id_, one in state.entries.items() if one.kind == "photo"}  # struck ones too
    stayed.leave_behind([id_ for id_, one in taken.items() if photos.is_restricted(one)], walk.unit_id)
    held.apply(entry, body_of(entry), walk, by, "take")
    _move(walk, handover.to_unit_id)
    _lapse(walk, by)


def decline(entry: Entry, by: Person, reason: str) -> None:
    """It stays where it is. Raises Forbidden, NotNow, Refusal (422)."""
    check_offered(entry, by)
    held.decide(entry, "decline", by, checked_reason(reason))


def last_taken(walk_id: str) -> HeldDecision | None:
    """Who took the walk when it moved last."""
    rows = select(HeldDecision).join(Handover, Handover.entry_id == HeldDecision.entry_id)
    rows = rows.where(Handover.walk_id == walk_id, HeldDecision.verb == "take")
    return db.session.scalar(rows.order_by(HeldDecision.n.desc()).limit(1))


def walk_of(entry: Entry) -> Walk:
    return db.session.get_one(Walk, entry.walk_id)


def body_of(entry: Entry) -> Body:
    return read_body(entry.body or b"")


def check_offered(entry: Entry, by: Person) -> Handover:
    """Raises Forbidden, and NotNow, with who and when, for what has been decided."""
    handover = db.session.get(Handover, entry.id)
    if handover is None:
        held.check_open(entry)
        raise NotNow("走流程所在单位的联络员还没有同意移交。没有改动任何内容。")
    if not by.coordinates(handover.to_unit_id):
        raise Forbidden("是否接收由接收单位的联络员定，您可以查看。没有改动任何内容。")
    held.check_open(entry)
    return handover


def _move(walk: Walk, unit_id: str) -> None:
    """The old unit's phones drop it, the new one's are sent all."""
    rows = select(Entry).where(Entry.walk_id == walk.id, Entry.status == "stored")
    entries = list(db.session.scalars(rows.order_by(Entry.commit, Entry.n)))
    commit = commits.take(entry.id for entry in entries)
    db.session.add(Departure(walk_id=walk.id, unit_id=walk.unit_id, commit=commit))
    for n, entry in enumerate(entries):
        entry.commit, entry.n = commit, n
    walk.unit_id = unit_id
    db.session.flush()


def _lapse(walk: Walk, by: Person) -> None:
    """What else was asked for while the walk was its old unit's: whoever still wants it asks the new one."""
    for wish in wishes_beside(walk.id, MOVES):
        if wish.decision is None:
            held.decide(wish.entry, "dismiss", by, "走流程已移交到别的单位，这个请求不再有效。需要时请重新提出。")
