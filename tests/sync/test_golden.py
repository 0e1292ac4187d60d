"""The golden vectors, read here and by tests/client/journal/golden.test.ts: both sides fold alike."""

import json
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from zlc.walks.entries.entry import Known, read_body
from zlc.walks.fold import fold

CASES = sorted(Path(__file__).parent.joinpath("cases").glob("*.json"))


def differences(expected: Any, actual: Any, where: str = "state") -> list[str]:
    """Every key given in `expected`, deeply; lists item by item."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, actual.get(key, "(missing)"), f"{where}.{key}")
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [
            line
            for number, (one, other) in enumerate(zip(expected, actual, strict=True))
            for line in differences(one, other, f"{where}[{number}]")
        ]
    same = type(expected) is type(actual) and expected == actual
    return [] if same else [f"{where}: expected {expected!r}, got {actual!r}"]


def known(entry: dict[str, Any]) -> Known:
    return Known(entry["id"], entry["at_server"], read_body(json.dumps(entry["body"]).encode()))


def test_there_are_enough_vectors() -> None:
    assert len(CASES) >= 36
    assert sum(json.loads(path.read_text("utf-8")).get("exact", False) for path in CASES) >= 6


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_vector(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    assert case["name"] == path.stem
    # What is held stands beside the walk, as known_of reads them.
    entries = [known(entry) for entry in case["entries"] if entry.get("state") != "held"]
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        state = json.loads(msgspec.json.encode(fold(entries, case.get("walk"))))
        assert differences(case["expect"], state) == []
        if case.get("exact"):
            assert state == case["expect"]
