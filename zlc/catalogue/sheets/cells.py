"""A cell as it was read: its text, or [text, kind] when there is something to know about it. Plain JSON, so that a row can be
kept as it came.

Kinds: `number` (nothing but a number), `date` (Excel made a day of it), `precision` (a number too long for Excel), `formula`
(without a result), `error` (#REF!), `picture` (nothing to read), `private` (characters of the writer's own computer), `long` (cut),
`merged` (filled down from the merged cell above), `wide:N` (merged over N columns).
"""

import re
from typing import Any
from unicodedata import category

Cell = str | list[str]
Row = tuple[int, list[Cell]]
LONGEST = 5000
# How a number of 16 and more digits comes out of Excel: rounded.
MOST_DIGITS = 15
BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
MARKS = frozenset(map(chr, range(0xF000, 0xF100)))  # of Wingdings and Symbol


class NotReadable(Exception):
    """The file cannot be taken in; says why and what to do, in Chinese."""


def text_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def kind_of(cell: Cell) -> str:
    return "" if isinstance(cell, str) else cell[1]


def shown(text: str) -> str:
    """What a person can see of it: control characters come from pasting, or from somebody trying."""
    seen = text if text.isprintable() else "".join(map(_seen, BREAKS.sub("\n", text)))
    return seen.strip()


def _seen(c: str) -> str:
    kind = category(c)
    if kind == "Zs":
        return " "  # a portal's page is full of blanks that do not break
    # Unassigned is what Python knows nothing of yet: 「𱍐」 and other characters of names.
    return c if c in "\n\t" or kind[0] != "C" or kind == "Cn" or is_private(c) else ""


def is_private(c: str) -> bool:
    """Somebody's own character, seen with their font alone; but Word's marks before the items of a list are no loss."""
    return category(c) == "Co" and c not in MARKS


def cleaned(text: str) -> Cell:
    """What can be seen; too long a text is cut and says so."""
    seen = shown(text)
    if len(seen) > LONGEST:
        return [seen[:LONGEST], "long"]
    return seen if seen.isprintable() or not any(map(is_private, seen)) else [seen, "private"]


def trimmed(cells: list[Cell]) -> list[Cell]:
    """Without the empty cells at the end."""
    while cells and not text_of(cells[-1]):
        cells.pop()
    return cells


def at(cells: list[Any], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""
