"""Which bodies can be applied and which are held, and why. bodies.json is read by the phone's tests too."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zlc.texts import clean_text
from zlc.walks.entries.entry import BadBody, chain_of, entry_hash, read_body

BODIES = json.loads(Path(__file__).with_name("bodies.json").read_text("utf-8"))
PLAIN = BODIES[0]["text"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def held(raw: bytes) -> BadBody:
    with pytest.raises(BadBody) as caught:
        read_body(raw)
    return caught.value


@pytest.mark.parametrize("row", BODIES, ids=lambda row: row["about"])
def test_body(row: dict[str, Any]) -> None:
    raw = row["text"].encode()
    if row["why"] is not None:
        error = held(raw)
        assert (error.why, error.field) == (row["why"], row["field"])
        return
    body = read_body(raw)
    if "data" in row:
        assert json.dumps(body.data) == json.dumps(row["data"])


@pytest.mark.parametrize("raw", [b"\xff\xfe", b'{"v": 1, "by": "\xed\xa0\x80"}', b"[" * 200_000, b"{" + b"9" * 5000])
def test_bytes_that_are_no_utf8_or_no_json_are_held(raw: bytes) -> None:
    error = held(raw)
    assert (error.why, error.field) == ("bad_body", None)
    assert "已原样保存" in error.message


def test_a_held_body_tells_what_could_be_read_of_it() -> None:
    body = json.loads(PLAIN)
    error = held(json.dumps({**body, "kind": "dance", "at": "noon"}).encode())
    assert error.field == "at"
    assert error.found == {"walk": body["walk"], "kind": "dance", "by": "zhao"}
    assert "at" in error.message


def test_a_body_cut_at_every_byte_is_held() -> None:
    raw = PLAIN.encode()
    assert {held(raw[:end]).why for end in range(len(raw))} == {"bad_body"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(list(json.loads(PLAIN))), JSON))
def test_nothing_in_a_body_breaks_the_reader(changed: dict[str, Any]) -> None:
    try:
        read_body(json.dumps({**json.loads(PLAIN), **changed}).encode())
    except BadBody as error:
        assert error.why in ("bad_body", "unknown_kind", "bad_field")


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF)))
def test_clean_text_can_always_be_stored(text: str) -> None:
    clean = clean_text(text)
    assert "\0" not in clean
    assert clean.encode("utf-8").decode("utf-8") == clean


def test_hash_and_chain() -> None:
    first = entry_hash("好".encode())
    assert first == hashlib.sha256("好".encode()).hexdigest()
    assert chain_of("", first) == hashlib.sha256(first.encode()).hexdigest()
    assert chain_of(first, first) == hashlib.sha256((first + first).encode()).hexdigest()
