"""Rows of our models in plain SQL: one for the session to hold, or many at once."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import JSON, Boolean, inspect
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from zlc import sql
from zlc.database import Model, db, driver_errors

Row = TypeVar("Row", bound=Model)


def columns_of(model: type[Model], prefix: str = "") -> str:
    """Every column of the model's table, as `instance` takes them."""
    return ",".join(f'{prefix}"{name}"' for name, _ in _columns_of(model))


def instance(model: type[Row], row: Sequence[Any]) -> Row:
    """The session's instance of a row of `columns_of`, brought up to date."""
    columns = _columns_of(model)
    values = [value if read is None or value is None else read(value) for (_, read), value in zip(columns, row, strict=True)]
    held, alone = None, sql.alone()
    if not alone:
        held = db.session.identity_map.get(identity_key(model, values[_place_of_id(model)]))
    one: Any = model() if held is None else held
    for (name, _), value in zip(columns, values, strict=True):
        set_committed_value(one, name, value)
    if held is None and not alone:
        make_transient_to_detached(one)
        db.session.add(one)
    return cast(Row, one)


@cache
def _place_of_id(model: type[Model]) -> int:
    return [name for name, _ in _columns_of(model)].index("id")


@cache
def _columns_of(model: type[Model]) -> list[tuple[str, Callable[[Any], Any] | None]]:
    """Each column with what its value needs on SQLite, which has neither booleans nor JSON."""
    columns: list[tuple[str, Callable[[Any], Any] | None]] = []
    for attribute in inspect(model).column_attrs:
        kind = attribute.columns[0].type
        columns.append((attribute.key, bool if isinstance(kind, Boolean) else _json if isinstance(kind, JSON) else None))
    return columns


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def insert_rows(model: type[Model], columns: Sequence[str], lines: Sequence[tuple[Any, ...]]) -> None:
    """Many rows of one table at once, each as `columns` says, JSON given as text: by executemany on SQLite, by COPY on
    PostgreSQL, where binding each row's parameters costs more than storing it.
    """
    if not lines:
        return
    connection = sql.connection()
    names = ",".join(f'"{name}"' for name in columns)
    raw: Any = connection.connection.driver_connection
    with driver_errors(connection):
        if connection.dialect.name != "postgresql":
            marks = ",".join("?" * len(columns))
            raw.executemany(f"insert into {model.__tablename__} ({names}) values ({marks})", lines)
            return
        with raw.cursor() as cursor, cursor.copy(f"copy {model.__tablename__} ({names}) from stdin") as copy:
            for line in lines:
                copy.write_row(line)


def insert(model: type[Model], many: Sequence[Mapping[str, Any]]) -> None:
    """Like insert_rows, each row by its columns' names; a column that none of them names stays empty."""
    kinds = {one.key: one.columns[0].type for one in inspect(model).column_attrs if any(one.key in row for row in many)}
    write = {name: _json_text if isinstance(kind, JSON) else _as_it_is for name, kind in kinds.items()}
    insert_rows(model, tuple(kinds), [tuple(write[name](row.get(name)) for name in kinds) for row in many])


def _json_text(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_it_is(value: Any) -> Any:
    return value
