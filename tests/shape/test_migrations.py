"""The migrations make what the models say, on whichever database the tests run."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from zlc.database import Model, db


def test_migrations_equal_models(context):
    with db.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Model.metadata)
    assert difference == []
