"""By which words a problem is found: what its row in the list says of it, and what stands in its numbers."""

from typing import Any

from zlc.catalogue.categories import category_name
from zlc.catalogue.step_templates import STAGES
from zlc.problems import numbers
from zlc.problems.sources import channel_name
from zlc.search.words import haystack_of


def words_of(row: dict[str, Any], assignee: str = "") -> str:
    """The haystack of a row with these columns; `assignee` is the name of who is responsible. What changes by the day (the
    state, the light) is asked for by filters. Whoever adds to it makes the haystacks of old rows anew (migration 0018), where
    any has what is added."""
    said = (
        category_name(row["category"]), STAGES.get(row["stage"], ""), row["department"], assignee, row["place"],
        channel_name(row.get("channel")), row.get("outside_number", ""),
    )  # fmt: skip
    return haystack_of((
        row["text"], row["matter_name"], row["full_number"], numbers.short_number(row["quarter"], row["number"]), *filter(None, said),
    ))  # fmt: skip
