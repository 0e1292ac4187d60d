"""Which walks have a proof or an intermediary that is no row yet: recorded before there were these lists."""

from zlc import sql

UNLISTED = (
    "select distinct walk_id from entries where kind = ? and status = 'stored' and body is not null"
    " and not exists (select 1 from {table} where {table}.id = entries.id)"
)


def unlisted() -> list[str]:
    """For an upgrade: it reads every entry there is."""
    kinds = {"material": "proofs", "intermediary": "intermediaries"}
    return [walk_id for kind, table in kinds.items() for (walk_id,) in sql.rows(UNLISTED.format(table=table), kind)]
