"""Search in Chinese over the text, the matter and the number of problems."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select

from zlc.database import db
from zlc.problems.grams import ProblemGram, grams_of, plain
from zlc.problems.models import Problem

# A pair in more problems than this narrows too little: walking the list in its order and looking at
# each text finds fifty sooner (measured: 100 times at a million problems).
COMMON = 2000
# More pairs than this narrow nothing further; the exact look at the text decides anyway.
MOST_GRAMS = 6


def matching(query: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that hold where every word of the query occurs. One character is looked for plainly:
    it has no pair; `%` and `_` are characters like any other."""
    for word in plain(query).split():
        for gram in sorted(grams_of(word))[:MOST_GRAMS]:
            if not _is_common(gram):
                yield Problem.id.in_(select(ProblemGram.problem_id).where(ProblemGram.gram == gram))
        yield Problem.haystack.contains(word, autoescape=True)


def _is_common(gram: str) -> bool:
    """Counts no further than it needs to."""
    some = select(ProblemGram.problem_id).where(ProblemGram.gram == gram).limit(COMMON).subquery()
    return (db.session.scalar(select(func.count()).select_from(some)) or 0) >= COMMON
