"""The file that a phone exports, made of Python: one line for the header, each entry, each photo, and the end."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from tests.phones import Phone
from zlc import clock


def header_of(phone: Phone, **more: Any) -> dict[str, Any]:
    server = phone.browser.api("GET", "/hello").json["server"]
    return {
        "v": 1, "server": server, "epoch": phone.epoch, "device": phone.device, "series": 0,
        "person": phone.person, "made_at": clock.now_ms(), "offset": 0, "app": "field-0.js", "schema": 1, **more,
    }  # fmt: skip


def seal_of(secret: str, *words: Any) -> dict[str, str]:
    """What stands beside a line: docs/sync.md, Rescue. `words`: server, device, person, series, seq …"""
    of = json.dumps(["zlc-rescue-1", *words], separators=(",", ":"))
    return {"of": of, "hmac": hmac.new(bytes.fromhex(secret), of.encode(), hashlib.sha256).hexdigest()}


def sealed(phone: Phone, entry: dict[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    """An entry's line as the phone writes it; without a secret, as phones of before wrote it."""
    row = {"at_server": None, **entry, "series": 0, "state": "queued"}
    line = [row["series"], *(row[key] for key in ("seq", "id", "hash", "chain", "at_server"))]
    words = (head["server"], phone.device, phone.person, *line, head["offset"])
    return {"entry": row} | ({"seal": seal_of(phone.secret, *words)} if phone.secret else {})


def lines_of(phone: Phone, photos: Sequence[bytes] = (), entries: Any = None, **header: Any) -> list[str]:
    entries = phone.entries if entries is None else entries
    head = header_of(phone, **header)
    rows = [sealed(phone, entry, head) for entry in entries]
    shots = [
        {
            "photo": {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "state": "local"},
            "data": "data:application/octet-stream;base64," + base64.b64encode(data).decode(),
        }
        for data in photos
    ]
    end = {"end": {**head, "entries": len(rows), "photos": len(shots)}}
    return [json.dumps(line, ensure_ascii=False) for line in ({"rescue": head}, *rows, *shots, end)]


def file_of(phone: Phone, photos: Sequence[bytes] = (), **more: Any) -> bytes:
    return ("\n".join(lines_of(phone, photos, **more)) + "\n").encode()


def send(browser: Any, content: bytes, ferry: bool = False) -> Any:
    """Through the phone's door."""
    headers = {"Content-Type": "application/x-ndjson"}
    query = {"ferry": "1"} if ferry else {}
    return browser.api("POST", "/rescue", data=content, headers=headers, query_string=query)
