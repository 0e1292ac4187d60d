"""Commands for whoever runs the server: `flask --app app COMMAND`. run.sh calls the common ones."""

from flask import Flask

from zlc.cli import backup  # noqa: F401 (adds to the database's commands)
from zlc.cli.database import database_commands
from zlc.cli.demo import demo
from zlc.cli.people import people_commands
from zlc.cli.units import unit_commands


def init_app(app: Flask) -> None:
    for group in (database_commands, people_commands, unit_commands):
        app.cli.add_command(group)
    app.cli.add_command(demo)
