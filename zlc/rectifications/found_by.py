"""By which words a rectification is found: what its row in the list says of it, and what stands in its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc.problems import numbers
from zlc.search.words import haystack_of

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


def searchable(self: Rectification) -> str:
    """Whoever adds to it makes the haystacks of old rows anew (migration 0033 makes the first ones alike)."""
    number = numbers.short_number(self.quarter, self.number)
    said = (self.matter_name, self.responsible, self.measure)
    return haystack_of((self.text, self.full_number, number, *filter(None, said)))
