"""The bytes of a request's body as they come: counted or in chunks, and into which file."""

import re
from typing import IO

from gunicorn.http.errors import ChunkMissingTerminator, InvalidChunkSize, LimitRequestHeaders

from zlc.errors import Refusal

LINE = 4096  # bytes of a line between chunks
TRAILERS = 16 * 1024
SIZE_LINE = re.compile(rb"([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]*)?")


class Counted:
    """A body of known length."""

    def __init__(self, length: int = 0) -> None:
        self.left, self.size = length, 0
        self.file: IO[bytes] | None = None

    @property
    def expected(self) -> int:
        """Bytes that it has and, as far as said, will have."""
        return self.size + self.left

    @property
    def done(self) -> bool:
        return self.left == 0

    def take(self, data: memoryview) -> memoryview:
        """Returns what comes after it."""
        mine = data[: self.left]
        if self.file and mine:
            self.file.write(mine)
        self.left -= len(mine)
        self.size += len(mine)
        return data[len(mine) :]


class Chunked(Counted):
    """A body in chunks (RFC 9112 §7.1): read strictly, extensions and trailers thrown away."""

    def __init__(self) -> None:
        super().__init__()
        self._line, self._next, self._trailers = bytearray(), "size", 0

    @property
    def done(self) -> bool:
        return self._next == "done"

    def take(self, data: memoryview) -> memoryview:
        """Up to the end of a line or of a chunk; whoever calls it looks how much is said to come."""
        if self._next != "data":
            return self._take_line(data)
        rest = super().take(data)
        if not self.left:
            self._next = "end"
        return rest

    def _take_line(self, data: memoryview) -> memoryview:
        piece = bytes(data[:LINE])
        end = piece.find(b"\n") + 1
        self._line += piece[:end] if end else piece
        if len(self._line) > LINE:
            raise LimitRequestHeaders("a line between chunks is too long")
        if end:
            if not self._line.endswith(b"\r\n"):
                raise InvalidChunkSize(bytes(self._line))
            self._said(bytes(self._line[:-2]))
            self._line.clear()
        return data[end or len(piece) :]

    def _said(self, line: bytes) -> None:
        if self._next == "size":
            found = SIZE_LINE.fullmatch(line)
            if not found:
                raise InvalidChunkSize(line)
            self.left = int(found[1], 16)
            self._next = "data" if self.left else "trailer"
        elif self._next == "end":
            if line:
                raise ChunkMissingTerminator(line)
            self._next = "size"
        else:
            self._trailers += len(line)
            if self._trailers > TRAILERS:
                raise LimitRequestHeaders("the trailers are too long")
            self._next = "trailer" if line else "done"


class Refused:
    """A body that was not taken: whoever reads it is told why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal

    def read(self, size: int = -1) -> bytes:
        raise self.refusal

    readline = readlines = __iter__ = __next__ = read
