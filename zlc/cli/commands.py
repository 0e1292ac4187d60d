"""What every group of commands has in common: what goes wrong is one clear sentence, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from zlc import faults, startup
from zlc.cli.misuse import Said, said_of
from zlc.database import db
from zlc.errors import Refusal


@contextmanager
def in_words() -> Iterator[None]:
    """Refusals and faults of the storage end the command with their message and status 1."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as wrong:
        raise said_of(wrong) from wrong
    except click.ClickException as fault:
        raise Said(fault.message, fault.exit_code) from fault
    except Refusal as refusal:
        raise Said(refusal.message, 1) from refusal
    except Exception as fault:
        if faults.kind_of(fault) is None and not isinstance(fault, OperationalError):
            raise
        url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
        raise Said(startup.not_ready(fault, url).message, 1) from fault
    finally:
        db.session.remove()
        db.engine.dispose()  # SQLite clears its -wal away with the last connection


def check_readiness() -> None:
    """Raises NotReady, unless a server could start on this database."""
    startup.check(Path(current_app.config["DATA"]), current_app.config["SQLALCHEMY_DATABASE_URI"], whole=False)


class Commands(AppGroup):
    """`flask --app app <group> <command>`. Only groups that found or restore do without a database that is ready."""

    needs_database = True

    def invoke(self, ctx: click.Context) -> Any:
        if not current_app:
            ctx.with_resource(ctx.ensure_object(ScriptInfo).load_app().app_context())
        with in_words():
            if self.needs_database:
                check_readiness()
            return super().invoke(ctx)
