"""The entries of a walk as the fold takes them, in plain SQL: a walk of thousands is read with every push to it."""

from zlc import sql
from zlc.walks.entries.entry import Known, read_body
from zlc.walks.fold import WalkState, fold


def known_of(walk_id: str) -> list[Known]:
    """What applies of a walk, in no order that matters."""
    found = sql.rows(
        "select id, at_server, body from entries where walk_id = ? and status = 'stored' and body is not null", walk_id
    )
    return [Known(entry_id, at_server, read_body(body)) for entry_id, at_server, body in found]


def fold_known(walk_id: str) -> WalkState:
    return fold(known_of(walk_id))
