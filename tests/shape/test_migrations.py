"""The migrations make what the models say, on whichever database the tests run."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from zlc.database import Model, db
from zlc.search.index import is_a_model


def test_migrations_equal_models(context):
    with db.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection, opts={"include_name": is_a_model}), Model.metadata)
    assert difference == []
