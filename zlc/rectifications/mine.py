"""「我的整改」: what an owner's phone is told, whole, where it differs from what it has (docs/sync.md, GET /changes)."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.lights import wire_of
from zlc.rectifications import offered, who
from zlc.rectifications.arrived import VERB_OF, RectificationEntry, plan_mark
from zlc.rectifications.compared import compared, drafted_effect
from zlc.rectifications.models import Rectification, RectificationEvent
from zlc.rectifications.states import EVENTS, STATES, VERBS
from zlc.settings.editions import in_force
from zlc.versions import mark_of
from zlc.walks.entries.entry import read_body
from zlc.walks.models import Entry
from zlc.walks.names import people_named

NOT_OVER = [state for state in STATES if state not in ("closed", "cancelled")]
LATELY = 30 * 24 * 3600 * 1000  # ms that a phone keeps what it was told of an entry
MOMENTS = 20  # of a history, the last ones
THEIRS = (
    "select id from rectifications where owner_id = ? and state in ? union"
    " select rectification_id from rectification_entries where author_id = ? and received_at > ?"
)
# What the detail of an event says in words that a phone shows.
SAID = ("effect", "text", "shown", "measure", "criterion")


def told(person: Person, has: str) -> dict[str, Any] | None:
    """`has`: the mark that the phone was told last, empty for none. None where it has all of it."""
    since = clock.now_ms() - LATELY
    ids = [id_ for (id_,) in sql.rows(THEIRS, person.id, NOT_OVER, person.id, since)]
    lines = _lines(person, ids, since) if ids else []
    mark = mark_of(json.dumps(lines, sort_keys=True)) if lines else ""
    return None if mark == has else {"mark": mark, "lines": lines}


def _lines(person: Person, ids: Collection[str], since: int) -> list[dict[str, Any]]:
    """Those that are theirs to read, the nearest day first."""
    rows = Rectification.visible_to(person).where(Rectification.id.in_(ids))
    order = (Rectification.due_on.is_(None), Rectification.due_on, Rectification.serial)
    moments, entries = _moments(ids), _entries(person, ids, since)
    return [_line(one, person, moments[one.id], entries[one.id]) for one in db.session.scalars(rows.order_by(*order))]


def _line(one: Rectification, person: Person, moments: list[dict[str, Any]], entries: list[dict[str, Any]]) -> dict[str, Any]:
    due_on = one.due_on.isoformat() if one.due_on else None
    return {
        "id": one.id, "number": one.full_number, "state": one.state, "state_name": one.state_name, "tint": one.tint, "text": one.text,
        "matter": one.matter_name, "problems": one.problem_count, "responsible": one.responsible, "owned": one.owner_id == person.id,
        "due_on": due_on, "light": wire_of(one.due_on, in_force()) if one.due_on and one.under_way else None,
        "measure": one.measure, "criterion": one.criterion_said, "planned": one.planned, "plan": plan_mark(one),
        "fresh": offered.is_fresh(one), "drafted": drafted_effect(one, compared(one)) if one.state in VERBS["submit"].states else "",
        "may": [kind for kind, verb in VERB_OF.items() if _may(one, person, verb)], "history": moments, "entries": entries,
    }  # fmt: skip


def _may(one: Rectification, person: Person, verb: str) -> bool:
    return one.state in VERBS[verb].states and who.may(one, person, VERBS[verb])


def _moments(ids: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    events = select(RectificationEvent).where(RectificationEvent.rectification_id.in_(ids)).order_by(RectificationEvent.n)
    found = list(db.session.scalars(events))
    names = people_named([event.by for event in found])
    by_id: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in found:
        said = [event.reason, *(str(event.detail.get(name) or "") for name in SAID)]
        by_id[event.rectification_id].append(
            {"at": event.at, "by": names.get(event.by or "", ""), "word": EVENTS[event.verb], "text": " ".join(filter(None, said))}
        )
    return defaultdict(list, {id_: moments[-MOMENTS:] for id_, moments in by_id.items()})


def _entries(person: Person, ids: Collection[str], since: int) -> dict[str, list[dict[str, Any]]]:
    """What became of what they wrote lately; of what is kept, the words too: another phone may have written them."""
    rows = select(RectificationEntry, Entry).join(Entry, Entry.id == RectificationEntry.entry_id).where(
        RectificationEntry.author_id == person.id, RectificationEntry.rectification_id.in_(ids),
        RectificationEntry.received_at > since, RectificationEntry.outcome.is_not(None),
    )  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row, entry in db.session.execute(rows.order_by(Entry.commit, Entry.n)):
        said = read_body(entry.body).data if entry.body and row.message else {}
        words: dict[str, Any] = {name: said[name] for name in ("effect", "text", "caption") if name in said}
        found[row.rectification_id].append(
            {"id": row.entry_id, "kind": entry.kind, "at": entry.at_server, "outcome": row.outcome, "message": row.message, **words}
        )
    return found
