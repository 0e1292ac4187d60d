"""A request on its way in: its head, then its body, kept until all of it is here; no thread waits for it."""

from collections.abc import Callable
from typing import IO, Any

from gunicorn.http.body import ChunkedReader
from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

from zlc.door.body import Chunked, Counted, Refused
from zlc.errors import Refusal
from zlc.faults import FULL, disk_full

HEAD = 32 * 1024  # bytes of all header lines
FREE = 64 * 1024  # bytes of body that anybody may send, unasked: a form, a small push
END = b"\r\n\r\n"

Admit = Callable[[Request, int], tuple[int, Refusal]]
"""Asked once about a request whose body is longer than FREE, and how long it is said to be: how many bytes it may
bring, and what whoever reads it is told when it brings more."""
Lay = Callable[[int], tuple[IO[bytes], int]]
"""Shelf.lay: where a body of so many bytes (0: nothing is said of it) is kept, and how many of them in memory."""


class Arrival:
    """What gunicorn calls a parser: next() gives the request, once `whole`, or raises what is wrong with it."""

    def __init__(self, cfg: Any, client: Any, lay: Lay, admit: Admit, now: float) -> None:
        self._cfg, self._client, self._lay, self._admit = cfg, client, lay, admit
        self._head, self._body = bytearray(), Counted()
        self._most = FREE
        self._refusal: Refusal | None = None
        self.request: Any = None
        self.fault: Exception | None = None
        self.whole = False
        self.cut = False  # not all of it was taken: where a next request begins is not known
        self.began = self.moved = now
        self.in_memory = 0  # bytes of its body

    @property
    def state(self) -> str:
        """'idle' before its first byte, then 'head', 'body'."""
        return "body" if self.request else "head" if self._head else "idle"

    @property
    def expected(self) -> int:
        """Bytes that its body has and will have."""
        return 0 if self.whole else self._body.expected

    @property
    def wants(self) -> int:
        """How much may be received at once: what comes after this request would have to be kept too."""
        return max(FREE, self._body.left)

    def take(self, data: memoryview, now: float) -> memoryview:
        """Take in what was received; returns what comes after this request."""
        if self.state == "idle":
            self.began = now
        self.moved = now
        try:
            rest = data if self.request else self._take_head(data)
            return self._take_body(rest) if self.request else rest
        except Refusal as refusal:
            self._refuse(refusal)
        except OSError as fault:  # of the file that the body lies in
            self._refuse(disk_full() if fault.errno in FULL else busy())
        except Exception as fault:  # gunicorn's: it has an answer for each
            self.fault, self.whole, self.cut = fault, True, True
        return memoryview(b"")

    def _take_head(self, data: memoryview) -> memoryview:
        before, searched = len(self._head), max(0, len(self._head) - len(END) + 1)
        self._head += data[: HEAD + 1]
        end = self._head.find(END, searched)
        if end < 0:
            if len(self._head) > HEAD:
                raise LimitRequestHeaders("the head is too long")
            return memoryview(b"")
        end += len(END)
        request = Request(self._cfg, IterUnreader([bytes(self._head[:end])]), self._client)
        reader = request.body.reader
        self._body = Chunked() if isinstance(reader, ChunkedReader) else Counted(reader.length)
        self.request, self._head = request, bytearray()
        return data[end - before :]

    def _take_body(self, rest: memoryview) -> memoryview:
        self._allow()
        if not self._body.done and self._body.file is None:
            self._body.file, self.in_memory = self._lay(self._body.expected)
        while rest and not self._body.done:
            rest = self._body.take(rest)
            self._allow()
        if self._body.done:
            self.whole = True
            if self._body.file:
                self._body.file.seek(0)
                self.request.body = self._body.file
        return rest

    def _allow(self) -> None:
        if self._body.expected <= self._most:
            return
        if self._refusal is None:
            self._most, self._refusal = self._admit(self.request, self._body.expected)
        if self._body.expected > self._most:
            raise self._refusal

    def _refuse(self, refusal: Refusal) -> None:
        """The application is asked all the same: it may have more to say than this."""
        self.close()
        self.request.body = Refused(refusal)
        self.request.force_close()
        self.whole = self.cut = True

    def waits_for_word(self) -> bool:
        """Whether its client sends the body only after being told to; true once. (RFC 9110 §10.1.1)"""
        if self.request is None or not self.request._expected_100_continue:
            return False
        self.request._expected_100_continue = False  # gunicorn would say it when all is here
        return not self.whole

    def __next__(self) -> Any:
        if self.fault:
            raise self.fault
        return self.request

    def finish_body(self, deadline: float | None = None) -> bool:
        """Whether another request may follow on this connection."""
        return not self.cut

    def close(self) -> None:
        self.in_memory = 0
        if self._body.file:
            self._body.file.close()


def busy() -> Refusal:
    words = "服务器正忙，请稍后再试。手机里的记录不受影响。"
    return Refusal(words, code="busy", status=503, headers={"Retry-After": "5"})
