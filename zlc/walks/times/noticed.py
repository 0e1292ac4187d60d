"""Where in a walk a problem stands: when it was noticed; of one that was made of a gap afterwards, when the gap came about, and of one
with an element, when that was judged. Instants are unix ms."""

from collections.abc import Callable, Sequence

from zlc.catalogue.step_templates import of_the_published_list
from zlc.walks.fold.state import EntryState, Span, WalkState


def noticed_at(state: WalkState, entry_id: str) -> int:
    entry = state.entries[entry_id]
    found = _measured_at(state, entry.fields.get("check"))
    if found is not None:
        return found
    over = _over(state)
    if over is None or entry.time <= over:
        return entry.time
    judged = state.entries.get(str(entry.fields.get("check")))
    if judged is not None and judged.time <= over:
        return judged.time
    return _left(state, entry.fields.get("stage")) or entry.time


def came_about(state: WalkState, check: str | None, stage: str | None, drawn_from: Sequence[str]) -> int | None:
    """When what is proposed as a problem showed on the way: with the last entry that it is drawn from (`drawn_from`), else as
    `noticed_at` has it; None where the walk does not say."""
    if drawn_from:
        return max(state.entries[entry_id].time for entry_id in drawn_from)
    found = _measured_at(state, check)
    return _left(state, stage) if found is None else found


def _measured_at(state: WalkState, check: object) -> int | None:
    moment = MOMENTS.get(str(check))
    return moment(state) if moment else None


def _left(state: WalkState, stage: object) -> int | None:
    """When this stage was over the last time."""
    named = [span for span in state.spans if span.stage is not None and span.stage == stage]
    return (named[-1].ends or named[-1].begins) if named else None


def _over(state: WalkState) -> int | None:
    """When there was nothing more to notice; None while something runs."""
    if not state.spans or state.running is not None:
        return None
    return max(span.ends or span.begins for span in state.spans)


def _last_span(state: WalkState, fits: Callable[[Span], bool]) -> int | None:
    return next((span.begins for span in reversed(state.spans) if fits(span)), None)


def _last_entry(state: WalkState, fits: Callable[[EntryState], bool]) -> int | None:
    entries = (state.entries[entry_id] for entry_id in reversed(state.order))
    return next((entry.time for entry in entries if not entry.void and fits(entry)), None)


def _answered(state: WalkState) -> int | None:
    """With the answer it is known how long the handling took, and whether it worked on line."""
    said = _last_entry(state, lambda entry: entry.kind == "outcome" and entry.fields.get("result") != "accepted")
    in_hand = _last_span(state, lambda span: span.instant)
    return in_hand if said is None else said


# By what the walk has measured itself (zlc/problems/gaps.py): the last visit, paper or step was the one too many.
MOMENTS: dict[str, Callable[[WalkState], int | None]] = {
    "trips": lambda state: next((span.begins for span in state.spans if span.kind != "away" and span.visit == state.visit), None),
    "materials": lambda state: (
        _last_entry(state, lambda entry: entry.kind == "material" and entry.fields.get("listed") is False)
        or _last_entry(state, lambda entry: entry.kind == "material")
    ),
    "steps": lambda state: _last_span(state, lambda span: of_the_published_list(span.stage, span.step)),
    "limit": _answered,
    "online": _answered,
}
