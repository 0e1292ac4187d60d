"""When the papers are back with the applicant (补正), and when a special procedure runs (行政许可法第四十五条): docs/sync.md, Whose
day."""

from typing import Literal

from zlc.walks.fold.line import Line
from zlc.walks.fold.state import Stopped

Why = Literal["supplement", "suspended"]
# Stages and results with which the papers are with the office again, or all is settled without them.
HANDED_IN = {"acceptance", "result", "accepted", "refused", "done"}


def _said(line: Line) -> str:
    """The stage that begins, or what the office says; empty for everything else."""
    return str(line.fields["stage" if line.kind == "stage" else "result"]) if line.kind in ("stage", "outcome") else ""


def _reason_to_stop(line: Line) -> Why | None:
    if line.kind == "suspended":
        return "suspended"
    return "supplement" if _said(line) == "supplement" else None


def _reason_to_go_on(line: Line, online: bool) -> Why | None:
    if line.kind == "resumed":
        return "suspended"
    said = _said(line)
    return "supplement" if said in HANDED_IN or (online and said == "queue") else None


def stopped_of(lines: list[Line], end: int | None, online: bool) -> list[Stopped]:
    """Intervals in order; those of different reasons may overlap. A second notice while the papers are still with the
    applicant adds its words to the first. `online`: who queues has handed in, and waits for 预审. `end`: the finish, which
    ends them all."""
    stopped: list[Stopped] = []
    running: dict[Why, Stopped] = {}
    for line in lines:
        if line.void:
            continue
        begun, over = _reason_to_stop(line), _reason_to_go_on(line, online)
        if begun is not None and begun in running:
            running[begun].entries.append(line.id)
        elif begun is not None:
            running[begun] = Stopped(line.time, None, begun, [line.id])
            stopped.append(running[begun])
        if over is not None and over in running:
            running.pop(over).ends = line.time
    for interval in running.values():
        interval.ends = end
    return stopped
