"""Documents are looked at as people get them: over HTTP, and then as the text of their pages."""

import io
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser import API, Browser
from tests.phones import Phone
from zlc.documents.press import Press


def text_of(pdf: bytes) -> str:
    """Everything the pages say, without spaces: a line may break anywhere in Chinese."""
    command = ["pdftotext", "-raw", "-", "-"]  # in the order of the page, cell by cell
    return tight(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode())


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def told(pdf: bytes, tool: str = "pdfinfo") -> str:
    """What poppler says about the file (pdfinfo) or its fonts (pdffonts)."""
    return subprocess.run([tool, "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def pages_of(pdf: bytes) -> int:
    return int(re.search(r"Pages:\s+(\d+)", told(pdf))[1])


def fetched(browser: Browser, url: str) -> Any:
    """The answer once it is no longer 「正在生成」; each call waits inside the server."""
    for _ in range(40):
        reply = browser.get(url)
        if reply.status_code != 202:
            return reply
    raise AssertionError(f"{url} is not made")


def send_photo(phone: Phone, walk: str, caption: str, at: int, shade: int = 0, **data: Any) -> dict[str, Any]:
    """A photo of 1280 × 960 pixels, its bytes sent; returns its entry, not pushed yet."""
    image = Image.effect_noise((320, 240), 60).resize((1280, 960)).convert("RGB")
    image.paste((shade % 256, 90, 200 - shade % 200), (100, 100, 700, 600))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80)
    raw = written.getvalue()
    digest = sha256(raw).hexdigest()
    headers = {**API, "Content-Type": "application/octet-stream"}
    assert phone.browser.client.put(f"/api/v1/photos/{digest}", data=raw, headers=headers).status_code < 300
    filled = {
        "sha256": digest, "bytes": len(raw), "width": 1280, "height": 960, "taken_at": at,
        "caption": caption, "of": None, "redacted": False, "restricted": False, **data,
    }  # fmt: skip
    return phone.make(walk, "photo", filled, at)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


@pytest.fixture
def phone(visit: Callable[[str | None], Browser]) -> Phone:
    return Phone.of(visit("recorder"))


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that counts who asks; (address, hits)."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    thread.join()
    server.server_close()
