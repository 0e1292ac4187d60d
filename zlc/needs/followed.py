"""Which walks have a need that is no row yet: recorded before there was this list."""

from zlc import sql

UNLISTED = (
    "select distinct walk_id from entries where kind = 'need' and status = 'stored' and body is not null"
    " and not exists (select 1 from needs where needs.id = entries.id)"
)


def unlisted() -> list[str]:
    """For an upgrade: it reads every entry there is."""
    return [walk_id for (walk_id,) in sql.rows(UNLISTED)]
