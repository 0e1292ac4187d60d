"""The shapes that phones send, read strictly, and answers written as JSON."""

from typing import Annotated, Any, TypeVar

import msgspec
from flask import Response, request

from zlc.errors import Refusal
from zlc.shapes import brought
from zlc.walks.entries.wire import Hex, Instant, Uuid, Wire

LIMITS = {"entries": 200, "bytes": 262_144, "entry_bytes": 65_536, "photo_bytes": 8_388_608}
# Room for the envelope itself and for the escaping of bodies inside it, which `bytes` does not count.
ENVELOPE_BYTES = 2 * LIMITS["bytes"]


@brought
class PushBody(msgspec.Struct):
    device: Uuid
    epoch: str
    sent_at: Instant
    entries: list[Wire]


@brought
class Missing(msgspec.Struct):
    sha256: Annotated[list[Hex], msgspec.Meta(max_length=500)]


@brought
class Secret(msgspec.Struct):
    secret: Hex


@brought
class Leaving(msgspec.Struct):
    login: str = ""


Shape = TypeVar("Shape")


class BadEnvelope(Refusal):
    code = "bad_envelope"


class TooLarge(Refusal):
    status, code = 413, "too_large"


def read(shape: type[Shape]) -> Shape:
    """The request's JSON in that shape. Raises BadEnvelope, TooLarge."""
    if (request.content_length or 0) > ENVELOPE_BYTES:
        raise TooLarge("一次传得太多，请分批再传。")
    raw = request.get_data(cache=False)
    if len(raw) > ENVELOPE_BYTES:
        raise TooLarge("一次传得太多，请分批再传。")
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        field = str(fault).rpartition("`$.")[2].rstrip("`") if "`$." in str(fault) else None
        raise BadEnvelope("请求读不懂，没有收。记录都在手机里，请更新后再传。", field=field) from fault


def read_push() -> PushBody:
    push = read(PushBody)
    if len(push.entries) > LIMITS["entries"]:
        raise TooLarge("一次传得太多，请分批再传。")
    sizes = [len(entry.body.encode("utf-8", "surrogatepass")) for entry in push.entries]
    if sum(sizes) > LIMITS["bytes"] or max(sizes, default=0) > LIMITS["entry_bytes"]:
        raise TooLarge("内容太长，请分批再传。")
    return push


def answer(payload: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(payload), status, mimetype="application/json")
