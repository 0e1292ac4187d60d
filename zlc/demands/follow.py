"""Both lists follow the journal: called in the folding transaction for each walk that was folded."""

from collections.abc import Sequence
from typing import Any

from zlc.catalogue.step_templates import STAGES
from zlc.demands import tags
from zlc.demands.models import Intermediary, IntermediaryEvent, Proof, ProofEvent, alike_of, words_of
from zlc.problems.amended import Columns
from zlc.problems.drafts.draft import stage_at
from zlc.problems.following import Following
from zlc.texts import clean_text
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk

LONGEST_WINDOW = 60
NAMELESS = "（没有写名称）"


class FollowingDemands(Following):
    """No row is ever frozen: what the walk says of a proof goes on being what the walk says, and a decision stands beside it."""

    facts: tuple[str, ...] = (
        "text", "tags", "note", "at_window", "stage", "source", "found_at", "matter_id", "matter_name", "place", "photo_count",
    )  # fmt: skip

    def facts_of(self, _walk: Walk, state: WalkState, entry_id: str) -> Columns:
        entry = state.entries[entry_id]
        stage, window = stage_at(state, entry.time), state.opening.get("window")
        return self.columns_of(state, entry.fields) | {
            "stage": stage if stage in STAGES else None, "source": "counter" if state.as_ == "counter" else "walk",
            "at_window": "" if window is None else clean_text(str(window)).strip()[:LONGEST_WINDOW],
        }  # fmt: skip

    def columns_of(self, _state: WalkState, fields: Columns) -> Columns:
        """A value of the wrong type reads as not recorded: an amendment may set anything."""
        return {
            "text": _text(fields.get("name")) or NAMELESS, "tags": tags.kept(self.model.GROUP, fields.get("tags")),
            "note": _text(fields.get("note")),
        }  # fmt: skip

    def arrival(self, _walk: Walk) -> Columns:
        return {}

    def moved(self, row: Any) -> None:
        """It keeps whatever was decided."""

    def publish(self, changed: Sequence[Any], came: list[Columns]) -> None:
        for row in changed:
            said = {one.key: getattr(row, one.key) for one in self.model.__table__.columns}
            row.alike, row.haystack = alike_of(said), words_of(said, self.model.GROUP)
        for new in came:
            new["alike"], new["haystack"] = alike_of(new), words_of(new, self.model.GROUP)


class FollowingProofs(FollowingDemands):
    model, event, kind = Proof, ProofEvent, "material"
    facts = (*FollowingDemands.facts, "listed", "shareable_from")

    def columns_of(self, state: WalkState, fields: Columns) -> Columns:
        listed = fields.get("listed")
        return super().columns_of(state, fields) | {
            "listed": listed if isinstance(listed, bool) else None, "shareable_from": _text(fields.get("shareable_from")),
        }

    def arrival(self, _walk: Walk) -> Columns:
        return {"basis": "", "reason": ""}


class FollowingIntermediaries(FollowingDemands):
    model, event, kind = Intermediary, IntermediaryEvent, "intermediary"
    facts = (*FollowingDemands.facts, "fee", "days")

    def columns_of(self, state: WalkState, fields: Columns) -> Columns:
        return super().columns_of(state, fields) | {name: _amount(fields.get(name)) for name in ("fee", "days")}


def follow(walk: Walk, state: WalkState) -> None:
    for one in FOLLOWING:
        one.follow(walk, state)


FOLLOWING = (FollowingProofs(), FollowingIntermediaries())


def _text(value: Any) -> str:
    return clean_text(value).strip() if isinstance(value, str) else ""


def _amount(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
