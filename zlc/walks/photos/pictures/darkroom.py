"""Where pictures are decoded that might cost much: in processes of their own, two at a time, whoever asks.

`ask` blocks its thread; no transaction should be open meanwhile. Two of a server's threads may decode and two may wait:
the others go on answering, and whoever finds no room is told to come again.
"""

import fcntl
import json
import logging
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zlc.config import ROOT
from zlc.errors import Refusal
from zlc.walks.photos.pictures import worker
from zlc.walks.photos.pictures.developing import Look, NotAnImage, TooCostly

MEGABYTES, PROCESSOR, CLOCK = 600, 20, 60  # for one picture: memory, seconds of processor, seconds in all
LANES, WAITING = 2, 2
PATIENCE, LOOK_AGAIN, LATE = 15, 0.05, 10  # seconds
log = logging.getLogger("zlc.pictures")


class Busy(Refusal):
    status, code = 503, "busy"

    def __init__(self, _why: str = "") -> None:
        super().__init__(
            "服务器正在处理别的照片，这一张没有收，还在手机里，稍后自动再传。", headers={"Retry-After": "10"}
        )


REFUSALS: dict[str, type[Exception]] = {worker.NOT_AN_IMAGE: NotAnImage, worker.TOO_COSTLY: TooCostly}


class Lane:
    """One worker, started when it is first needed and again when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        line = json.dumps(order).encode() + b"\n"
        for _ in range(2):  # it ends by itself when nothing was asked for long
            if answer := self._exchange(line):
                told: dict[str, Any] = json.loads(answer)
                return told
        return {"refused": worker.NO_TIME, "why": "the worker ended twice"}

    def _exchange(self, line: bytes) -> bytes:
        if self._process is None or self._process.poll() is not None:
            bounds = map(str, (MEGABYTES, PROCESSOR, CLOCK))
            self._process = subprocess.Popen(
                [sys.executable, worker.__file__, *bounds], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            )  # fmt: skip
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            if not select.select([self._process.stdout], [], [], CLOCK + LATE)[0]:
                self._process.kill()  # it stops its pictures itself, so it is stopped itself
            return self._process.stdout.readline()
        except BrokenPipeError:
            self._process.wait()
            return b""


class Darkroom:
    def __init__(self) -> None:
        self._room = threading.BoundedSemaphore(LANES + WAITING)
        self._free: queue.Queue[tuple[int, Lane]] = queue.Queue()
        for number in range(LANES):
            self._free.put((number, Lane()))

    def ask(self, folder: Path, order: dict[str, Any]) -> dict[str, Any]:
        """Raises NotAnImage, TooCostly, Busy, OSError."""
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            with self._lane(folder, time.monotonic() + PATIENCE) as lane:
                told = lane.ask(order)
        finally:
            self._room.release()
        if "errno" in told:
            raise OSError(told["errno"], told["why"])
        if "refused" in told:
            log.info("a picture was refused: %s", told["why"])
            raise REFUSALS.get(told["refused"], Busy)(told["why"])
        return told

    @contextmanager
    def _lane(self, folder: Path, until: float) -> Iterator[Lane]:
        try:
            number, lane = self._free.get(timeout=PATIENCE)
        except queue.Empty as fault:
            raise Busy from fault
        try:
            with _alone(folder / "darkroom" / f"{number}.lock", until):
                yield lane
        finally:
            self._free.put((number, lane))


@contextmanager
def _alone(path: Path, until: float) -> Iterator[None]:
    """Among all processes that serve this folder. Raises Busy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Busy from None
                time.sleep(LOOK_AGAIN)
        yield


_here = Darkroom()


def _afresh() -> None:
    """A forked server must not talk to its parent's workers."""
    global _here
    _here = Darkroom()


os.register_at_fork(after_in_child=_afresh)


def take(folder: Path, source: Path, clean: Path) -> Look:
    """developing.take, apart."""
    told = _here.ask(folder, {"source": str(source), "target": str(clean), "edge": 0})
    return Look(*told["look"])


def redraw(folder: Path, source: Path, target: Path, edge: int) -> tuple[int, int]:
    """developing.redraw, apart."""
    width, height = _here.ask(folder, {"source": str(source), "target": str(target), "edge": edge})["size"]
    return width, height
