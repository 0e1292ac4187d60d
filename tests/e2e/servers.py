"""A real server process that can be unplugged and plugged in again, on a copy of the demo world."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.databases import free_port
from tests.processes import Process
from zlc.config import ROOT

PASSWORD = "Yunling-2026"


def build_demo(folder: Path, tree: Path = ROOT) -> None:
    """The demo world, made once by the same commands a newcomer runs."""
    for command in (["database", "upgrade"], ["demo"]):
        flask = [sys.executable, "-m", "flask", "--app", "app", *command]
        subprocess.run(flask, check=True, cwd=tree, env=environment(folder, tree=tree), capture_output=True)


def environment(folder: Path, port: int = 0, tree: Path = ROOT) -> dict[str, str]:
    return {
        **os.environ, "ZLC_DATA": str(folder), "ZLC_DEMO_PASSWORD": PASSWORD, "PORT": str(port),
        "DATABASE_URL": "", "PYTHONPATH": os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(tree)])),
    }  # fmt: skip


class Server:
    """`stop()` is the plug pulled out: the port refuses, which no browser emulation imitates well."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder, self.port = folder, free_port()
        # The tree it runs from; another one may take over between stop() and start().
        self.tree = ROOT
        shutil.copytree(template, folder, dirs_exist_ok=True)
        self.process: Process | subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        told = environment(self.folder, self.port, self.tree)
        self.process = (
            Process(["app.py"], told, self.log) if self.tree == ROOT
            else subprocess.Popen([sys.executable, "app.py"], cwd=self.tree, env=told, stdout=self.log.open("ab"), stderr=subprocess.STDOUT)
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/login", timeout=30):
                    return self
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(self.log.read_text()[-3000:])

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None
