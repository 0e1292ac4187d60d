"""The list of needs follows the journal: called in the folding transaction for each walk that was folded. One without a need is
asked nothing further."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from zlc.catalogue.step_templates import STAGES
from zlc.needs.found_by import words_of
from zlc.needs.models import Need, NeedEvent
from zlc.problems.amended import Columns
from zlc.problems.facts import text_of
from zlc.problems.following import Following
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.words import NEEDS

_moved: list[Callable[[Need], None]] = []


def on_moved(leave: Callable[[Need], None]) -> None:
    """As zlc/problems/follow.py has it."""
    _moved.append(leave)


class FollowingNeeds(Following):
    model, event, kind = Need, NeedEvent, "need"
    facts = (
        "text", "whose", "stage", "source", "found_at", "matter_id", "matter_name", "place", "photo_count",
    )  # fmt: skip

    kept_up = (*Following.kept_up, "source")

    def columns_of(self, _state: WalkState, fields: Columns) -> Columns:
        """A value of the wrong type reads as not recorded: an amendment may set anything."""
        columns: Columns = {}
        if "text" in fields:
            columns["text"] = text_of(fields["text"])
        if "from" in fields:
            whose = fields["from"]
            columns["whose"] = whose if isinstance(whose, str) and whose in NEEDS else None
        return columns

    def facts_of(self, _walk: Walk, state: WalkState, entry_id: str) -> Columns:
        entry = state.entries[entry_id]
        return self.columns_of(state, {"text": None, "from": None} | entry.fields) | {
            "stage": stage_at(state, entry.time), "source": "counter" if state.as_ == "counter" else "walk",
        }  # fmt: skip

    def arrival(self, _walk: Walk) -> Columns:
        return {"answer_text": "", "answered_to": ""}

    def moved(self, row: Need) -> None:
        """It keeps whatever was decided."""
        for leave in _moved:
            leave(row)

    def publish(self, changed: Sequence[Need], came: list[Columns]) -> None:
        for row in changed:
            row.haystack = row.searchable()
        for new in came:
            new["haystack"] = words_of(new)


follow = FollowingNeeds().follow


def stage_at(state: WalkState, time: int) -> str | None:
    """The stage in which this instant lies: the last that had begun. None before the first, and for one that has no stage."""
    at = bisect_right(state.spans, time, key=lambda span: span.begins)
    stage = state.spans[at - 1].stage if at else None
    return stage if stage in STAGES else None
