"""Who runs a command on the server: it has no login, but the machine knows its account."""

import getpass
import os
import socket

import click

ADDRESS = "命令行"


def author() -> dict[str, str]:
    """The detail of an audit line that a command writes; empty when no command is running."""
    running = click.get_current_context(silent=True)
    if running is None:
        return {}
    return {"command": running.command_path, "os_user": _user(), "host": socket.gethostname()[:60]}


def _user() -> str:
    """Who began the session, where sudo says it, and as whom."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's number without a name
        name = f"uid {os.getuid()}" if hasattr(os, "getuid") else ""
    began = os.getenv("SUDO_USER", "")  # no setting of ours: sudo says it
    return (f"{began}（以 {name} 身份）" if began and began != name else name)[:60]
