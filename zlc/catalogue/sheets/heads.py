"""Where the heading of a sheet stands: below a title, over one line or two, with merged cells."""

from typing import NamedTuple

from zlc.catalogue.fields import is_ignored, recognise
from zlc.catalogue.sheets.cells import Cell, Row, at, kind_of, text_of

LOOKED_AT = 30  # lines; nobody writes a longer preface


class Head(NamedTuple):
    """`row`: the number of its first line; `rows`: 1 or 2; `known`: how many headings are recognised."""

    row: int
    rows: int
    headings: list[str]
    known: int


NOWHERE = Head(1, 1, [], 0)


def find_head(rows: list[Row]) -> Head:
    """The line that names the most columns we know; the first that is not empty if none does."""
    some = [row for row in rows if any(text_of(cell) for cell in row[1])][:LOOKED_AT]
    best = max((head_at(rows, number) for number, _ in some), key=lambda head: head.known, default=NOWHERE)
    return best if best.known or not some else head_at(rows, some[0][0])


def head_at(rows: list[Row], number: int) -> Head:
    """The heading that begins on this line."""
    lines = dict(rows)
    upper, lower = lines.get(number, []), lines.get(number + 1, [])
    two = any(kind_of(cell) == "merged" for cell in lower) and any(kind_of(cell).startswith("wide") for cell in upper)
    headings = _two_lines(upper, lower) if two else [text_of(cell) for cell in upper]
    known = len({column.field for heading in headings if (column := recognise(heading))})
    return Head(number, 2 if two else 1, headings, known)


def _two_lines(upper: list[Cell], lower: list[Cell]) -> list[str]:
    """「法定办结时限」 over 「时限」 and 「单位」: the words of both lines, the surest reading first."""
    headings, over, left = [], "", 0
    for place in range(max(len(upper), len(lower))):
        cell, under = at(upper, place), at(lower, place)
        if text_of(cell):
            over, left = text_of(cell), int(kind_of(cell)[5:]) if kind_of(cell).startswith("wide") else 1
        left -= 1
        above = over if left >= 0 else ""
        below = "" if kind_of(under) == "merged" else text_of(under)
        headings.append(_composed(above, below))
    return headings


def _composed(above: str, below: str) -> str:
    if not below or not above:
        return above or below
    tries = (above + below, below, above)
    return next((one for one in tries if recognise(one) or is_ignored(one)), above + below)
