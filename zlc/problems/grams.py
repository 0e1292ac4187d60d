"""Chinese words have no spaces between them and mostly two characters: each problem is indexed by its
pairs of neighbouring characters, made here so that SQLite and PostgreSQL answer alike. (Trigram
indexes of either cannot find a word of two characters.)"""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zlc import sql
from zlc.database import Model, db


class ProblemGram(Model):
    """One pair of characters that occurs in a problem's haystack."""

    __tablename__ = "problem_grams"

    gram: Mapped[str] = mapped_column(String(2), primary_key=True)
    problem_id: Mapped[str] = mapped_column(ForeignKey("problems.id"), primary_key=True, index=True)


def plain(text: str) -> str:
    """The form in which text is compared: full-width as half-width, case folded, blanks as one space,
    invisible characters (zero width, direction marks) left out."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isprintable():
        return " ".join(folded.split())
    seen = "".join(c for c in folded if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join(seen.split())


def haystack_of(parts: Iterable[str]) -> str:
    """What a search looks through; a line break keeps one part's end from joining the next one's head."""
    return "\n".join(plain(part) for part in parts)


def grams_of(text: str) -> set[str]:
    return {one + next_ for one, next_ in pairwise(text) if not (one.isspace() or next_.isspace())}


def reindex(changed: dict[str, str], new: dict[str, str] | None = None) -> None:
    """Replace the pairs of the changed problems (id → haystack) and add those of the new ones, whose rows exist."""
    db.session.flush()
    if changed:
        sql.rows("delete from problem_grams where problem_id in ?", list(changed))
    pairs = [(gram, problem) for problem, text in (changed | (new or {})).items() for gram in grams_of(text)]
    pairs.sort()  # in the order of the table, where each page is then touched once
    sql.insert_rows(ProblemGram, ("gram", "problem_id"), pairs)
