"""A journal entry as it comes from a phone: its frozen body, its hash, its chain (docs/sync.md, Entry)."""

import hashlib
import json
import math
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Literal, NoReturn

import msgspec
from msgspec import Meta, Struct

from zlc.texts import UUID, clean_text, is_uuid
from zlc.walks.entries.kinds import GREATEST_EXACT, RULES, bad_field, is_instant

Why = Literal["bad_body", "unknown_kind", "bad_field"]
# gc=False below: what is read from JSON holds no cycles, and thousands of remembered bodies would make each of
# Python's collections a pause of a tenth of a second.


_Exact = Meta(ge=-GREATEST_EXACT, le=GREATEST_EXACT)
Instant = Annotated[int, _Exact]
Measure = Instant | Annotated[float, _Exact] | None


class Clock(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """The device's clock when the entry was made: `offset` is server − device in ms, `age` seconds since
    that was measured, `mono` the page's own clock in ms, `page` the page load it counts from."""

    offset: Measure = None
    age: Measure = None
    mono: Measure = None
    page: str | None = None


class Body(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What an entry says. `at` is the device's wall clock in unix ms, `tz` its minutes east of Greenwich."""

    v: Annotated[int, Meta(ge=1, le=1)]
    walk: Annotated[str, Meta(pattern=rf"^{UUID.pattern}\Z")]
    kind: str
    by: Annotated[str, Meta(min_length=1)]
    at: Instant
    tz: Instant
    clock: Clock
    how: Literal["tap", "later", "import"]
    data: dict[str, Any]


class Known(Struct, frozen=True, gc=False):
    """An entry as the fold takes it. `at_server` is None until the server told it: the greatest of all."""

    id: str
    at_server: int | None
    body: Body


class BadBody(Exception):
    """A body that cannot be applied. It is stored raw and held; `why`, `field` and the Chinese `message` tell
    a person what to look at, and `found` keeps what could be read of walk, kind, by and at."""

    def __init__(
        self, why: Why, message: str, field: str | None = None, found: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.why = why
        self.message = message
        self.field = field
        self.found = found or {}


# What UTF-8 and PostgreSQL's TEXT cannot hold: lone surrogates (a note cut inside an emoji) and NUL.
# Nothing we write is nested deeper than four; what is might break whoever reads the state later.
GREATEST_DEPTH = 32
# A body is read when it comes and again by the fold right after; a walk that grows is folded again with each
# push. Some 2 KB each, shared by the threads.
REMEMBERED = 16384


def _number(value: float) -> float:
    """JSON has one kind of number: 1.0 from one phone and 1 from another are the same value, and beyond what
    a phone counts exactly every number is a rounded one. Raises OverflowError."""
    if abs(value) > GREATEST_EXACT:
        return float(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _clean(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    if depth > GREATEST_DEPTH:
        raise RecursionError
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean_text(key): _clean(item, depth + 1) for key, item in value.items()}
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _settle_numbers(value: Any, depth: int = 0) -> None:
    """What `_clean` does to numbers, in place. Raises OverflowError, and RecursionError sooner than it."""
    if depth > GREATEST_DEPTH // 2:
        raise RecursionError
    for key, item in value.items() if type(value) is dict else enumerate(value):
        kind = type(item)
        if kind is int or kind is float:
            value[key] = _number(item)
        elif kind is dict or kind is list:
            _settle_numbers(item, depth + 1)


_usual = msgspec.json.Decoder(Body)


def _read_usual(raw: bytes) -> Body | None:
    """What nearly every body is, read in a tenth of the time; None for whatever might be anything else.

    A text can hold NUL and surrogates only as an escape, so without one there is nothing to clean. What has fields of
    a newer phone beside these is read the long way too.
    """
    if b"\\u" in raw:
        return None
    try:
        body = _usual.decode(raw)
        _settle_numbers(body.data)
    except (ValueError, OverflowError, RecursionError):
        return None
    return body if body.kind in RULES and bad_field(body.kind, body.data) is None else None


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        # The standard library's reader: it keeps an escaped lone surrogate, which others take for damage.
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
        value = _clean(value)
    except (ValueError, OverflowError, RecursionError):
        raise BadBody("bad_body", "这条记录的内容不是可以读取的 JSON，已原样保存，等待人工查看。") from None
    if not isinstance(value, dict):
        raise BadBody("bad_body", "这条记录的内容不是一个 JSON 对象，已原样保存，等待人工查看。")
    return value


def _is_number_or_none(value: Any) -> bool:
    if value is None:
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= GREATEST_EXACT


def _is_clock(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and all(_is_number_or_none(value.get(field)) for field in ("offset", "age", "mono"))
        and isinstance(value.get("page"), str | None)
    )


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value != ""


ENVELOPE: dict[str, Callable[[Any], bool]] = {
    "walk": is_uuid,
    "kind": _is_name,
    "by": _is_name,
    "at": is_instant,
    "tz": is_instant,
    "clock": _is_clock,
    "how": lambda value: isinstance(value, str) and value in ("tap", "later", "import"),
}


def _refusal(raw: dict[str, Any]) -> tuple[Why, str, str] | None:
    """Why this body cannot be applied, in whose words, and because of which field; None if it can."""
    version: Any = raw.get("v")
    if not is_instant(version) or version < 1:
        return "bad_body", "这条记录缺少版本号 v，或写得不对，已原样保存，等待人工查看。", "v"
    if version > 1:
        return "unknown_kind", "这条记录来自更新版本的程序，已原样保存，服务器升级后会自动采用，有人搁置的除外。", "v"
    for field, fits in ENVELOPE.items():
        if not fits(raw.get(field)):
            return "bad_body", f"这条记录缺少 {field}，或写得不对，已原样保存，等待人工查看。", field
    if raw["kind"] not in RULES:
        return "unknown_kind", "服务器还不认识这一类记录，已原样保存，升级后会自动采用，有人搁置的除外。", "kind"
    data = raw.get("data")
    bad = bad_field(raw["kind"], data) if isinstance(data, dict) else "data"
    if bad is None:
        return None
    return "bad_field", f"这条记录的 {bad} 缺少或写得不对，已原样保存，等待人工查看。", bad


def _found(raw: dict[str, Any]) -> dict[str, Any]:
    legible = ("walk", "kind", "by", "at")
    return {field: raw[field] for field in legible if field in raw and ENVELOPE[field](raw[field])}


@lru_cache(REMEMBERED)
def read_body(raw: bytes) -> Body:
    """The body of an entry, its texts cleaned by `clean_text`; not to be changed, others hold it too. Raises
    `BadBody`: `bad_body` (no JSON object in UTF-8, or an envelope field missing or ill-typed), `unknown_kind`
    (of a later version too), `bad_field` (data)."""
    if (usual := _read_usual(raw)) is not None:
        return usual
    value = _parse(raw)
    refusal = _refusal(value)
    if refusal is not None:
        why, message, field = refusal
        raise BadBody(why, message, field, _found(value))
    clock = value["clock"]
    return Body(
        v=value["v"], walk=value["walk"], kind=value["kind"], by=value["by"], at=value["at"], tz=value["tz"],
        clock=Clock(clock.get("offset"), clock.get("age"), clock.get("mono"), clock.get("page")),
        how=value["how"], data=value["data"],
    )


def entry_hash(body: bytes) -> str:
    """SHA-256 of the exact bytes of a body, as hex."""
    return hashlib.sha256(body).hexdigest()


def chain_of(previous: str, hash_: str) -> str:
    """The chain after an entry: SHA-256 of (previous chain + hash), both hex; the first previous is ''."""
    return hashlib.sha256((previous + hash_).encode("ascii")).hexdigest()
