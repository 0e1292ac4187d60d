"""What travels between phone and server, and one entry as read from it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from zlc.shapes import brought
from zlc.walks.entries.entry import BadBody, Body, entry_hash, read_body

KIND_LENGTH = 40  # what the column holds; the body keeps the whole word
EARLIEST = -(2**62)  # what a 64-bit column holds; a phone may believe it is any year at all


Uuid = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Hex = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Seq = Annotated[int, Meta(ge=1, le=2**53)]
Instant = Annotated[int, Meta(ge=-(2**53), le=2**53)]


@brought
class Wire(msgspec.Struct, frozen=True, gc=False):
    """An entry as it travels. `at_server` is what a re-offered entry was told before."""

    id: Uuid
    seq: Seq
    hash: str
    chain: Annotated[str, Meta(pattern=r"^[0-9a-f]{0,64}\Z")]
    body: str
    at_server: Instant | None = None


class Result(msgspec.Struct, omit_defaults=True, gc=False):
    """The fate of one entry. `at` is at_server, None when nothing was stored."""

    id: str
    status: str
    duplicate: bool
    at: int | None
    why: str | None = None
    message: str | None = None


class Answer(msgspec.Struct):
    """The receipt. `time` is the server's, unix ms; `chain` is ok or broken; `forked`: this device id writes on two
    phones."""

    epoch: str
    time: int
    acked: int
    chain: str
    forked: bool
    results: list[Result]


class Draft(msgspec.Struct, gc=False):
    """A wire entry, read: its bytes, whether its hash is right, its body or why it was not understood; and of either
    what can be told of its walk, kind and author."""

    wire: Wire
    raw: bytes
    has_right_hash: bool
    body: Body | None
    fault: BadBody | None
    by: str | None
    walk: str | None
    kind: str | None

    @classmethod
    def of(cls, wire: Wire) -> "Draft":
        raw = wire.body.encode("utf-8", "surrogatepass")
        right = entry_hash(raw) == wire.hash
        try:
            body = read_body(raw)
        except BadBody as fault:
            found = fault.found.get
            kind = (found("kind") or "")[:KIND_LENGTH] or None
            return cls(wire, raw, right, None, fault, found("by"), found("walk"), kind)
        return cls(wire, raw, right, body, None, body.by, body.walk, body.kind)

    def at_server(self, sent_at: int, received_at: int) -> int:
        """The entry's instant on the server's clock, never later than its arrival."""
        moment = received_at
        if self.body is not None:
            moment = min(moment, self.body.at + received_at - sent_at)
        if self.wire.at_server is not None:
            moment = min(moment, self.wire.at_server)
        return max(moment, EARLIEST)
