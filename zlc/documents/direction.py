"""Marks of direction (U+202E …) turn the words after them round and are not seen themselves: wherever text is shown, each stands
as what it is. The phone's facts/direction.ts does the same; tests/sync/direction.json is read by both."""

import re

# Bidi_Control, as Unicode calls them.
MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def told(text: str) -> str:
    """「〈U+202E〉」 in place of each."""
    return MARKS.sub(lambda mark: f"〈U+{ord(mark[0]):04X}〉", text)
