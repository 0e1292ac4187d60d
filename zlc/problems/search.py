"""Search in Chinese over the text, the matter and the number of problems."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select

from zlc.problems.grams import ProblemGram, grams_of, plain
from zlc.problems.models import Problem

# More pairs than this narrow nothing further; the exact look at the haystack decides anyway.
MOST_GRAMS = 6


def matching(query: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that hold where every word of the query occurs. One character is looked for plainly:
    it has no pair; `%` and `_` are characters like any other."""
    for word in plain(query).split():
        for gram in sorted(grams_of(word))[:MOST_GRAMS]:
            yield Problem.id.in_(select(ProblemGram.problem_id).where(ProblemGram.gram == gram))
        yield Problem.haystack.contains(word, autoescape=True)
