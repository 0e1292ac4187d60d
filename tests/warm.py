"""The programs that read a list, clean a file or make a document, forked from one that has read their modules: to read them
takes longer than most lists and documents. From its first line on each does what it does when it is started by path: it has input
and output of its own, its own limits of memory and processor, and ends by itself.

Started by path itself, with the number of its socket and the modules to read; it ends when the socket does.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import traceback
import types
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHEETS = [f"zlc.catalogue.sheets.{name}" for name in ("cells", "delimited", "heads", "kinds", "portal", "workbook")]
APART = [*SHEETS, *(f"zlc.files.{name}" for name in ("office", "pdf"))]
DOCUMENTS = ["weasyprint", *(f"zlc.documents.{name}" for name in ("fetcher", "justify", "lacking", "sheets"))]
LONGEST_ORDER = 4096  # bytes


class Warm:
    """What zlc asks of `subprocess`, where it stands for it; one program at a time."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules, self._turn = modules, Lock()
        self._line: socket.socket | None = None

    def run(
        self, command: Sequence[str], *, input: bytes, timeout: float, **_: Any
    ) -> "subprocess.CompletedProcess[bytes]":
        """The program to its end, which is killed when it is late. Raises TimeoutExpired."""
        with TemporaryFile() as given, TemporaryFile() as said, TemporaryFile() as complained, self._turn:
            given.write(input)
            given.seek(0)
            line = self._opened()
            order = json.dumps(command[1:]).encode()
            socket.send_fds(line, [order], [file.fileno() for file in (given, said, complained)])
            child, late = int(line.recv(LONGEST_ORDER)), not select.select([line], [], [], timeout)[0]
            if late:
                os.kill(child, signal.SIGKILL)
            ended = int(line.recv(LONGEST_ORDER))
            if late:
                raise subprocess.TimeoutExpired(command, timeout)
            said.seek(0)
            complained.seek(0)
            return subprocess.CompletedProcess(list(command), ended, said.read(), complained.read())

    def _opened(self) -> socket.socket:
        if self._line is None:
            self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            command = [sys.executable, __file__, str(theirs.fileno()), *self._modules]
            subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
            theirs.close()
        return self._line


def serve(line: socket.socket) -> None:
    while True:
        order, files, _, _ = socket.recv_fds(line, LONGEST_ORDER, 3)
        if not order:
            return
        child = os.fork()
        if child == 0:
            _become(json.loads(order), files)
        for file in files:
            os.close(file)
        line.send(str(child).encode())
        line.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _become(words: list[str], files: list[int]) -> None:
    code = 1
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.closerange(3, max(files) + 1)
        sys.argv = words
        sys.path.insert(0, str(Path(words[0]).parent))
        runpy.run_path(words[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    # A bare `zlc`, as the programs make it.
    bare = types.ModuleType("zlc")
    bare.__path__ = [str(ROOT / "zlc")]
    sys.modules["zlc"] = bare
    sys.path.pop(0)
    for module in sys.argv[2:]:
        importlib.import_module(module)
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
