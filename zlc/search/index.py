"""The index over the column `haystack` of a table, which the database keeps itself: whoever writes the column, by whichever
way, need not think of it.

On SQLite it is the FTS5 table `<table>_search`, without content and without positions, kept by three triggers; it knows a
row by the whole number in `serial`. On PostgreSQL it is the GIN index `ix_<table>_search` over zlc_tokens(haystack). Both are
made by migrations (0014 has the pattern); a new table needs `haystack` and `serial`, and nothing of this file changes.
"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from zlc import sql
from zlc.database import Model
from zlc.search.words import for_fts5, plain, tokens_for

# More of a word's pairs than this narrow nothing further; the look at the text itself decides anyway.
MOST_TOKENS = 16
OURS = re.compile(r"\w+_search(_\w+)?")


def next_serial(model: type[Model]) -> int:
    """The number of the next row. Whoever adds rows holds the commit lock: nobody else is counting."""
    last: int | None = sql.rows(f"select max(serial) from {model.__tablename__}")[0][0]
    return (last or 0) + 1


def looked_at(model: Any, query: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that hold where every word of the query occurs, by a look at the text; `%` and `_` are characters like
    any other."""
    for word in plain(query).split():
        yield model.haystack.contains(word, autoescape=True)


def found(model: Any, query: str) -> Select[Any] | None:
    """The serials of all rows in which the query may occur, and of few others; None if it asks for nothing."""
    tokens = sorted({token for word in plain(query).split() for token in sorted(tokens_for(word))[:MOST_TOKENS]})
    if not tokens:
        return None
    if sql.dialect() == "sqlite":
        asked = " ".join(f'"{for_fts5([token])}"' for token in tokens)
        held = table(f"{model.__tablename__}_search", column("rowid", Integer))
        return select(held.c.rowid).where(text(f"{held.name} match :asked").bindparams(asked=asked))
    asked = " & ".join("'" + token.replace("\\", "\\\\").replace("'", "''") + "'" for token in tokens)
    _go_by_the_index()
    return select(model.serial).where(func.zlc_tokens(model.haystack).op("@@")(cast(literal(asked), TSQUERY)))


def among(model: Any, serials: Select[Any]) -> ColumnElement[bool]:
    """The rows that `found` found, one after the other as the index knows them."""
    matches: Any = serials.whereclause
    if sql.dialect() != "sqlite":
        return matches
    # A sum: no index of SQLite's has it, so that it looks for the row of each hit, and not for a hit of each row.
    return matches & (model.serial == serials.selected_columns.rowid + 0)


def _go_by_the_index() -> None:
    """Where most rows hold a token, PostgreSQL would rather make the tokens of one row after the other, which takes a
    hundred times as long; and it would take longer to compile a statement than to answer it."""
    sql.rows("select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")


def is_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """For Alembic, which compares the database with the models: these are of no model."""
    return kind not in ("table", "index") or not OURS.fullmatch(name or "")
