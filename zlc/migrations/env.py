"""Alembic's door into the app: the connection and the models are Flask-SQLAlchemy's."""

from typing import Any

from alembic import context
from flask import current_app

from zlc.database import Model, db
from zlc.search.index import is_a_model


def _skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            process_revision_directives=_skip_empty,
            include_name=is_a_model,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
