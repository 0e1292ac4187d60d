"""An entry of the walk with its amendments and its time worked in; what the parts of the fold read."""

from typing import Any

from msgspec import Struct, field

from zlc.walks.entries.entry import Body, Known
from zlc.walks.fold.amendments import Shown
from zlc.walks.fold.state import Certainty
from zlc.walks.fold.times import Timed


class Line(Struct, gc=False):
    id: str
    kind: str
    body: Body
    time: int
    certainty: Certainty
    fields: dict[str, Any]
    void: bool = False
    undone: bool = False
    amended: list[str] = field(default_factory=list)


def line_of(entry: Known, shown: dict[str, Shown], timed: Timed) -> Line:
    """`shown`: the amended values of this entry by field."""
    body = entry.body
    line = Line(entry.id, body.kind, body, timed.time, timed.certainty, body.data)
    if not shown:
        return line
    line.amended, line.fields = sorted(shown), body.data.copy()  # the body is others' too
    for name, (value, amendment) in shown.items():
        if name == "void":
            line.void = value
            line.undone = value and amendment.body.data["reason"] == "undo"
        elif name != "at":
            line.fields[name] = value
    return line
