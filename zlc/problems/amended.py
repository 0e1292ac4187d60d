"""What the fold says of the entries of one kind, for whoever makes rows of them."""

from typing import Any, NamedTuple

from zlc.database import db
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import AmendmentState
from zlc.walks.journal.held import HeldDecision

Columns = dict[str, Any]


class Amendment(NamedTuple):
    id: str
    said: AmendmentState


def photos_of(state: WalkState) -> dict[str, int]:
    """Entry id → how many photos hang on it."""
    counts: dict[str, int] = {}
    for photo in state.photos:
        of = state.entries[photo].fields.get("of")
        if isinstance(of, str):
            counts[of] = counts.get(of, 0) + 1
    return counts


def entries_of(state: WalkState, kind: str) -> list[str]:
    """The entries of this kind in the walk's order, struck ones too: their rows stay."""
    found = [(entry.time, id_) for id_, entry in state.entries.items() if entry.kind == kind]
    return [entry_id for _, entry_id in sorted(found)]


def by_target(state: WalkState) -> dict[str, list[Amendment]]:
    """Target → its amendments, each with its own id, oldest first."""
    about: dict[str, list[Amendment]] = {}
    for amend_id, said in state.amendments.items():
        about.setdefault(said.target, []).append(Amendment(amend_id, said))
    for listed in about.values():
        listed.sort(key=lambda amendment: (amendment.said.time, amendment.id))
    return about


def who_struck(about: list[Amendment]) -> tuple[str | None, str, Columns]:
    """Who struck it out, or took that back, why, and who agreed to it."""
    last = next((a for a in reversed(about) if a.said.effective and "void" in a.said.set), None)
    if last is None:
        return None, "", {}
    agreed = db.session.get(HeldDecision, last.id)
    return last.said.by, last.said.reason, {"agreed_by": agreed.by} if agreed and agreed.by else {}
