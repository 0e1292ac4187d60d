"""要联络员定的: a walk's move to another unit, and what somebody wants struck out that another recorded, as pages show
them: who asks, about what, why, how far it has come, and what this person may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.calendar import working_day_after
from zlc.database import db
from zlc.desk.naming import about
from zlc.problems.lights import Light, overdue
from zlc.problems.models import Problem
from zlc.settings.editions import in_force
from zlc.walks.entries.entry import Body, read_body
from zlc.walks.fold import WalkState
from zlc.walks.journal import held, seen
from zlc.walks.journal.held import HeldDecision
from zlc.walks.journal.wishes import MOVES, STRIKES, unit_wished
from zlc.walks.models import Entry, Handover, Walk
from zlc.walks.names import names_in, people_named

DECIDED = {"release": "同意", "dismiss": "不同意", "take": "接收", "decline": "不接收"}


@dataclass(frozen=True)
class WishRow:
    """`about` says what is to be struck out, and `problem` is its row. Of a move: from which unit to which, `let_go` by
    whom and when. `may`: what this person may do now, of let_go, take, release, dismiss, decline."""

    entry: Entry
    why: str
    who: str
    reason: str
    walk: Walk
    opens: bool
    about: str
    problem: Problem | None
    from_unit: str
    to_unit: str
    handover: Handover | None
    let_go_by: str
    decision: HeldDecision | None
    decided_by: str
    may: frozenset[str]

    @property
    def moves(self) -> bool:
        return self.why == MOVES

    @property
    def due_on(self) -> date | None:
        """Until when the other unit says whether it takes the walk; as the setting stands now, for nothing of it is stored."""
        if self.handover is None or self.decision is not None:
            return None
        return working_day_after(clock.local(self.handover.at).date(), in_force().hand_over_days)

    @property
    def late(self) -> Light | None:
        return overdue(self.due_on, clock.today())

    @property
    def version(self) -> str:
        return seen.version_of(self.entry, self.handover, self.decision)

    @property
    def outcome(self) -> str:
        """What was decided, in one word; empty while it waits."""
        return DECIDED.get(self.decision.verb, "") if self.decision else ""


def rows_of(person: Person, entries: Iterable[Entry]) -> list[WishRow]:
    """`entries` must be such as this person may know of: held.visible_to, or those of a walk that the person sees."""
    found = [entry for entry in entries if entry.body is not None and entry.walk_id]
    if not found:
        return []
    ids = [entry.id for entry in found]
    let = {one.entry_id: one for one in db.session.scalars(select(Handover).where(Handover.entry_id.in_(ids)))}
    decisions = held.decisions_about(found)
    people = people_named(
        [*(entry.author_id for entry in found), *(one.by for one in let.values()), *(one.by for one in decisions.values())]
    )
    units = {row.id: row.short for row in db.session.execute(select(Unit.id, Unit.short))}
    words = Words()
    return [_row(person, entry, let.get(entry.id), decisions.get(entry.id), people, units, words) for entry in found]


def of_walk(person: Person, walk: Walk) -> list[WishRow]:
    """Everything that was wished for this walk and is no part of it, or moved it, the oldest first."""
    moved = select(Handover.entry_id).where(Handover.walk_id == walk.id)
    wished = Entry.why.in_(held.WISHES) & (Entry.status == "held") & (Entry.walk_id == walk.id)
    rows = select(Entry).where(wished | Entry.id.in_(moved)).order_by(*Entry.as_received())
    return rows_of(person, db.session.scalars(rows))


def log_detail(entry: Entry) -> dict[str, Any]:
    """What a line of the log says beside who did it: the walk, both units, and who else had a say."""
    row = rows_of(db.session.get_one(Person, entry.author_id), [entry])[0]
    detail = {"entry": entry.id, "walk": row.walk.matter_name, "asked_by": row.who}
    if row.moves:
        detail |= {"from_unit": row.from_unit, "to_unit": row.to_unit, "let_go_by": row.let_go_by}
    return {key: value for key, value in detail.items() if value}


def _row(
    person: Person, entry: Entry, let: Handover | None, decision: HeldDecision | None, people: dict[str, str],
    units: dict[str, str], words: "Words",
) -> WishRow:  # fmt: skip
    body, walk = read_body(entry.body or b""), db.session.get_one(Walk, entry.walk_id)
    why = MOVES if let or entry.why == MOVES else STRIKES
    opens = person.reads_all_units or (person.records and person.unit_id == walk.unit_id)
    return WishRow(
        entry=entry, why=why, who=people.get(entry.author_id, "未知人员"), reason=str(body.data.get("reason") or ""),
        walk=walk, opens=opens, about=words.about(walk, body) if opens else "",
        problem=_problem_of(walk, body.data["target"]) if opens else None,
        from_unit=units.get(let.from_unit_id if let else walk.unit_id, ""),
        to_unit=units.get(let.to_unit_id if let else unit_wished(body) or "", ""),
        handover=let, let_go_by=people.get(let.by, "未知人员") if let else "",
        decision=decision, decided_by=people.get(decision.by or "", "系统") if decision else "",
        may=frozenset() if decision else _may(person, walk, why, let),
    )  # fmt: skip


def _problem_of(walk: Walk, target: str) -> Problem | None:
    """An amendment may name another walk's entry: of that nothing is told."""
    found = db.session.get(Problem, target)
    return found if found and found.walk_id == walk.id else None


class Words:
    """What is asked about, in words: a walk's names are looked up once for all that is asked about it."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[WalkState, dict[str, str]]] = {}

    def about(self, walk: Walk, body: Body) -> str:
        if not walk.folded:
            return ""
        if walk.id not in self._known:
            state = walk.read_state()
            self._known[walk.id] = state, names_in(state)
        state, names = self._known[walk.id]
        target = body.data["target"]
        if state.open and state.open.entry == target:
            return "整次走流程（划去后作废）"
        return about(state, target, names)


def _may(person: Person, walk: Walk, why: str, let: Handover | None) -> frozenset[str]:
    if not person.decides:
        return frozenset()
    if person.unit_id == walk.unit_id:
        first = "release" if why == STRIKES else "" if let else "let_go"
        return frozenset(filter(None, (first, "dismiss")))
    offered = let is not None and person.unit_id == let.to_unit_id
    return frozenset({"take", "decline"}) if offered else frozenset()
