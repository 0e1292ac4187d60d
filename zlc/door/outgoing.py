"""An answer on its way out: what the network does not take at once waits here, and no thread with it."""

import os
import socket
from collections import deque
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Any

MEMORY = 256 * 1024  # bytes of an answer kept in memory; the rest waits in a file without a name
PIECE = 1024 * 1024  # bytes of a file in one go: others have their turn between


class _Part:
    """Bytes of an open file that are still to be sent."""

    def __init__(self, fd: int, at: int, end: int, mine: bool) -> None:
        self.fd, self.at, self.end, self.mine = fd, at, end, mine

    def send(self, sock: socket.socket) -> bool:
        sent = os.sendfile(sock.fileno(), self.fd, self.at, min(PIECE, self.end - self.at))
        self.at = self.at + sent if sent else self.end  # the file was cut short
        return self.at >= self.end

    def close(self) -> None:
        if self.mine:
            os.close(self.fd)


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self._left = memoryview(data)

    def send(self, sock: socket.socket) -> bool:
        self._left = self._left[sock.send(self._left) :]
        return not self._left

    def close(self) -> None:
        pass


class Outgoing:
    """Stands where gunicorn's handler expects a socket; never blocks. Raises the socket's OSError."""

    def __init__(self, sock: socket.socket, folder: str | None) -> None:
        self._sock, self._folder = sock, folder
        self._parts: deque[_Part | _Bytes] = deque()
        self._kept = 0  # bytes in memory
        self._spilt: IO[bytes] | None = None
        self.broken = False

    def flush(self) -> bool:
        """Send what the network takes now; true when nothing is left."""
        while self._parts:
            try:
                if self._parts[0].send(self._sock):
                    self._parts.popleft().close()
            except BlockingIOError:
                return False
        self._kept = 0
        return True

    def sendall(self, data: bytes) -> None:
        view = memoryview(data)
        if self.flush():
            with suppress(BlockingIOError):
                view = view[self._sock.send(view) :]
        if view:
            self._keep(view)

    def send(self, data: bytes) -> int:
        self.sendall(data)
        return len(data)

    def sendfile(self, file: IO[bytes], offset: int = 0, count: int | None = None) -> int:
        end = os.fstat(file.fileno()).st_size if count is None else offset + count
        part = _Part(file.fileno(), offset, end, mine=False)
        if self.flush():
            try:
                while not part.send(self._sock):
                    pass
                return end - offset
            except BlockingIOError:
                pass
        self._parts.append(_Part(os.dup(file.fileno()), part.at, end, mine=True))
        return end - offset

    def _keep(self, view: memoryview) -> None:
        if self._kept + len(view) <= MEMORY:
            self._kept += len(view)
            self._parts.append(_Bytes(bytes(view)))
            return
        if self._spilt is None:
            self._spilt = TemporaryFile(dir=self._folder)  # noqa: SIM115
        at = self._spilt.seek(0, os.SEEK_END)
        self._spilt.write(view)
        self._spilt.flush()
        self._parts.append(_Part(self._spilt.fileno(), at, at + len(view), mine=False))

    def reset(self) -> None:
        """All is sent: a file that held a part of it is not needed for the next answer."""
        if self._spilt:
            self._spilt.close()
            self._spilt = None

    def close(self) -> None:
        """Given up in the midst of an answer."""
        self.broken = True
        while self._parts:
            self._parts.popleft().close()
        self.reset()

    def setblocking(self, _flag: bool) -> None:
        """It never blocks."""

    def gettimeout(self) -> float:
        return 0.0

    def shutdown(self, _how: int) -> None:
        raise OSError("closed by the worker, once what waits is sent")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
