"""The server and the commands as an operator meets them: processes of their own, on a data folder of the test's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.senders import Connection, request
from tests.databases import free_port
from zlc.config import ROOT

SECRET = "a secret of tests only"


def environment(data: Path, url: str, **more: str | None) -> dict[str, str]:
    """None: not set."""
    said = {**os.environ, "ZLC_DATA": str(data), "DATABASE_URL": url, "ZLC_SECRET_KEY": SECRET, **more}
    return {name: value for name, value in said.items() if value is not None}


def command(data: Path, url: str, *words: str, **more: str | None) -> "subprocess.CompletedProcess[str]":
    """`flask --app app …`; its output as a whole in `stdout`."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words], cwd=ROOT, env=environment(data, url, **more), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip


def start_up(data: Path, url: str, **more: str | None) -> "subprocess.CompletedProcess[str]":
    """`python app.py`, which is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment(data, url, **{"PORT": str(free_port()), **more}), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False,
    )  # fmt: skip


class Standing:
    """A server that answers."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
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
    with (data.parent / f"{data.name}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, program], cwd=ROOT, env=environment(data, url, PORT=str(port), **more), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    standing = Standing(process, port)
    try:
        _wait_for(standing, data)
        yield standing
    finally:
        standing.kill()


def _wait_for(standing: Standing, data: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and standing.process.poll() is None:
        try:
            Connection(standing.port).send(request("GET", "/login"))
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError((data.parent / f"{data.name}.log").read_text()[-3000:])
