"""The phone's fold against the server's, over walks at random: the golden vectors hold only what somebody thought of."""

import json
import subprocess
from random import Random

import msgspec
import pytest

from tests.sync.phone_code import bundled
from tests.sync.random_walks import WALK, Entry, random_walk
from zlc.walks.entries.entry import Known, read_body
from zlc.walks.fold import fold

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return bundled("tests/sync/fold_lines.ts", tmp_path_factory.mktemp("phone"))


def state(entries: list[Entry]) -> object:
    known = [Known(e["id"], e["at_server"], read_body(json.dumps(e["body"]).encode())) for e in entries]
    return json.loads(msgspec.json.encode(fold(known, WALK)))


def test_both_sides_fold_alike(phone: list[str]) -> None:
    walks = [random_walk(Random(seed), seed % 60, counter=seed % 3 == 0) for seed in range(600)]
    sent = "\n".join(json.dumps({"walk": WALK, "entries": entries}) for entries in walks)
    answer = subprocess.run(phone, input=sent, capture_output=True, text=True, check=True, timeout=60)
    for seed, (entries, line) in enumerate(zip(walks, answer.stdout.splitlines(), strict=True)):
        assert json.loads(line) == state(entries), f"seed {seed}"
