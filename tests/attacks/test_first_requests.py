"""The first requests of a process that has just started, several at once: none of them ends it, by what it brings or by
the state of a walk that it reads."""

import json
import subprocess
import sys

import msgspec
import pytest

from zlc.config import ROOT
from zlc.walks.fold import fold

UUID, HEX = "00000000-0000-7000-8000-000000000000", "0" * 64
WIRE = {"id": UUID, "seq": 1, "hash": HEX, "chain": HEX, "body": "{}"}
BROUGHT = {
    "zlc.sync.envelope.PushBody": {"device": UUID, "epoch": UUID, "sent_at": 1, "entries": [WIRE]},
    "zlc.sync.envelope.Missing": {"sha256": [HEX]},
    "zlc.sync.envelope.Secret": {"secret": HEX},
    "zlc.sync.rescue_file.Header": {"v": 1, "person": UUID},
    "zlc.walks.entries.wire.Wire": WIRE,
    "zlc.walks.brought.seals.Seal": {"of": "[]", "hmac": HEX},
    "zlc.walks.brought.seals.SealedWords": ["zlc-rescue-1", UUID, UUID, UUID, 1, 1, UUID, HEX, HEX, None, None],
    "zlc.walks.entries.entry.Body": {
        "v": 1, "id": UUID, "seq": 1, "walk": UUID, "kind": "note", "at": 1, "by": UUID, "data": {},
        "clock": {"offset": None, "mono": 1, "boot": "x"},
    },
    "zlc.walks.fold.state.WalkState": msgspec.to_builtins(fold(())),
}  # fmt: skip
# In each of many processes that know the shape and have read none yet: eight threads at once.
EIGHT = """
import importlib, os, sys, threading, msgspec
module, _, name = sys.argv[1].rpartition(".")
shape, raw = getattr(importlib.import_module(module), name), sys.argv[2].encode()

def read(together):
    together.wait()
    try:
        msgspec.json.decode(raw, type=shape)
    except msgspec.DecodeError:
        pass

for _ in range(60):
    child = os.fork()
    if not child:
        sys.setswitchinterval(1e-6)
        together = threading.Barrier(8)
        threads = [threading.Thread(target=read, args=(together,)) for _ in range(8)]
        [one.start() for one in threads]
        [one.join() for one in threads]
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"ended by signal {status & 0x7f}")
"""


@pytest.mark.parametrize("shape", BROUGHT)
def test_eight_threads_that_read_their_first_at_once(shape):
    done = subprocess.run(
        [sys.executable, "-c", EIGHT, shape, json.dumps(BROUGHT[shape])], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
