"""What is built for all workers of a run is built by the first of them that needs it."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """The folder of that name, which `build` has filled; the others wait until it has."""
    shared = factory.getbasetemp()
    if shared.name.startswith("popen-gw"):  # a worker's own, in that of the run
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            growing = shared / f"{name}.growing"
            growing.mkdir()
            build(growing)
            growing.rename(folder)
    return folder
