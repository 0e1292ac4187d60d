"""Where documents are made: one at a time, in a process of its own, and never twice from the same data.

A document's name is the hash of what it shows and of the sheets it is printed on. Beside `<name>.pdf` lie,
while it is made, `<name>.lock` (held by the process that makes it, so that a crash frees it) and `<name>.step`;
if it cannot be made, `<name>.fault` says why.
"""

import fcntl
import hashlib
import json
import logging
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zlc.documents.sheets import ROOT, sheets_version
from zlc.documents.worker import OUT_OF_MEMORY
from zlc.errors import Refusal

# Of the processor's time, and of address space: fonts are mapped, 300 MB of it are resident.
SECONDS, MEGABYTES = 60, 1024
PATIENT = 5  # times that by the clock: on a machine busy with other things a document takes as long as it takes
KEPT_DAYS = 30
# GLib and glibc do not raise when they get no memory, they abort.
STARVED = (OUT_OF_MEMORY, -signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV)
STEPS = 7  # WeasyPrint's own count
log = logging.getLogger("zlc.documents")


class NotPrinted(Refusal):
    """The document could not be made; says why and what to do."""

    status, code = 503, "not_printed"


@dataclass(frozen=True)
class Press:
    """`data` is the data folder: photos are read there, documents kept in its documents/."""

    data: Path
    seconds: float = SECONDS
    megabytes: int = MEGABYTES

    @property
    def folder(self) -> Path:
        return self.data / "documents"

    def path(self, name: str, kind: str = "pdf") -> Path:
        return self.folder / f"{name}.{kind}"

    def name_of(self, template: str, data: dict[str, Any]) -> str:
        text = json.dumps([template, sheets_version(), data], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def render_pdf(self, template: str, data: dict[str, Any]) -> bytes:
        """The document, made now unless it is there. Blocks. Raises NotPrinted, in Chinese."""
        name = self.name_of(template, data)
        self.folder.mkdir(parents=True, exist_ok=True)
        with _locked(self.path(name, "lock"), wait=True), _locked(self.folder / "press.lock", wait=True):
            if not self.path(name).exists():
                self._forget_old()
                self._make(name, template, data)
        self.path(name, "lock").unlink(missing_ok=True)
        return self.path(name).read_bytes()

    def _make(self, name: str, template: str, data: dict[str, Any]) -> None:
        part, step = self.path(name, "part"), self.path(name, "step")
        self.path(name, "fault").unlink(missing_ok=True)
        started = time.monotonic()
        try:
            taken = self._run([str(self.data), str(part), str(step), str(self.megabytes), str(math.ceil(self.seconds))], template, data)
            os.replace(part, self.path(name))
            log.info("%s made in %.1f s with %s", template, time.monotonic() - started, taken)
        except NotPrinted as fault:
            self.path(name, "fault").write_text(fault.message)
            raise
        finally:
            part.unlink(missing_ok=True)
            step.unlink(missing_ok=True)

    def _run(self, arguments: list[str], template: str, data: dict[str, Any]) -> str:
        """The worker, from its order to its end. Returns what it took of memory and processor, in words."""
        command = [sys.executable, str(ROOT / "zlc" / "documents" / "worker.py"), *arguments]
        order = json.dumps({"template": template, "data": data}).encode()
        try:
            done = subprocess.run(
                command, input=order, capture_output=True, timeout=self.seconds * PATIENT, cwd=ROOT, check=False
            )
        except subprocess.TimeoutExpired as fault:
            raise self._too_slow(template) from fault
        if done.returncode == 0:
            return done.stdout.decode().strip()
        log.error(
            "%s failed (%s): %s", template, done.returncode, done.stderr.decode(errors="replace")[-4000:]
        )
        if done.returncode == -signal.SIGXCPU:
            raise self._too_slow(template)
        if done.returncode in STARVED or b"MemoryError" in done.stderr:
            raise NotPrinted(
                "内容太多，排版用的内存超出上限，已停下。记录都在，没有改动；请联系系统管理员，原因已记在日志里。"
            )
        if done.returncode < 0:
            raise NotPrinted("排版中途被中止，文件没有生成。记录都在，没有改动；请再试一次。")
        raise NotPrinted("排版出错，文件没有生成。记录都在，没有改动；请联系系统管理员，原因已记在日志里。")

    def _too_slow(self, template: str) -> NotPrinted:
        log.error("%s took more than %s s", template, self.seconds)
        return NotPrinted(
            f"排版超过 {self.seconds:g} 秒，已停下。记录都在，没有改动；请过几分钟再试，或请系统管理员查看日志。"
        )

    def _forget_old(self) -> None:
        """What nobody opened for a month is made again when it is asked for."""
        before = time.time() - KEPT_DAYS * 24 * 3600
        for path in self.folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < before and path.name != "press.lock":
                    path.unlink()


@contextmanager
def _locked(path: Path, wait: bool) -> Iterator[None]:
    """Holds the file's lock. Raises BlockingIOError when another holds it and `wait` is False."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def in_the_making(path: Path) -> bool:
    """Somebody, in whichever process, holds this document's lock."""
    try:
        with _locked(path, wait=False):
            return False
    except BlockingIOError:
        return True
