"""Devices that people have logged in on before: a signed cookie says so for more than a year, and a try at a password
from there is counted by itself (attempts.py; OWASP calls it a device cookie).

The cookie opens nothing: whoever copies it may only guess, as slowly as on any other device.
"""

from dataclasses import dataclass
from typing import Self
from uuid import UUID, uuid4

from itsdangerous import BadData, URLSafeTimedSerializer

from zlc.accounts.models import Person

COOKIE, LASTS = "zlc-known", 400 * 24 * 3600  # s; browsers keep none longer
MOST_PEOPLE = 8  # at one desk; the one who has not logged in there for longest is forgotten


@dataclass(frozen=True)
class KnownDevice:
    """Its mark, and the ids of those who have logged in on it, the latest first."""

    mark: str = ""
    people: tuple[str, ...] = ()

    @classmethod
    def read(cls, cookie: str, key: str) -> Self:
        """What a cookie says that was signed with this key; nothing if it was not, or is too old."""
        try:
            mark, people = _signer(key).loads(cookie, max_age=LASTS)
            return cls(str(UUID(mark)), tuple(str(one) for one in people))
        except (BadData, TypeError, ValueError):
            return cls()

    def mark_for(self, person: Person | None) -> str:
        """What the failures of this device are counted under; empty if that person has not logged in on it before."""
        return self.mark if person is not None and person.id in self.people else ""

    def cookie_with(self, person_id: str, key: str) -> str:
        """The cookie of this device once that person has logged in on it."""
        people = [person_id, *(one for one in self.people if one != person_id)]
        return str(_signer(key).dumps([self.mark or str(uuid4()), people[:MOST_PEOPLE]]))


def _signer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="known-device")
