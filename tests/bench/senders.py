"""Phones' connections: requests made beforehand, sent from a process of their own over kept-alive sockets."""

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

Request = bytes


def request(method: str, path: str, body: bytes = b"", kind: str = "application/json", more: Sequence[str] = ()) -> Request:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", f"Content-Type: {kind}", *more]
    return "\r\n".join([*head, "", ""]).encode() + body


class Connection:
    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")

    def send(self, wanted: Request) -> tuple[int, bytes]:
        self._socket.sendall(wanted)
        status, length = int(self._file.readline().split()[1]), 0
        while (line := self._file.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return status, self._file.read(length)


def _one_after_another(port: int, wanted: list[Request]) -> None:
    connection = Connection(port)
    for one in wanted:
        status, answer = connection.send(one)
        if status not in (200, 201):
            raise RuntimeError(f"{status}: {answer[:300]!r}")


def _send(port: int, wanted: list[Request], connections: int) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(lambda n: _one_after_another(port, wanted[n::connections]), range(connections)))
    return time.perf_counter() - began


class Senders:
    """`seconds()` sends all and says how long it took until the last answer."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def seconds(self, port: int, wanted: list[Request], connections: int = 4) -> float:
        return self._pool.submit(_send, port, wanted, connections).result()

    def close(self) -> None:
        self._pool.shutdown()
