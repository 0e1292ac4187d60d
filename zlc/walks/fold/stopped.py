"""When the office's clock stands: for 补正, and for the special procedures of 行政许可法第四十五条."""

from typing import Literal

from zlc.walks.fold.line import Line
from zlc.walks.fold.state import Stopped

Why = Literal["supplement", "suspended"]
MOVES = {"suspended", "resumed", "outcome", "stage"}  # the kinds that stop the clock or let it go on


def _reason_to_stop(line: Line) -> Why | None:
    if line.kind == "suspended":
        return "suspended"
    return "supplement" if line.kind == "outcome" and line.fields["result"] == "supplement" else None


def _reason_to_go_on(line: Line) -> Why | None:
    """「to the next acceptance」: its stage, or an outcome that cannot be had without one."""
    if line.kind == "resumed":
        return "suspended"
    if line.kind == "stage" and line.fields["stage"] == "acceptance":
        return "supplement"
    settles = line.kind == "outcome" and line.fields["result"] in ("accepted", "refused", "done")
    return "supplement" if settles else None


def stopped_of(lines: list[Line], end: int | None) -> list[Stopped]:
    """Intervals in order; those of different reasons may overlap. `end`: the finish, which ends them all."""
    stopped: list[Stopped] = []
    running: dict[Why, Stopped] = {}
    for line in lines:
        if line.void or line.kind not in MOVES:
            continue
        begun = _reason_to_stop(line)
        if begun is not None and begun not in running:
            running[begun] = Stopped(line.time, None, begun)
            stopped.append(running[begun])
        over = _reason_to_go_on(line)
        if over is not None and over in running:
            running.pop(over).ends = line.time
    for interval in running.values():
        interval.ends = end
    return stopped
