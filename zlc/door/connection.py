"""One connection: a request arrives, is answered, the next one may follow."""

import socket
from typing import Any

from zlc.door.arrival import Admit, Arrival, Lay
from zlc.door.outgoing import Outgoing

KEPT = 30  # s without a request: browsers keep spare connections open
HEAD = 30  # s for a head, from its first byte
STILL = 60  # s without a single byte of a body coming, or of an answer going; as slow as it likes otherwise
LINGER = 10  # s for whoever still sends what was refused, so that they read why
HASTE = 3  # s in place of STILL while the server stops


class Connection:
    """As gunicorn's thread worker knows connections: client, server, sock, parser."""

    initialized = data_ready = True
    is_http2 = False

    def __init__(
        self, cfg: Any, sock: socket.socket, client: Any, server: Any, sent: Outgoing, lay: Lay, admit: Admit, now: float
    ) -> None:
        self.cfg, self.socket, self.client, self.server = cfg, sock, client, server
        self.address = client[0] if isinstance(client, tuple) else ""
        self.sock, self._lay, self._admit = sent, lay, admit
        self.rest = memoryview(b"")  # begins a request that is not yet looked at
        self.keep = True
        self.phase = ""  # 'serving', 'sending', 'lingering'; otherwise its request's state
        self.await_request(now)

    def await_request(self, now: float) -> None:
        self.parser = Arrival(self.cfg, self.client, self._lay, self._admit, now)
        self.phase, self.moved = "", now
        if self.rest:
            self.take(self.rest, now)

    def take(self, data: memoryview, now: float) -> None:
        self.rest = memoryview(bytes(self.parser.take(data, now)))
        self.moved = now
        if self.parser.waits_for_word():
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

    @property
    def state(self) -> str:
        return self.phase or self.parser.state

    def init(self) -> None:
        """Nothing is left to be prepared in the thread."""

    def late(self, now: float, stop_at: float | None) -> bool:
        """Whether it waited too long for its client. `stop_at`: when the stopping server no longer waits for requests."""
        state = self.state
        if state in ("idle", "head"):
            began, most = (self.moved, KEPT) if state == "idle" else (self.parser.began, HEAD)
            return now - began > most or (stop_at is not None and now >= stop_at)
        if state == "lingering":
            return now - self.moved > LINGER or stop_at is not None
        return state != "serving" and now - self.moved > (STILL if stop_at is None else HASTE)

    def close(self, graceful: bool = False) -> None:
        self.parser.close()
        self.sock.close()
        self.socket.close()
