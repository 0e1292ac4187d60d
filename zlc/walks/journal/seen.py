"""Whether what waits for a coordinator still stands as they were shown it, and if not, who was quicker and when."""

from zlc.accounts.models import Person
from zlc.database import db
from zlc.versions import done_by, mark_of, overtaken
from zlc.walks.journal import held
from zlc.walks.journal.held import WHY, HeldDecision
from zlc.walks.journal.strikes import wishes_beside
from zlc.walks.journal.wishes import MOVES
from zlc.walks.models import Entry, Handover, Walk


def version_of(entry: Entry, let: Handover | None = None, decision: HeldDecision | None = None) -> str:
    """`let`: who has let the walk go already, where it is one that is to move."""
    return mark_of(entry.why, let.by if let else None, decision.verb if decision else None)


def check_seen(entry: Entry, seen: str) -> None:
    """Raises Overtaken. Who may decide, and whether it is decided, has been checked before (held.check, handovers.check_offered)."""
    let, decision = db.session.get(Handover, entry.id), db.session.get(HeldDecision, entry.id)
    if seen == version_of(entry, let, decision):
        return
    if let is not None:
        raise overtaken(f"{done_by(_name(let.by), let.at, '同意移交过')}。")
    raise overtaken(f"这条记录刚才又核对过一次，现在是「{WHY.get(entry.why or '', '待人工查看')}」。")


def moves_asked(walk: Walk) -> str:
    """Which moves of the walk wait for a decision: what whoever asks for another is shown."""
    return ",".join([walk.unit_id, *(wish.entry.id for wish in wishes_beside(walk.id, MOVES) if wish.decision is None)])


def check_moves_seen(walk: Walk, seen: str) -> None:
    """Raises Overtaken, with who asked for a move meanwhile, or decided about one."""
    if seen == moves_asked(walk):
        return
    asked = [wish for wish in wishes_beside(walk.id, MOVES) if wish.decision is None and wish.entry.id not in seen.split(",")]
    if asked:
        last = asked[-1].entry
        raise overtaken(f"{done_by(_name(last.author_id), last.received_at, '提出过移交这次走流程')}。")
    decided = [one for one in (db.session.get(HeldDecision, id_) for id_ in seen.split(",")) if one is not None]
    if decided:
        last_word = max(decided, key=lambda one: one.n)
        raise overtaken(f"{done_by(_name(last_word.by), last_word.at, f'{(held.VERBS | held.ANSWERS)[last_word.verb]}过原来的移交')}。")
    raise overtaken("这次走流程的移交情况变了。")


def _name(person_id: str | None) -> str:
    who = db.session.get(Person, person_id) if person_id else None
    return who.name if who else "系统"
