"""What is refused again and again, counted instead of written down each time: the log only grows, and a stranger who
knocks a thousand times a minute must not fill it.

Of each who and what, the first few of a minute have a line each; of the rest the number is said in one line, with the
next thing that is noted or when the auditor looks. Counted in this process: what it has not said when it is killed is
lost, a minute's number at most.
"""

import threading
from dataclasses import dataclass
from typing import NamedTuple

from zlc import clock

MINUTE = 60_000
EACH = 10  # lines a minute of one address or person, for one verb
STRANGERS = 120  # lines a minute of all who have not logged in, together
MOST_COUNTED = 1000  # who and what that are told apart in a minute; more are one
OTHERS = "其他地址"


class Key(NamedTuple):
    """`about` only where each thing is counted for itself."""

    verb: str
    person_id: str | None
    username: str
    address: str
    about: str = ""


class Owed(NamedTuple):
    """`times` more than have lines, in the minute from `since`, unix ms."""

    key: Key
    since: int
    times: int


@dataclass
class _Window:
    minute: int
    told: int = 0
    left: int = 0


class Repeats:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[Key, _Window] = {}
        self._minute = self._strangers = self._said = 0

    def admits(self, key: Key, each: int = EACH) -> bool:
        """Whether this one has a line of its own."""
        with self._lock:
            now = clock.now_ms() // MINUTE
            if now != self._minute:
                self._minute, self._strangers = now, 0
            window = self._window(key, now)
            stranger = key.person_id is None
            if window.told >= each or (stranger and self._strangers >= STRANGERS):
                window.left += 1
                return False
            window.told += 1
            self._strangers += stranger
            return True

    def _window(self, key: Key, now: int) -> _Window:
        window = self._windows.get(key)
        if window is None and len(self._windows) >= MOST_COUNTED:
            key = Key(key.verb, None, "", OTHERS)
            window = self._windows.get(key)
        if window is None or (window.minute != now and not window.left):
            window = self._windows[key] = _Window(now)
        return window

    def owed(self, whole: bool = False) -> list[Owed]:
        """What has no line yet of the minutes that are over (`whole`: of this one too); told once."""
        with self._lock:
            now = clock.now_ms() // MINUTE
            if now == self._said and not whole:
                return []
            self._said = now
            over = {key: one for key, one in self._windows.items() if whole or one.minute != now}
            for key in over:
                del self._windows[key]
            return [Owed(key, one.minute * MINUTE, one.left) for key, one in over.items() if one.left]
