"""Commands for whoever runs the server: `flask --app app COMMAND`. run.sh calls the common ones."""

from flask import Flask

from zlc.cli import backup, verify  # noqa: F401  add to the database's commands
from zlc.cli.audit import audit_commands
from zlc.cli.database import database_commands
from zlc.cli.demo import demo
from zlc.cli.devices import device_commands
from zlc.cli.people import people_commands
from zlc.cli.units import unit_commands


def init_app(app: Flask) -> None:
    for group in (audit_commands, database_commands, people_commands, device_commands, unit_commands):
        app.cli.add_command(group)
    app.cli.add_command(demo)
