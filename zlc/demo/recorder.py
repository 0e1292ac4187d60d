"""A phone in a few lines: it freezes entries as the field app does, keeps them, and pushes them.

The demo world is written with it, and tests that need a walk may use it too.
"""

import hashlib
import io
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.models import Matter
from zlc.database import db, uuid7
from zlc.walks.entries.entry import chain_of, entry_hash
from zlc.walks.entries.wire import Answer, Wire
from zlc.walks.journal import folding, journal
from zlc.walks.models import Device
from zlc.walks.photos import photos

MINUTE = 60_000
ASLEEP = 30 * MINUTE  # the system throws a page away that lay in a pocket; the next look is a new page


class Phone:
    """One person's device. `now` is the true instant (unix ms), `slow` how far its own clock is behind."""

    def __init__(self, person: Person, *, now: int | None = None, slow: int = 0, label: str = "手机") -> None:
        self.person = person
        self.now = clock.now_ms() if now is None else now
        self.slow = slow
        self.walk = ""
        self.wires: list[Wire] = []  # everything written, in order
        self.sent = 0  # how many of them were pushed
        self.images: dict[str, bytes] = {}
        self._amended: dict[tuple[str, str], str] = {}
        self._id_at = 0
        with clock.frozen_at(self.now):
            self.device = Device(person_id=person.id, label=label)
            db.session.add(self.device)
            db.session.flush()
        self._open_page()

    def go_to(self, instant: int) -> None:
        """Time passes until `instant`; after half an hour the app is opened afresh."""
        gap = instant - self.now
        self.now = instant
        if gap > ASLEEP:
            self._open_page()

    def wait(self, minutes: float) -> None:
        """Time passes with the app in hand."""
        self.now += round(minutes * MINUTE)

    def _open_page(self) -> None:
        self.page, self.page_began = uuid7(self.now), self.now

    def write(self, kind: str, data: dict[str, Any], *, how: str = "tap", at: int | None = None) -> str:
        """Freeze one entry of this walk. `at` is true time, for what is added later. Returns its id."""
        since = self.now - self.page_began
        body = {
            "v": 1, "walk": self.walk, "kind": kind, "by": self.person.id,
            "at": (self.now if at is None else at) - self.slow, "tz": 480,
            "clock": {"offset": self.slow, "age": since / 1000, "mono": since + 0.5, "page": self.page},
            "how": how, "data": data,
        }  # fmt: skip
        text = msgspec.json.encode(body)
        digest = entry_hash(text)
        chain = chain_of(self.wires[-1].chain if self.wires else "", digest)
        # Two taps of one millisecond keep their order: it goes by (time, id).
        self._id_at = max(self.now, self._id_at + 1)
        wire = Wire(uuid7(self._id_at), len(self.wires) + 1, digest, chain, text.decode())
        self.wires.append(wire)
        return wire.id

    def open(self, mode: str | None = None, channel: str = "hall", **facts: Any) -> str:
        """Begin a walk as an applicant, or with as_="counter" a session. Returns the walk's id."""
        self.walk = uuid7(self.now)
        role = facts.pop("as_", "applicant")
        chosen = _said(mode=mode, channel=channel) if role == "applicant" else {}
        self.write("open", {"as": role} | chosen | facts)
        return self.walk

    def stage(self, stage: str, step: str, visit: int | None = None, **how: Any) -> str:
        return self.write("stage", _said(stage=stage, step=step, visit=visit), **how)

    def leave(self, visit: int, **how: Any) -> str:
        return self.write("leave", {"visit": visit}, **how)

    def come_back(self, visit: int, **how: Any) -> str:
        return self.write("return", {"visit": visit}, **how)

    def ticket(self, number: str, ahead: int | None = None) -> str:
        return self.write("ticket", _said(number=number, ahead=ahead))

    def material(self, name: str, **facts: Any) -> str:
        return self.write("material", {"name": name} | facts)

    def bring(self, matter: Matter) -> None:
        """Everything the guide asks for, as it asks for it."""
        for one in matter.materials:
            self.material(one.name, listed=True, copies=one.copies)

    def outcome(self, result: str, reason: str | None = None, **how: Any) -> str:
        return self.write("outcome", _said(result=result, reason=reason), **how)

    def check(self, item: str, verdict: str, note: str | None = None) -> str:
        return self.write("check", _said(item=item, verdict=verdict, note=note))

    def problem(self, category: str, text: str, **facts: Any) -> str:
        return self.write("problem", {"category": category, "text": text} | facts)

    def need(self, whose: str, text: str) -> str:
        return self.write("need", {"from": whose, "text": text})

    def note(self, text: str, **how: Any) -> str:
        return self.write("note", {"text": text}, **how)

    def photo(self, jpeg: bytes, caption: str, of: str | None = None, **facts: Any) -> str:
        digest = hashlib.sha256(jpeg).hexdigest()
        with Image.open(io.BytesIO(jpeg)) as image:
            width, height = image.size
        self.images[digest] = jpeg
        seen = {"sha256": digest, "bytes": len(jpeg), "width": width, "height": height}
        return self.write("photo", seen | {"taken_at": self.now, "caption": caption, "of": of} | facts)

    def case(self, case: str, event: str, **facts: Any) -> str:
        return self.write("case", {"case": case, "event": event} | facts)

    def finish(self, result: str | None = None, summary: str | None = None) -> str:
        return self.write("finish", _said(result=result, summary=summary))

    def amend(self, target: str, reason: str, **fields: Any) -> str:
        """Change fields of an entry, having seen what this phone last made of them; `at` is true time."""
        saw = {name: self._amended.get((target, name)) for name in fields}
        changes = {
            name: {"value": value, "saw": [saw[name]] if saw[name] else []} for name, value in fields.items()
        }
        entry = self.write("amend", {"target": target, "set": changes, "reason": reason})
        self._amended |= {(target, name): entry for name in fields}
        return entry

    def push(self, folder: Path | None = None) -> Answer:
        """What a push does: offer what was not sent yet, fold, and with a data folder send the photos.

        The caller commits.
        """
        wires, self.sent = self.wires[self.sent :], len(self.wires)
        with clock.frozen_at(self.now):
            told = journal.offer(
                self.person, self.device, wires, sent_at=self.now - self.slow, received_at=self.now
            )
            folding.fold_marked()
            if folder is not None:
                self._send_photos(folder)
        return told

    def _send_photos(self, folder: Path) -> None:
        for digest, jpeg in self.images.items():
            photos.acknowledge(self.person.id, digest, photos.receive(folder, io.BytesIO(jpeg), digest))
        self.images.clear()


def _said(**facts: Any) -> dict[str, Any]:
    """What was not said is left out."""
    return {name: value for name, value in facts.items() if value is not None}
