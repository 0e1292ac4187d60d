"""How wide each span is drawn on the line of a walk. Lengths are ms, widths units of the drawing."""

import math
from collections.abc import Collection

LEAST = 10.0  # units: nothing is drawn narrower
MOST, SEEN = 0.42, 1 / 12  # what takes more of the line is too long where another would have less than this of it
APART = 12  # several are too long together where they are so many times longer than the next one
SQUEEZED, MORE = 0.7, 1.15  # of the line, what several too long ones take; how much longer one is drawn than any that is not


def shares(lengths: list[int], width: float) -> tuple[list[float], set[int]]:
    """Widths in proportion, but a night at the office leaves the hour in the hall readable: what is too long for the others is
    squeezed (the second answer: its places). What is not squeezed is drawn the longer the longer it is; what is, longer than all that."""
    squeezed: set[int] = set()
    while longest := _too_long([one for n, one in enumerate(lengths) if n not in squeezed]):
        squeezed |= {n for n, one in enumerate(lengths) if one in longest}
    rest = [one for n, one in enumerate(lengths) if n not in squeezed]
    room, scale = _scale(rest, len(squeezed), width)
    least, shortest = min(LEAST, width / len(lengths)), min(filter(None, rest), default=1)
    drawn = [
        room if n in squeezed else max(scale * one, least * min(2.0, math.sqrt(one / shortest)), least)
        for n, one in enumerate(lengths)
    ]  # fmt: skip
    stretch = width / sum(drawn)
    return [one * stretch for one in drawn], squeezed


def _too_long(lengths: list[int]) -> Collection[int]:
    """Of those that are not squeezed, the ones that leave no room for another; none where all can be seen."""
    if not any(lengths) or min(filter(None, lengths)) >= SEEN * sum(lengths):
        return ()
    longest = {one for one in lengths if one * 2 >= max(lengths)}
    next_one = max((one for one in lengths if one not in longest), default=0)
    takes = sum(one for one in lengths if one in longest)
    alone = max(lengths) > MOST * sum(lengths)
    if takes > MOST * sum(lengths) and next_one and min(longest) >= APART * next_one:
        return longest
    return {max(lengths)} if alone else ()


def _scale(lengths: list[int], squeezed: int, width: float) -> tuple[float, float]:
    """How wide each of the squeezed ones is, and how wide one ms of the others."""
    if not any(lengths):
        return width / max(1, squeezed), 0.0
    room = min(MOST, SQUEEZED / squeezed) * width if squeezed else 0.0
    shown = MORE * max(lengths)
    if (width - squeezed * room) / sum(lengths) * shown > room > 0:
        room = width / (squeezed + sum(lengths) / shown)
    return room, (width - squeezed * room) / sum(lengths)
