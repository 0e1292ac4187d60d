"""The file that a phone exports, made of Python: one line for the header, each entry, each photo, and the end."""

import base64
import hashlib
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


def lines_of(phone: Phone, photos: Sequence[bytes] = (), entries: Any = None, **header: Any) -> list[str]:
    entries = phone.entries if entries is None else entries
    head = header_of(phone, **header)
    rows = [{"entry": {**entry, "series": 0, "state": "queued", "at_server": None}} for entry in entries]
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
