"""By which words a need is found: what its row in the list says of it, and what stands in its numbers."""

from typing import Any

from zlc.catalogue.step_templates import STAGES
from zlc.problems import numbers
from zlc.search.words import haystack_of
from zlc.walks.words import NEEDS


def words_of(row: dict[str, Any]) -> str:
    """The haystack of a row with these columns. Whoever adds to it makes the haystacks of old rows anew."""
    said = (NEEDS.get(row["whose"], ""), STAGES.get(row["stage"], ""), row["place"])
    number = numbers.short_number(row["quarter"], row["number"])
    return haystack_of((row["text"], row["matter_name"], row["full_number"], number, *filter(None, said)))
