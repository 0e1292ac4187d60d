"""The first requests of a process that has just started, several at once: none of them ends it, by what it brings or by
the state of a walk that it reads."""

import json
import os

import msgspec
import pytest

from tests import processes
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


@pytest.mark.parametrize("shape", BROUGHT)
def test_eight_threads_that_read_their_first_at_once(shape):
    done = processes.run(["-m", "tests.attacks.eight_readers", shape, json.dumps(BROUGHT[shape])], os.environ)
    assert done.returncode == 0, done.stdout
