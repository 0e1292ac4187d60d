"""gunicorn's thread worker, in which only whole requests take a thread and no answer keeps one."""

import errno
import selectors
import socket
import time
from collections import Counter
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from zlc.door.arrival import busy
from zlc.door.connection import Connection
from zlc.door.outgoing import Outgoing
from zlc.door.places import places
from zlc.door.shelf import Shelf
from zlc.door.turns import Turns
from zlc.errors import Refusal

RECEIVED = 512 * 1024  # bytes at once: each time another thread may keep us waiting for Python's lock
UNDER_WAY = 1024 * 1024 * 1024  # bytes of long bodies on their way in, all together
ORDER = {"lingering": 0, "idle": 1, "head": 2, "sending": 3, "body": 4}
NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
# Taken by another worker, or gone again; the network's own faults come with whichever connection is taken. (accept(2))
NOT_HERE = (
    errno.EAGAIN, errno.ECONNABORTED, errno.EPERM, errno.EPROTO, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN,
    errno.EHOSTUNREACH, errno.ENOPROTOOPT, errno.ENONET, errno.EOPNOTSUPP, errno.ETIMEDOUT,
)  # fmt: skip
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class Worker(ThreadWorker):
    """Waits for all clients at once in the main thread. All but `handle` runs there."""

    def init_process(self) -> None:
        self._all: set[Connection] = set()
        self._buffer = bytearray(RECEIVED)
        self._folder, self._admit = self.app.folder, self.app.admit
        self._shelf = Shelf(self._folder, lambda: sum(conn.parser.in_memory for conn in self._all))
        self._places, self._looked_at = places(), 0.0
        self._stop_at: float | None = None
        self._turns, self._served = Turns[Connection](), 0
        super().init_process()

    # -- coming in --------------------------------------------------------------------------------

    def accept(self, listener: Any) -> None:
        try:
            sock, client = listener.accept()
        except OSError as fault:
            if fault.errno in NO_ROOM:
                self._make_room()
            elif fault.errno not in NOT_HERE:
                raise
            return
        if len(self._all) >= self._places:
            self._make_room()
        sock.setblocking(False)
        now = time.monotonic()
        sent, server = Outgoing(sock, self._folder), listener.getsockname()
        conn = Connection(self.cfg, sock, client, server, sent, self._shelf.lay, self._allowed, now)
        self._all.add(conn)
        self.nr_conns += 1
        self.poller.register(sock, READ, partial(self._receive, conn))

    def _receive(self, conn: Connection, sock: socket.socket) -> None:
        if conn not in self._all:
            return  # given up in this very turn
        try:
            count = sock.recv_into(self._buffer, min(RECEIVED, conn.parser.wants))
            if count:
                conn.take(memoryview(self._buffer)[:count], time.monotonic())
        except BlockingIOError:
            return
        except OSError:
            count = 0
        if not count:
            self._drop(conn)
        elif conn.parser.whole:
            self.poller.unregister(sock)
            self.enqueue_req(conn)

    def _allowed(self, request: Any, length: int) -> tuple[int, Refusal]:
        under_way = sum(conn.parser.expected for conn in self._all)
        if under_way > UNDER_WAY:
            return 0, busy()
        return self._admit(request, length)

    # -- answered ---------------------------------------------------------------------------------

    def enqueue_req(self, conn: Connection) -> None:
        conn.phase = "serving"
        self._turns.add(conn.address, conn)
        self._serve_next()

    def _serve_next(self) -> None:
        while self._served < self.cfg.threads and (conn := self._turns.take()) is not None:
            self._served += 1
            super().enqueue_req(conn)

    def finish_request(self, conn: Connection, fs: "Future[object]") -> None:
        self._served -= 1
        self._serve_next()
        conn.keep = not fs.cancelled() and fs.exception() is None and fs.result() is True
        conn.parser.close()
        conn.phase, conn.moved = "sending", time.monotonic()
        if not self._sent(conn):
            self.poller.register(conn.socket, WRITE, partial(self._send_more, conn))

    def _send_more(self, conn: Connection, sock: socket.socket) -> None:
        if conn in self._all:
            conn.moved = time.monotonic()
            self._sent(conn)

    def _sent(self, conn: Connection) -> bool:
        """Send what can be sent; false while something is left."""
        try:
            if conn.sock.broken:
                raise OSError
            if not conn.sock.flush():
                return False
        except OSError:
            self._drop(conn)
            return True
        conn.sock.reset()
        self._forget(conn)
        if conn.keep:
            self._await_next(conn)
        elif conn.parser.cut:
            self._linger(conn)
        else:
            self._drop(conn)
        return True

    def _await_next(self, conn: Connection) -> None:
        try:
            conn.await_request(time.monotonic())
        except OSError:  # it asked whether to go on, and did not wait to be told
            self._drop(conn)
            return
        if conn.parser.whole:  # sent together with the last one
            self.enqueue_req(conn)
        else:
            self.poller.register(conn.socket, READ, partial(self._receive, conn))

    def _linger(self, conn: Connection) -> None:
        """A connection closed while its client still sends is reset, and the answer lost with it (RFC 9112 §9.6)."""
        try:
            conn.socket.shutdown(socket.SHUT_WR)
        except OSError:
            return self._drop(conn)
        conn.phase, conn.moved = "lingering", time.monotonic()
        return self.poller.register(conn.socket, READ, partial(self._discard, conn))

    def _discard(self, conn: Connection, sock: socket.socket) -> None:
        if conn not in self._all:
            return
        try:
            if sock.recv_into(self._buffer):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._drop(conn)

    # -- given up ---------------------------------------------------------------------------------

    def _forget(self, conn: Connection) -> None:
        with suppress(KeyError, ValueError):
            self.poller.unregister(conn.socket)

    def _drop(self, conn: Connection) -> None:
        self._forget(conn)
        self._all.discard(conn)
        self.nr_conns -= 1
        conn.close()

    def _make_room(self) -> None:
        """The newest is always let in: who has had a place longest without using it makes room, first of all those of
        an address that holds many."""
        held = Counter(conn.address for conn in self._all)
        waiting = [conn for conn in self._all if conn.state != "serving"]
        waiting.sort(key=lambda conn: (ORDER[conn.state], -held[conn.address], conn.moved))
        for conn in waiting[: max(1, self._places // 16)]:
            self._drop(conn)

    def murder_pending(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < 1:
            return
        self._looked_at = now
        for conn in [conn for conn in self._all if conn.late(now, self._stop_at)]:
            self._drop(conn)

    def murder_keepalived(self, force: bool = False) -> None:
        for conn in list(self._all) if force else ():
            self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        self._stop_at = deadline
