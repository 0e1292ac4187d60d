"""Tags as one column holds them: their codes in the order of the checklist, apart by blanks. With three tags there are eight
values: a filter by a tag asks for those that have it, and goes by an index."""

from itertools import combinations
from typing import Any

from zlc.catalogue.checklist import Group

ANY = "any"  # asks for whatever has a tag


def kept(group: Group, value: Any) -> str:
    """Of what an entry says; a value of the wrong type says nothing."""
    said = value if isinstance(value, list) else []
    return " ".join(tag.tag for tag in group.tags if tag.tag in said)


def names(group: Group, tags: str) -> list[str]:
    return [tag.name for tag in group.tags if tag.tag in tags.split()]


def choices(group: Group) -> list[tuple[str, str]]:
    return [(ANY, "有标记的"), *((tag.tag, tag.name) for tag in group.tags)]


def having(group: Group, asked: str) -> list[str]:
    """The values of the column that answer to what was asked for."""
    codes = [tag.tag for tag in group.tags]
    every = [" ".join(some) for size in range(1, len(codes) + 1) for some in combinations(codes, size)]
    return every if asked == ANY else [one for one in every if asked in one.split()]
