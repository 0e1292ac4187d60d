"""Phones of the model at a real server, with photos in them."""

import http.client
from typing import Any

import msgspec

from tests.bench.journals import Sender
from tests.browser import API
from tests.model.disk import Row
from tests.model.handset import Handset
from tests.model.network import Answer, NoAnswer
from zlc import clock
from zlc.database import uuid7

ASKED = 500  # hashes in a question for missing photos


class Wire:
    """A phone's connection to a real server; `port` is where it stands now."""

    def __init__(self, cookie: str) -> None:
        self.cookie, self.port = cookie, 0
        self.ground = self

    @property
    def now(self) -> int:
        return clock.now_ms()

    def ask(self, method: str, path: str, sent: Any = None) -> Answer:
        return self.send(method, path, msgspec.json.encode(sent) if sent is not None else None, "application/json")

    def send(self, method: str, path: str, body: bytes | None, kind: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            line.request(method, f"/api/v1{path}", body, {**API, "Cookie": f"zlc={self.cookie}", "Content-Type": kind})
            reply = line.getresponse()
            return Answer(reply.status, msgspec.json.decode(reply.read()), int(reply.headers["X-ZLC-Time"]))
        except (OSError, http.client.HTTPException, msgspec.DecodeError) as fault:
            raise NoAnswer from fault
        finally:
            line.close()


class Bearer(Handset):
    """A phone of the model that also holds photos."""

    def __init__(self, username: str, person: str, wire: Wire) -> None:
        super().__init__(username, person, wire)  # type: ignore[arg-type]
        self.wire, self.photos, self.sender = wire, dict[str, bytes](), Sender(person, "", "")

    def write(self, entries: int, shots: dict[str, bytes], made: dict[str, str]) -> None:
        """Walks of sixty, and the photos spread over them; all of it queued."""
        left = list(shots.items())
        walks = -(-entries // 60)
        for number in range(walks):
            walk = uuid7()
            lines = self.sender.sixty(walk)
            for sha256, data in left[number * len(left) // walks : (number + 1) * len(left) // walks]:
                said = {"sha256": sha256, "bytes": len(data), "width": 1600, "height": 1200, "of": None}
                lines.append(self.sender.freeze(walk, "photo", said, clock.now_ms()))
            for one in lines:
                self.disk.keep(
                    Row(one["id"], walk, one["body"], "queued", self.disk.series, one["seq"], one["chain"])
                )
                made[one["body"]] = self.person
        self.disk.seq, self.disk.chain = self.sender.seq, self.sender.chain
        self.photos |= shots

    def offer_photos(self) -> None:
        """As the phone does: asks which are missing, and sends those. Raises NoAnswer."""
        hashes = list(self.photos)
        for start in range(0, len(hashes), ASKED):
            told = self.wire.ask("POST", "/photos/missing", {"sha256": hashes[start : start + ASKED]})
            for sha256 in told.json["missing"]:
                answer = self.wire.send("PUT", f"/photos/{sha256}", self.photos[sha256], "image/jpeg")
                assert answer.status in (200, 201), answer

    def everything(self) -> bool:
        """One visit to the server. True when all went."""
        try:
            return self.sync() and not self.offer_photos()
        except NoAnswer:
            return False
