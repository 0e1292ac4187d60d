"""走到底: whether a walk came to its result. That it was ended says nothing of it: one may also give up."""

from zlc.walks.fold.line import Line
from zlc.walks.fold.state import RESULT_STEP, Reached, Status

ANSWERS = {"done", "refused"}  # the outcomes after which nothing more is to be waited for


def reached_of(lines: list[Line], finish: Line | None, status: Status, at_counter: bool) -> Reached | None:
    """None where there is nothing to reach: a counter session, a walk that is 作废, one whose opening has not come."""
    if at_counter or status in ("void", "waiting_open"):
        return None
    if _last_word(lines, finish) in ANSWERS or any(in_hand(line) for line in lines if not line.void):
        return "end"
    return "going" if finish is None else "short"


def in_hand(line: Line) -> bool:
    """The stamp of the result in one's hand."""
    return line.kind == "stage" and line.fields.get("step") == RESULT_STEP


def answers(line: Line) -> bool:
    """An outcome after which nothing more is to be waited for."""
    return line.kind == "outcome" and line.fields["result"] in ANSWERS


def _last_word(lines: list[Line], finish: Line | None) -> str | None:
    """The last outcome that stands; what 全程结束 says only where none was ever written down: it repeats what was known
    then."""
    outcomes = [line for line in lines if line.kind == "outcome"]
    standing = [line for line in outcomes if not line.void] if outcomes else [finish] if finish else []
    return standing[-1].fields.get("result") if standing else None
