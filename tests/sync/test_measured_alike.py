"""What a walk has measured reads alike on the phone and on the desk, over the golden walks; in the phone's hand while it runs."""

import json
import subprocess
from typing import Any

from tests.sync.phone_code import bundled
from tests.sync.test_golden import CASES, known
from zlc.catalogue.calendar import is_working_day
from zlc.walks.fold import WalkState, fold
from zlc.walks.times.comparison import NOT_RECORDED, compare
from zlc.walks.times.published import Published

# The phone has neither the days off nor what is promised: these two are the desk's alone.
LEFT_TO_THE_DESK = ("limit", "online")
DELEGATED = {"as": "applicant", "mode": "delegate", "channel": "hall"}


def on_the_desk(state: WalkState) -> list[str | None]:
    lines = {line.code: line.measured for line in compare(Published(), state, is_working_day) if line.code != "wait"}
    said = {code: None if words == NOT_RECORDED or code in LEFT_TO_THE_DESK else words for code, words in lines.items()}
    return [said[code] for code in ("materials", "limit", "steps", "trips", "online")]


def walks() -> list[tuple[str | None, list[dict[str, Any]]]]:
    """The golden ones of applicants, and each again as 代理办."""
    found = []
    for path in CASES:
        case = json.loads(path.read_text("utf-8"))
        entries = [entry for entry in case["entries"] if entry.get("state") != "held"]
        opened = [entry["body"]["data"] for entry in entries if entry["body"]["kind"] == "open"]
        if not opened or any(data.get("as") == "counter" for data in opened):
            continue
        again = json.loads(json.dumps(entries))
        for entry in again:
            if entry["body"]["kind"] == "open":
                entry["body"]["data"].update(DELEGATED)
        found += [(case.get("walk"), entries), (case.get("walk"), again)]
    return found


def test_the_figures_of_a_walk_read_alike_on_both_sides(tmp_path):
    all_ = walks()
    sent = "\n".join(json.dumps({"walk": walk, "entries": entries}) for walk, entries in all_)
    command = bundled("tests/sync/measured.ts", tmp_path)
    answer = subprocess.run(command, input=sent, capture_output=True, text=True, check=True, timeout=60)
    seen = set()
    for (walk, entries), line in zip(all_, answer.stdout.splitlines(), strict=True):
        desk = on_the_desk(fold([known(entry) for entry in entries], walk))
        assert json.loads(line) == desk, entries[0]
        seen |= set(desk)
    assert {"代办人 2 次，申请人 0 次", "2 次", None} <= seen and any("份" in words for words in seen if words)
