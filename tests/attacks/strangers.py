"""The server as `python app.py` starts it, on sockets of our own: what no HTTP client would send, or never reads."""

import os
import resource
import socket
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.databases import free_port
from tests.processes import Process

# One file more for each stranger on our side too.
MOST_FILES = 2048


class Strangers:
    """Sockets that are opened here and closed at the end, whatever became of them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.held: list[socket.socket] = []
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < MOST_FILES:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(MOST_FILES, hard), hard))

    def send(self, beginning: bytes, room: int = 0) -> socket.socket:
        """A connection that sends this and then no more. `room`: bytes that it takes before it is read."""
        made = socket.socket()
        if room:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        made.settimeout(30)
        made.connect(("127.0.0.1", self.port))
        self.held.append(made)
        if beginning:
            made.sendall(beginning)
        return made

    def close(self) -> None:
        for one in self.held:
            one.close()


def head(method: str, path: str, *lines: str, length: int | None = None) -> bytes:
    fields = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *lines]
    if length is not None:
        fields.append(f"Content-Length: {length}")
    return "\r\n".join([*fields, "", ""]).encode()


def answer(sock: socket.socket) -> tuple[int, bytes]:
    """The next answer on this connection: its status and body."""
    file = sock.makefile("rb")
    status, length, chunked = int(file.readline().split()[1]), 0, False
    while (line := file.readline().lower()) not in (b"\r\n", b""):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
        chunked = chunked or line.startswith(b"transfer-encoding: chunked")
    return status, b"".join(_chunks(file)) if chunked else file.read(length)


def _chunks(file: Any) -> Iterable[bytes]:
    while size := int(file.readline(), 16):
        yield file.read(size)
        file.readline()
    file.readline()


class Served:
    """`python app.py` in a process of its own; `files`: how many it may have open at most."""

    def __init__(self, settings: dict[str, Any], files: int = 0) -> None:
        folder: Path = settings["DATA"]
        self.port, self.log = free_port(), folder / "served.log"
        environment = {
            **os.environ, "ZLC_DATA": str(folder), "DATABASE_URL": settings["SQLALCHEMY_DATABASE_URI"],
            "ZLC_SECRET_KEY": settings["SECRET_KEY"], "PORT": str(self.port), "WEB_CONCURRENCY": "1",
        }  # fmt: skip
        self.process = Process(["app.py"], environment, self.log, files=files)
        self._until_it_answers()

    def _until_it_answers(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=30) as asked:
                    asked.sendall(head("GET", "/login"))
                    answer(asked)
                    return
            except (OSError, IndexError):
                time.sleep(0.05)
        raise RuntimeError(self.log.read_text()[-3000:])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
