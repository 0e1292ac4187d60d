"""Our programs in processes of their own, forked from one that has read all their modules: to read them takes longer than
most tests. What they do from their first line on, they do as if they had been called from a shell.
"""

import multiprocessing
import os
import resource
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from zlc.config import ROOT

READ = [
    "zlc", "zlc.demo.world", "flask.cli", "gunicorn.app.base", "gunicorn.workers.gthread", "psycopg", "psycopg_pool",
    "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite", "alembic.command", "logging.config",
    "tests.read_ahead",
]  # fmt: skip
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(READ)


class Process:
    """One that runs; asked and told as a subprocess.Popen is. `words` are a program of ours with its arguments, or `-m`, a
    module and its. What it says goes to the end of `log`. `session`: it and its children can be killed as one group;
    `files`: how many it may have open at most."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], log: Path, session: bool = False, files: int = 0
    ) -> None:
        given = list(words), dict(environment), str(log), session, files
        self._process = _forks.Process(target=_become, args=given)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        """How it ended. Raises TimeoutExpired."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("", seconds or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run(words: Sequence[str], environment: Mapping[str, str], seconds: float = 300) -> "subprocess.CompletedProcess[str]":
    """One to its end; what it said, on either way, is in `stdout`. Raises TimeoutExpired."""
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        process = Process(words, environment, said)
        try:
            ended = process.wait(seconds)
        finally:
            process.kill()
        return subprocess.CompletedProcess(list(words), ended, said.read_text())


def _become(words: list[str], environment: dict[str, str], log: str, session: bool, files: int) -> None:
    if session:
        os.setsid()
    if files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.close(said)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[0] = str(ROOT)
    if words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")
