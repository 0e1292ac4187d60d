"""A program of ours that looks at one file and ends: a hostile or broken one takes no more than its time and its memory, and no
other request waits for it. `ask` blocks its thread; no transaction should be open meanwhile."""

import json
import logging
import signal
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

from zlc.config import ROOT

OUT_OF_MEMORY = 3  # what such a program ends with
# Without memory, libraries abort rather than raise.
STARVED = (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP)
log = logging.getLogger("zlc.apart")


class Crowded(Exception):
    """As many are at work, and wait, as may."""


class TooSlow(Exception):
    """It had not ended in its time."""


class TooBig(Exception):
    """It had not enough memory."""


class Broke(Exception):
    """It ended in a way of its own."""


class Apart:
    """`program`: its path; it is given its `megabytes`, and on its input the order in a line of JSON, then `data`. Its output is
    JSON. `lanes`: how many run at once; `waiting`: threads that wait for it, while the others go on answering."""

    def __init__(self, program: str, megabytes: int, seconds: int, lanes: int = 2, waiting: int = 2) -> None:
        self.command, self.seconds = [sys.executable, program, str(megabytes)], seconds
        self.room, self.lanes = BoundedSemaphore(lanes + waiting), BoundedSemaphore(lanes)

    def ask(self, order: dict[str, Any], data: bytes = b"") -> dict[str, Any]:
        """Raises Crowded, TooSlow, TooBig, Broke."""
        if not self.room.acquire(blocking=False):
            raise Crowded
        try:
            with self.lanes:
                return self._answered(json.dumps(order).encode() + b"\n" + data)
        finally:
            self.room.release()

    def _answered(self, said: bytes) -> dict[str, Any]:
        try:
            done = subprocess.run(self.command, input=said, capture_output=True, timeout=self.seconds, cwd=ROOT, check=False)
        except subprocess.TimeoutExpired as fault:
            raise TooSlow from fault
        if done.returncode == 0:
            answer: dict[str, Any] = json.loads(done.stdout)
            return answer
        log.error("%s failed (%s): %s", self.command[1], done.returncode, done.stderr.decode(errors="replace")[-4000:])
        raise TooBig if done.returncode in STARVED or b"MemoryError" in done.stderr else Broke
