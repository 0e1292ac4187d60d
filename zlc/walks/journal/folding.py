"""From entries to walks: folding what a push has marked, for every list and page that reads it."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from zlc import database
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.texts import clean_text
from zlc.walks.fold import WalkState, fold
from zlc.walks.journal import commits, marks, restricted, strikes
from zlc.walks.known import known_of
from zlc.walks.models import STATE_LEFT_OUT, Entry, Walk
from zlc.walks.times.waiting import waits_since

type_of_callback = Callable[[Walk, WalkState], None]
# A larger state is folded again by whoever reads it: a walk of thousands of entries would write a megabyte anew
# with each push, for a page that is seldom opened.
MOST_KEPT = 128 * 1024
log = logging.getLogger(__name__)
_callbacks: list[type_of_callback] = []


def on_folded(callback: type_of_callback) -> type_of_callback:
    """Have `callback(walk, state)` called in the folding transaction: packages above this one follow."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def catch_up(unit_id: str | None = None) -> None:
    """Before a page reads walks (of one unit): fold what a crowd or a crash left marked. Costs one index look when
    there is none."""
    waiting = marks.marked(unit_id=unit_id)
    if not waiting:
        return
    database.write()
    fold_marked(None if unit_id is None else waiting)
    db.session.commit()
    database.read_only()


def fold_marked(ids: Iterable[str] | None = None, *, stop: Callable[[], bool] = lambda: False) -> None:
    """Fold every marked walk (or those of `ids`), in the caller's transaction; no further one once `stop()`."""
    commits.lock()  # a push must not slip in between reading the entries and clearing the mark
    db.session.flush()
    for walk_id in marks.marked(ids):
        if stop():
            return
        walk = db.session.get_one(Walk, walk_id, populate_existing=True)
        try:
            with db.session.begin_nested():
                _fold_one(walk)
        except OperationalError:
            raise  # the database's trouble, not this walk's
        except Exception as fault:
            # One walk that cannot be folded must not stop the others, nor anybody's push.
            log.exception("walk %s cannot be folded", walk.id)
            db.session.expire(walk)  # what was filled in went with the savepoint
            marks.fill(walk, {"marked": False, "fault": repr(fault)[:500]})
    db.session.flush()


def _fold_one(walk: Walk) -> None:
    strikes.let_in(walk)
    state = fold_of(walk)
    kept = msgspec.json.encode(state)
    columns = _columns(state) | {"state_json": kept if len(kept) <= MOST_KEPT else STATE_LEFT_OUT}
    marks.fill(walk, columns)
    restricted.follow(walk, state)
    for callback in _callbacks:
        callback(walk, state)
    db.session.flush()


def entries_of(walk_id: str) -> list[Entry]:
    """The applied entries of a walk, in no order that matters."""
    rows = select(Entry).where(Entry.walk_id == walk_id, Entry.status == "stored", Entry.body.is_not(None))
    return list(db.session.scalars(rows))


def fold_of(walk: Walk) -> WalkState:
    return fold(known_of(walk.id))


def _columns(state: WalkState) -> dict[str, Any]:
    """What a walk's row keeps of its state, for the lists."""
    fields = state.opening
    return {
        "marked": False, "fault": None, "status": state.status, "reached": state.reached, "counter": state.as_ == "counter",
        "waits_since": waits_since(state),
        "mode": fields.get("mode"), "channel": fields.get("channel"),
        "recorder_id": state.open.by if state.open else None,
        "matter_id": _known_matter(fields.get("matter")), "matter_text": _text(fields.get("matter_text")),
        "place": _text(fields.get("place")), "begins_at": state.begins, "ends_at": state.ends,
        "totals": msgspec.structs.asdict(state.totals), "trips": state.trips, "problem_count": len(state.problems),
        "photo_count": len(state.photos), "conflict_count": len(state.conflicts),
    }  # fmt: skip


def _text(value: Any) -> str | None:
    """A text for a list's column; one that nobody could read (control characters only) counts as not given."""
    text = clean_text(value) if isinstance(value, str) else ""
    return text if any(c.isprintable() and not c.isspace() for c in text) else None


def _known_matter(matter_id: Any) -> str | None:
    if not isinstance(matter_id, str) or db.session.get(Matter, matter_id) is None:
        return None
    return matter_id
