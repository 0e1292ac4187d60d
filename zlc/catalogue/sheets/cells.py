"""A cell as it was read: its text, or [text, kind] when there is something to know about it. Plain JSON, so that a row can be
kept as it came.

Kinds: `date` (Excel made a day of it), `precision` (a number too long for Excel), `formula` (without a result), `error` (#REF!),
`long` (cut), `merged` (filled down from the merged cell above), `wide:N` (merged over N columns).
"""

from typing import Any

Cell = str | list[str]
Row = tuple[int, list[Cell]]
LONGEST = 5000
# How a number of 16 and more digits comes out of Excel: rounded.
MOST_DIGITS = 15


class NotReadable(Exception):
    """The file cannot be taken in; says why and what to do, in Chinese."""


def text_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def kind_of(cell: Cell) -> str:
    return "" if isinstance(cell, str) else cell[1]


def shown(text: str) -> str:
    """What a person can see of it: control characters come from pasting, or from somebody trying."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t\u3000").replace("\u3000", " ").strip()


def cleaned(text: str) -> Cell:
    """What can be seen; too long a text is cut and says so."""
    seen = shown(text)
    return seen if len(seen) <= LONGEST else [seen[:LONGEST], "long"]


def trimmed(cells: list[Cell]) -> list[Cell]:
    """Without the empty cells at the end."""
    while cells and not text_of(cells[-1]):
        cells.pop()
    return cells


def at(cells: list[Any], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""
