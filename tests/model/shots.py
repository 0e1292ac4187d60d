"""A phone's photos: bytes that wait, are received, are asked about once a day, and leave after two days that agree."""

import hashlib
import io
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from tests.model.handset import Handset

DAY, SHANGHAI = 86_400_000, 8 * 3_600_000
CONFIRMED_DAYS = 2


@dataclass(frozen=True)
class Shot:
    """state: local, received, stuck. `here`: the bytes have not left the phone."""

    sha256: str
    data: bytes
    state: str = "local"
    confirmed: frozenset[int] = frozenset()
    asked_on: int | None = None
    here: bool = True

    @classmethod
    def taken(cls, number: int) -> "Shot":
        """Another picture for each number, the same in each run of a story."""
        out = io.BytesIO()
        Image.frombytes("RGB", (16, 16), random.Random(number).randbytes(768)).save(out, "JPEG")
        return cls(hashlib.sha256(out.getvalue()).hexdigest(), out.getvalue())

    def offered_again(self) -> "Shot":
        """The server went back: what it confirmed counts no more."""
        return replace(self, confirmed=frozenset(), asked_on=None) if self.state == "received" else self

    def told(self, missing: bool, day: int) -> "Shot":
        if missing:
            return replace(self, state="local", confirmed=frozenset(), asked_on=day)
        confirmed = self.confirmed | {day}
        return replace(self, confirmed=confirmed, asked_on=day, here=len(confirmed) < CONFIRMED_DAYS)


def send(phone: "Handset") -> None:
    """One after another, as static/client/sync/photos.ts does; one that is refused waits for a person."""
    for shot in [shot for shot in phone.disk.shots.values() if shot.state == "local"]:
        answer = phone.ask("PUT", f"/photos/{shot.sha256}", shot.data)
        if answer.status in (200, 201):
            phone.disk.keep_shot(replace(shot, state="received"))
        elif answer.status in (413, 422):
            phone.disk.keep_shot(replace(shot, state="stuck"))


def confirm(phone: "Handset") -> None:
    day = (phone.line.ground.now + SHANGHAI) // DAY
    asked = [one for one in phone.disk.shots.values() if one.state == "received" and one.here and one.asked_on != day]
    if not asked:
        return
    answer = phone.ask("POST", "/photos/missing", {"sha256": [shot.sha256 for shot in asked]})
    if answer.status != 200:
        return
    missing = set(answer.json["missing"])
    for shot in asked:
        phone.disk.keep_shot(shot.told(shot.sha256 in missing, day))
