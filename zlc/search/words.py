"""In which form texts are compared, and by what an index finds them.

Chinese words have no spaces between them and mostly two characters (trigram indexes of either database cannot find those):
a text is found by its pairs of neighbouring characters, and by each single one.
"""

from collections.abc import Iterable
from unicodedata import category, normalize

# FTS5's ascii tokenizer takes whatever is beyond ASCII for a part of a word: ASCII moves up into Latin-1. Where the two meet,
# the index finds one row too many, and the look at the text itself decides.
BEYOND_ASCII = str.maketrans({chr(code): chr(code + 128) for code in range(128) if chr(code) != " "})


def plain(text: str) -> str:
    """The form in which text is compared: full-width as half-width, case folded, blanks as one space,
    invisible characters (zero width, direction marks) left out."""
    folded = normalize("NFKC", text).casefold()
    if folded.isprintable():
        return " ".join(folded.split())
    seen = "".join(c for c in folded if c.isspace() or category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join(seen.split())


def haystack_of(parts: Iterable[str]) -> str:
    """What a search looks through; a line break keeps one part's end from joining the next one's head."""
    return "\n".join(plain(part) for part in parts)


def pairs_of(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)}


def tokens_of(haystack: str) -> set[str]:
    """By what a haystack is found: its single characters, and the pairs that no blank parts."""
    found = set(haystack) - {" ", "\n"}
    for word in haystack.replace("\n", " ").split(" "):
        found |= pairs_of(word)
    return found


def tokens_for(word: str) -> set[str]:
    """Whatever holds this word is found by all of these."""
    return pairs_of(word) or {word}


def for_fts5(tokens: Iterable[str]) -> str:
    return " ".join(tokens).translate(BEYOND_ASCII)


def zlc_tokens(haystack: str) -> str:
    """What SQLite's index is told of a haystack, for the triggers that keep it. Whoever changes this makes all indexes anew:
    a text is taken out by the very tokens that went in. (Migration 0014 has the same for PostgreSQL, in SQL.)"""
    return for_fts5(tokens_of(haystack))
