"""The server and the commands as an operator meets them: processes of their own, on a data folder of the test's."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import processes
from tests.bench.senders import Connection, request
from tests.databases import free_port
from tests.processes import Process

SECRET = "a secret of tests only"


def environment(data: Path, url: str, **more: str | None) -> dict[str, str]:
    """None: not set."""
    said = {**os.environ, "ZLC_DATA": str(data), "DATABASE_URL": url, "ZLC_SECRET_KEY": SECRET, **more}
    return {name: value for name, value in said.items() if value is not None}


def command(data: Path, url: str, *words: str, **more: str | None) -> "subprocess.CompletedProcess[str]":
    """`flask --app app …`; its output as a whole in `stdout`."""
    return processes.run(["-m", "flask", "--app", "app", *words], environment(data, url, **more))


def start_up(data: Path, url: str, **more: str | None) -> "subprocess.CompletedProcess[str]":
    """`python app.py`, which is expected to end by itself."""
    return processes.run(["app.py"], environment(data, url, **{"PORT": str(free_port()), **more}))


class Standing:
    """A server that answers."""

    def __init__(self, process: Process, port: int) -> None:
        self.process, self.port = process, port

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)

    def kill(self) -> None:
        """Every process of it at once, as when the machine goes down."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)


@contextmanager
def server(data: Path, url: str, program: str = "app.py", **more: str | None) -> Iterator[Standing]:
    port = free_port()
    said = data.parent / f"{data.name}.log"
    standing = Standing(Process([program], environment(data, url, PORT=str(port), **more), said, session=True), port)
    try:
        _wait_for(standing, said)
        yield standing
    finally:
        standing.kill()


def _wait_for(standing: Standing, said: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and standing.process.poll() is None:
        try:
            Connection(standing.port).send(request("GET", "/login"))
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(said.read_text()[-3000:])
